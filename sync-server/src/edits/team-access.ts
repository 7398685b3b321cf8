/**
 * Access that comes through teams: whoever is in a team that an app team is for has an account in that app, for as
 * long as both teams are there (EDIT-14). What managers want of an account itself is not touched (EDIT-9).
 */
import { AppAccount, AppTeam } from '@latchkey/shared/domain/app-account';
import { Member } from '@latchkey/shared/domain/member';
import { Team } from '@latchkey/shared/domain/team';
import * as v from 'valibot';
import { allOf, pagesOf, pagesOfIntegration } from '../documents/pages.ts';
import { plan } from '../reconcile/plan.ts';
import { appAccountKey, appAccountRow } from '../records/rows.ts';
import type { Row } from '../store/store.ts';
import type { Batch } from './batch.ts';
import { nameOf } from './notices.ts';

export interface TeamChange {
  readonly before: Row;
  readonly after: Row;
  readonly thread: string;
}

interface Spread {
  readonly batch: Batch;
  readonly thread: string;
}

const isThere = (row: Row | undefined): row is Row => row !== undefined && !row.removed && !row.orphaned;

/** Brings accounts in line with a change of a team, an app team, a member or an account; does nothing for other kinds. */
export async function spreadTeamAccess(batch: Batch, { before, after, thread }: TeamChange): Promise<void> {
  const spread: Spread = { batch, thread };
  switch (after.kind) {
    case 'team': {
      const [were, are] = [new Set(isThere(before) ? membersOf(before) : []), new Set(isThere(after) ? membersOf(after) : [])];
      const changed = [...were, ...are].filter((member) => were.has(member) !== are.has(member));
      if (changed.length === 0) return;
      for (const appTeam of await appTeamsFor(batch, after)) for (const member of changed) await set(spread, appTeam, member, are.has(member));
      return;
    }
    case 'appTeam': {
      const linked = (row: Row): string | null => (isThere(row) ? v.parse(AppTeam, row.record).team : null);
      const [was, is] = [linked(before), linked(after)];
      if (was === is) return;
      for (const [team, on] of [[was, false], [is, true]] as const) {
        const row = team === null ? undefined : await batch.transaction.row('team', team);
        if (isThere(row)) for (const member of membersOf(row)) await set(spread, after, member, on);
      }
      return;
    }
    case 'member': {
      if (before.removed === after.removed) return;
      for (const team of await allOf(pagesOf(batch.transaction, 'team', after.workspace))) {
        if (!membersOf(team).includes(after.id)) continue;
        for (const appTeam of await appTeamsFor(batch, team)) await set(spread, appTeam, after.id, !after.removed);
      }
      return;
    }
    case 'appAccount': {
      const [was, is] = [before, after].map((row) => (isThere(row) ? v.parse(AppAccount, row.record).member : null));
      if (was !== is) await followAccount(spread, after, [was, is].filter((member) => typeof member === 'string'));
      return;
    }
    default:
      return;
  }
}

/**
 * An account that changed hands: it keeps only what it is to have for whose it is now, and those who lost it, or gained
 * it, have their access by an account all the same. @param members whose it was, and whose it is
 */
async function followAccount(spread: Spread, { id, record }: Row, members: readonly string[]): Promise<void> {
  const { transaction } = spread.batch;
  const { integration, username, member: owner } = v.parse(AppAccount, record);
  for (const appTeam of await allOf(pagesOfIntegration(transaction, 'appTeam', integration))) {
    const { team } = v.parse(AppTeam, appTeam.record);
    const row = team === null ? undefined : await transaction.row('team', team);
    // As the app team before this one left it.
    const account = await transaction.row('appAccount', id);
    if (!isThere(row) || account === undefined) continue;
    const entitled = await entitledTo(spread.batch, membersOf(row), { members, username: owner === null ? username : null });
    const theirs = await Promise.all(entitled.map((person) => accountsIn(spread.batch, integration, person)));
    // Who has it by another account needs it by one only.
    const keeps = theirs.some((rows) => rows.some((row) => row.id === id) && rows.every((other) => other.id === id || !hasThrough(other, appTeam)));
    if (!keeps && hasThrough(account, appTeam)) await give(spread, appTeam, account, false);
    for (const person of entitled) await set(spread, appTeam, person.id, true);
  }
}

/** Of those in a team, whom an account that changed hands concerns: by name, or by the address that it goes by. */
async function entitledTo(batch: Batch, team: readonly string[], { members, username }: { readonly members: readonly string[]; readonly username: string | null }): Promise<readonly Row[]> {
  const asked = username === null ? team.filter((member) => members.includes(member)) : team;
  const people = (await Promise.all(asked.map((member) => batch.transaction.row('member', member)))).filter(isThere);
  return people.filter(({ id, record }) => members.includes(id) || v.parse(Member, record).email.toLowerCase() === username?.toLowerCase());
}

const membersOf = (team: Row): readonly string[] => Object.keys(v.parse(Team, team.record).members);

async function appTeamsFor(batch: Batch, team: Row): Promise<readonly Row[]> {
  const environments = await batch.transaction.environments(team.workspace);
  const all = await Promise.all(environments.map(({ id }) => allOf(pagesOf(batch.transaction, 'appTeam', id))));
  return all.flat().filter(({ record }) => v.parse(AppTeam, record).team === team.id);
}

/** Gives a member the access of an app team, by one account, or takes it from each that has it. */
async function set(spread: Spread, appTeam: Row, member: string, on: boolean): Promise<void> {
  const { batch } = spread;
  const person = await batch.transaction.row('member', member);
  if (person === undefined || (on && !isThere(person))) return;
  const accounts = await accountsIn(batch, v.parse(AppTeam, appTeam.record).integration, person);
  const having = accounts.filter((row) => hasThrough(row, appTeam));
  if (!on) {
    for (const account of having) await give(spread, appTeam, account, false);
    return;
  }
  if (having.length > 0) return;
  const [account] = accounts;
  if (account !== undefined) return give(spread, appTeam, account, true);
  const made = fresh(batch, appTeam, person);
  // Where an account that is matched to somebody else goes by their address, there is none to give it by.
  const isTaken = made.environment !== null && made.key !== null && (await batch.transaction.rowByKey('appAccount', made.environment, made.key)) !== undefined;
  if (!isTaken) await give(spread, appTeam, made, true, null);
}

const hasThrough = ({ record }: Row, appTeam: Row): boolean => Object.hasOwn(v.parse(AppAccount, record).teams, appTeam.id);

/** @param before the account as it is kept; null for one that is new */
async function give({ batch, thread }: Spread, appTeam: Row, account: Row, on: boolean, before: Row | null = account): Promise<void> {
  const it = v.parse(AppAccount, account.record);
  const { [appTeam.id]: _, ...others } = it.teams;
  const changed: AppAccount = { ...it, teams: on ? { ...others, [appTeam.id]: true } : others };
  const after = { ...account, record: { ...changed, operation: plan(changed, { now: batch.now, asked: batch.now, anew: true }) } };
  await batch.put(before ?? undefined, after);
  await batch.transaction.appendAudit({
    ...{ workspace: after.workspace, environment: after.environment, at: batch.at, device: null, thread, outcome: 'applied' },
    actor: { kind: 'system', id: 'latchkey', name: 'Latchkey' },
    ...{ action: 'appAccount.teamAccess', subject: { kind: after.kind, id: after.id, name: nameOf(after) }, before: !on, after: on },
    detail: `through ${nameOf(appTeam)}`,
  });
}

/** The accounts by which a member has access: those that are matched to them, then one of nobody's that goes by their address. */
async function accountsIn({ transaction }: Batch, integration: string, person: Row): Promise<readonly Row[]> {
  const matched = (await transaction.accountsOfMember(person.id)).filter((row) => !row.orphaned && row.parent === integration);
  const environment = (await transaction.row('integration', integration))?.environment ?? null;
  const { email } = v.parse(Member, person.record);
  const named = environment === null ? undefined : await transaction.rowByKey('appAccount', environment, appAccountKey(integration, email));
  return named !== undefined && v.parse(AppAccount, named.record).member === null ? [...matched, named] : matched;
}

/** An account that is wanted through teams alone; not kept yet. */
function fresh(batch: Batch, appTeam: Row, person: Row): Row {
  const { environment, integration } = v.parse(AppTeam, appTeam.record);
  const account: AppAccount = {
    ...{ environment, integration, username: v.parse(Member, person.record).email, member: person.id, teams: {}, assets: [] },
    desired: { presence: 'gone', roles: {}, exempted: false, protected: false, retry: null },
    ...{ reported: { presence: 'unknown' }, operation: null },
  };
  return appAccountRow(appTeam.workspace, batch.id(), account, { lastUsedAt: null });
}
