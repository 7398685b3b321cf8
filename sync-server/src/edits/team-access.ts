/**
 * Access that comes through teams: whoever is in a team that an app team is for has an account in that app, for as
 * long as both teams are there (EDIT-14). What managers want of an account itself is not touched (EDIT-9).
 */
import { AppAccount } from '@latchkey/shared/domain/app-account';
import { AppTeam, givesTo } from '@latchkey/shared/domain/app-team';
import { Member } from '@latchkey/shared/domain/member';
import { Team } from '@latchkey/shared/domain/team';
import * as v from 'valibot';
import { allOf, pagesOf, pagesOfIntegration } from '../documents/pages.ts';
import { pause } from '../documents/pause.ts';
import { plan } from '../reconcile/plan.ts';
import { nameOf } from '../records/names.ts';
import { appAccountKey, appAccountRow } from '../records/rows.ts';
import type { AuditEntry } from '../store/audit-log.ts';
import type { Row, Transaction } from '../store/store.ts';

export interface TeamChange {
  readonly before: Row;
  readonly after: Row;
  readonly thread: string;
}

/** A transaction that writes rows: that of a batch, or of who writes without a base. */
export interface Writing {
  readonly transaction: Transaction;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** A random UUID; names accounts. */
  readonly id: () => string;
  put(before: Row | undefined, after: Row): Promise<unknown>;
  /** Puts on record what followed: after that from which it did (AUDIT-3). */
  record(entry: AuditEntry): Promise<void> | void;
}

interface Spread {
  readonly writing: Writing;
  readonly thread: string;
  /** How many members or accounts were gone through. */
  through: number;
}

/** Members or accounts gone through between two pauses: a team may have thousands. */
const SLICE = 50;

async function goThrough(spread: Spread): Promise<void> {
  spread.through += 1;
  if (spread.through % SLICE === 0) await pause();
}

const isThere = (row: Row | undefined): row is Row => row !== undefined && !row.removed && !row.orphaned;

/** Brings accounts in line with a change of a team, an app team, a member or an account; does nothing for other kinds. */
export async function spreadTeamAccess(writing: Writing, { before, after, thread }: TeamChange): Promise<void> {
  const spread: Spread = { writing, thread, through: 0 };
  const { transaction } = writing;
  switch (after.kind) {
    case 'team': {
      const [were, are] = [new Set(isThere(before) ? membersOf(before) : []), new Set(isThere(after) ? membersOf(after) : [])];
      const changed = [...were, ...are].filter((member) => were.has(member) !== are.has(member));
      if (changed.length === 0) return;
      for (const appTeam of await appTeamsFor(transaction, after)) {
        if (!isThere(after)) await takeFromAll(spread, appTeam);
        else for (const member of changed) await set(spread, appTeam, member, are.has(member));
      }
      return;
    }
    case 'appTeam': {
      const linked = (row: Row): string | null => (isThere(row) ? teamOf(row) : null);
      const [was, is] = [linked(before), linked(after)];
      if (was === is) return;
      if (was !== null) await takeFromAll(spread, after);
      const row = is === null ? undefined : await transaction.row('team', is);
      if (isThere(row)) for (const member of membersOf(row)) await set(spread, after, member, true);
      return;
    }
    case 'member': {
      const hasMoved = isThere(after) && emailOf(before) !== emailOf(after);
      if (before.removed === after.removed && !hasMoved) return;
      for (const team of await allOf(pagesOf(transaction, 'team', after.workspace))) {
        if (!membersOf(team).includes(after.id)) continue;
        for (const appTeam of await appTeamsFor(transaction, team)) {
          if (hasMoved) await leaveAddress(spread, appTeam, before, after);
          await set(spread, appTeam, after.id, !after.removed);
        }
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
  const { transaction } = spread.writing;
  const { integration, username, member: owner } = v.parse(AppAccount, record);
  for (const appTeam of await allOf(pagesOfIntegration(transaction, 'appTeam', integration))) {
    const team = teamOf(appTeam);
    const row = team === null ? undefined : await transaction.row('team', team);
    // As the app team before this one left it.
    const account = await transaction.row('appAccount', id);
    if (!isThere(row) || account === undefined) continue;
    const entitled = await entitledTo(transaction, row, { members, username: owner === null ? username : null });
    const theirs = await Promise.all(entitled.map((person) => accountsIn(transaction, integration, person)));
    // Who has it by another account needs it by one only.
    const keeps = theirs.some((rows) => rows.some((row) => row.id === id) && rows.every((other) => other.id === id || !hasThrough(other, appTeam)));
    if (!keeps && hasThrough(account, appTeam)) await give(spread, appTeam, account, false);
    for (const person of entitled) await set(spread, appTeam, person.id, true);
  }
}

/** Of those in a team, whom an account that changed hands concerns: by name, or by the address that it goes by. */
async function entitledTo(transaction: Transaction, team: Row, { members, username }: { readonly members: readonly string[]; readonly username: string | null }): Promise<readonly Row[]> {
  const named = username === null ? [] : await transaction.membersOfAddress(team.workspace, username);
  const asked = await Promise.all(members.map((member) => transaction.row('member', member)));
  const people = new Map([...named, ...asked.filter(isThere)].map((row) => [row.id, row]));
  return membersOf(team).flatMap((member) => people.get(member) ?? []);
}

const teamOf = (appTeam: Row): string | null => givesTo(v.parse(AppTeam, appTeam.record));
const membersOf = (team: Row): readonly string[] => Object.keys(v.parse(Team, team.record).members);
const emailOf = (member: Row): string => v.parse(Member, member.record).email;

async function appTeamsFor(transaction: Transaction, team: Row): Promise<readonly Row[]> {
  const environments = await transaction.environments(team.workspace);
  const all = await Promise.all(environments.map(({ id }) => allOf(pagesOf(transaction, 'appTeam', id))));
  return all.flat().filter((row) => teamOf(row) === team.id);
}

/** Takes the access of an app team from the account of nobody's that a member went by, once their address is another. */
async function leaveAddress(spread: Spread, appTeam: Row, before: Row, after: Row): Promise<void> {
  const { integration } = v.parse(AppTeam, appTeam.record);
  const theirs = new Set((await accountsIn(spread.writing.transaction, integration, after)).map(({ id }) => id));
  const left = (await accountsIn(spread.writing.transaction, integration, before)).filter((row) => !theirs.has(row.id) && hasThrough(row, appTeam));
  for (const account of left) await give(spread, appTeam, account, false);
}

/** Takes the access of an app team from every account that has it, whosever that is. */
async function takeFromAll(spread: Spread, appTeam: Row): Promise<void> {
  for await (const accounts of pagesOfIntegration(spread.writing.transaction, 'appAccount', v.parse(AppTeam, appTeam.record).integration)) {
    for (const account of accounts) {
      await goThrough(spread);
      if (hasThrough(account, appTeam)) await give(spread, appTeam, account, false);
    }
  }
}

/** Gives a member the access of an app team, by one account, or takes it from each that has it. */
async function set(spread: Spread, appTeam: Row, member: string, on: boolean): Promise<void> {
  const { transaction, id } = spread.writing;
  await goThrough(spread);
  const person = await transaction.row('member', member);
  if (person === undefined || (on && !isThere(person))) return;
  const accounts = await accountsIn(transaction, v.parse(AppTeam, appTeam.record).integration, person);
  const having = accounts.filter((row) => hasThrough(row, appTeam));
  if (!on) {
    for (const account of having) await give(spread, appTeam, account, false);
    return;
  }
  if (having.length > 0) return;
  const [account] = accounts;
  if (account !== undefined) return give(spread, appTeam, account, true);
  const made = fresh(id(), appTeam, person);
  // Where an account that is matched to somebody else goes by their address, there is none to give it by.
  const isTaken = made.environment !== null && made.key !== null && (await transaction.rowByKey('appAccount', made.environment, made.key)) !== undefined;
  if (!isTaken) await give(spread, appTeam, made, true, null);
}

const hasThrough = ({ record }: Row, appTeam: Row): boolean => Object.hasOwn(v.parse(AppAccount, record).teams, appTeam.id);

/** @param before the account as it is kept; null for one that is new */
async function give({ writing, thread }: Spread, appTeam: Row, account: Row, on: boolean, before: Row | null = account): Promise<void> {
  const it = v.parse(AppAccount, account.record);
  const { [appTeam.id]: _, ...others } = it.teams;
  const changed: AppAccount = { ...it, teams: on ? { ...others, [appTeam.id]: true } : others };
  const { now } = writing;
  const after = { ...account, record: { ...changed, operation: plan(changed, { now, asked: now, anew: true }) } };
  await writing.put(before ?? undefined, after);
  await writing.record({
    ...{ workspace: after.workspace, environment: after.environment, at: new Date(now).toISOString(), device: null, thread, outcome: 'applied' },
    actor: { kind: 'system', id: 'latchkey', name: 'Latchkey' },
    ...{ action: 'appAccount.teamAccess', subject: { kind: after.kind, id: after.id, name: nameOf(after) }, before: !on, after: on },
    detail: `through ${nameOf(appTeam)}`,
  });
}

/** The accounts by which a member has access: those that are matched to them, then one of nobody's that goes by their address. */
async function accountsIn(transaction: Transaction, integration: string, person: Row): Promise<readonly Row[]> {
  const matched = (await transaction.accountsOfMember(person.id)).filter((row) => !row.orphaned && row.parent === integration);
  const environment = (await transaction.row('integration', integration))?.environment ?? null;
  const named = environment === null ? undefined : await transaction.rowByKey('appAccount', environment, appAccountKey(integration, emailOf(person)));
  return named !== undefined && v.parse(AppAccount, named.record).member === null ? [...matched, named] : matched;
}

/** An account that is wanted through teams alone; not kept yet. */
function fresh(id: string, appTeam: Row, person: Row): Row {
  const { environment, integration } = v.parse(AppTeam, appTeam.record);
  const account: AppAccount = {
    ...{ environment, integration, username: emailOf(person), member: person.id, teams: {}, assets: [] },
    desired: { presence: 'gone', roles: {}, exempted: false, protected: false, retry: null },
    ...{ reported: { presence: 'unknown' }, operation: null },
  };
  return appAccountRow(appTeam.workspace, id, account, { lastUsedAt: null });
}
