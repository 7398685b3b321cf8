/** The people of the sample beside those who sign in: members, teams, who was invited, and saved views. Pure. */
import type { Invitation } from '@latchkey/shared/domain/invitation';
import type { ScopedLevel } from '@latchkey/shared/domain/levels';
import type { Member, MemberStatus } from '@latchkey/shared/domain/member';
import { invitationRow, memberRow, teamRow, viewRow } from '../records/rows.ts';
import type { Row } from '../store/store.ts';
import { chanceFor, idFor, pick } from './random.ts';

const MEMBERS = 300;
const DAY = 86_400_000;

const given =
  'Aisha Amara Anders Beatriz Bilal Carla Chidi Dagmar Diego Elif Emre Fatima Femi Greta Hana Hugo Ines Ivan Jana João Kaito Kwame Lea Liam Magda Mehmet Nadia Noah Olena Paulo Priya Quentin Rafael Rosa Samir Sofia Tariq Thandi Uma Viktor Wanda Xin Yara Zoltán'.split(' ');
const family =
  'Abebe Almeida Bauer Bergström Castillo Chen Demir Dubois Eriksen Fischer Gupta Haddad Horvat Ibrahim Jansen Kaya Kowalski Lindholm Martins Mbeki Moreau Nakamura Novák Oduya Park Petrov Quispe Rossi Santos Schneider Silva Svensson Takahashi Tremblay Ueda Vargas Weber Yılmaz Zhang'.split(' ');
const teamNames =
  'Accounts Payable,Analytics,Brand,Campaigns,Customer Success,Data Platform,Design,Events,Field Sales,Finance,Front Office,HR Operations,Inside Sales,IT Services,Legal,Logistics,Onboarding,Partners,Payments,People,Procurement,Revenue Operations,Security,Support Tier 1,Support Tier 2'.split(',');

export interface Company {
  readonly workspace: string;
  /** Ids, in the order Development, Staging, Production. */
  readonly environments: readonly [string, string, string];
  /** Of Production. */
  readonly integrations: readonly string[];
  /** User name → id of the members who sign in. */
  readonly founders: Readonly<Record<'olivia' | 'oskar' | 'adela' | 'mateo' | 'mina', string>>;
  /** ISO 8601; when most of them joined. */
  readonly founded: string;
  /** Milliseconds since 1970: what waits, waits from shortly before. */
  readonly now: number;
}

/** The members who do not sign in here; with those who do, 300. */
export function* staffRows(company: Company): Generator<Row> {
  const taken = new Set<string>();
  for (let n = Object.keys(company.founders).length; n < MEMBERS; n++) {
    const chance = chanceFor('staff', String(n));
    const name = `${pick(chance, given)} ${pick(chance, family)}`;
    const plain = name.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('ı', 'i').toLowerCase().replace(' ', '.');
    const userName = taken.has(plain) ? `${plain}${n}` : plain;
    taken.add(userName);
    const member: Member = {
      ...{ workspace: company.workspace, user: idFor('staff', userName), name, userName, email: `${userName}@northwind.example`, level: n % 100 === 50 ? 'administrator' : 'none' },
      ...accessOf(n, chance, company),
      ...{ enabled: chance() > 0.04, joinedAt: new Date(Date.parse(company.founded) + Math.floor(chance() * 1_500) * DAY).toISOString() },
    };
    yield memberRow(idFor('member', userName), member, lastSignIn(userName, member, company.now));
  }
}

/** Whoever has access to anything has mostly been here, some long ago. */
function lastSignIn(userName: string, { level, environments, integrations }: Member, now: number): MemberStatus | null {
  const chance = chanceFor('sign-in', userName);
  const hasAccess = level !== 'none' || Object.keys({ ...environments, ...integrations }).length > 0;
  return hasAccess && chance() < 0.9 ? { lastSignInAt: new Date(now - Math.floor(chance() ** 3 * 90 * DAY)).toISOString() } : null;
}

/** A fifth reads or manages environments, two fifths single integrations, the others only have accounts in apps. */
function accessOf(n: number, chance: () => number, { environments, integrations }: Company): Pick<Member, 'environments' | 'integrations' | 'runs'> {
  const level = (): ScopedLevel => (chance() < 0.4 ? 'manage' : 'monitor');
  switch (n % 5) {
    case 0:
      return { environments: Object.fromEntries(environments.slice(n % 3).map((environment) => [environment, level()])), integrations: {}, runs: {} };
    case 1:
    case 2: {
      const theirs = new Set(Array.from({ length: 1 + Math.floor(chance() * 4) }, () => pick(chance, integrations)));
      const runs = chance() < 0.5 ? Object.fromEntries([...theirs].map((id) => [`integration/${id}`, { view: true, run: chance() < 0.5 }])) : {};
      return { environments: {}, integrations: Object.fromEntries([...theirs].map((id) => [id, level()])), runs };
    }
    default:
      return { environments: {}, integrations: {}, runs: chance() < 0.1 ? { 'group/CRM': { view: true, run: false } } : {} };
  }
}

export function* teamRows({ workspace, integrations, founded }: Company, members: readonly string[]): Generator<Row> {
  for (const name of teamNames) {
    const chance = chanceFor('team', name);
    const theirs = Array.from({ length: 3 + Math.floor(chance() * 18) }, () => pick(chance, members));
    const reached = Array.from({ length: Math.floor(chance() * 4) }, () => [pick(chance, integrations), chance() < 0.3 ? 'manage' : 'monitor'] as const);
    yield teamRow(idFor('team', name), {
      ...{ workspace, name, createdAt: founded },
      members: Object.fromEntries(theirs.map((id) => [id, true as const])),
      integrations: Object.fromEntries(reached),
    });
  }
}

/** Invitations in every status, to the workspace, an environment and single integrations. */
export function* invitationRows({ workspace, environments, integrations, founders, now }: Company): Generator<Row> {
  const statuses = ['pending', 'accepted', 'dismissed', 'expired', 'revoked'] as const satisfies readonly Invitation['status'][];
  const [development, , production] = environments;
  for (const [index, status] of [...statuses, ...statuses, ...statuses, 'pending' as const].entries()) {
    const chance = chanceFor('invitation', String(index));
    const email = `${pick(chance, given)}.${pick(chance, family)}${index}@agency.example`.normalize('NFD').replaceAll(/[^\w.@]/g, '').toLowerCase();
    const sentAt = now - (status === 'pending' ? 1 + (index % 5) : 20 + index * 9) * DAY;
    const towards = [
      { level: 'none', environments: {}, integrations: { [pick(chance, integrations)]: 'monitor', [pick(chance, integrations)]: 'manage' } },
      { level: 'none', environments: { [production]: 'monitor', [development]: 'manage' }, integrations: {} },
      { level: 'administrator', environments: {}, integrations: {} },
    ] as const satisfies readonly Pick<Invitation, 'level' | 'environments' | 'integrations'>[];
    yield invitationRow(idFor('invitation', String(index)), {
      ...{ workspace, email, status, ...pick(chance, towards) },
      ...{ invitedBy: pick(chance, [founders.olivia, founders.adela]), sentAt: new Date(sentAt).toISOString(), expiresAt: new Date(sentAt + 7 * DAY).toISOString() },
    });
  }
}

/** Views of Production: shared ones, and some that are their member's own. */
export function* viewRows({ workspace, environments, founders }: Company): Generator<Row> {
  const [, , environment] = environments;
  const views = [
    [null, 'users', 'Needs attention', 'status=invalid'],
    [null, 'users', 'Disabled', 'disabled=yes'],
    [null, 'users', 'Nothing connected yet', 'status=none'],
    [founders.mateo, 'users', 'My watch list', 'status=invalid&disabled=no'],
    [founders.olivia, 'users', 'Off for review', 'disabled=yes'],
  ] as const;
  for (const [member, screen, name, query] of views) yield viewRow(workspace, idFor('view', name), { environment, member, screen, name, query });
}
