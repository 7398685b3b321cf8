/**
 * Access that comes through teams: whoever is in a team that an app team is for has an account in that app, for as
 * long as both teams are there (EDIT-14). What managers want of an account itself is not touched (EDIT-9).
 */
import { AppAccount, AppTeam } from '@latchkey/shared/domain/app-account';
import { Member } from '@latchkey/shared/domain/member';
import { Team } from '@latchkey/shared/domain/team';
import * as v from 'valibot';
import { allOf, pagesOf } from '../documents/pages.ts';
import { plan } from '../reconcile/plan.ts';
import { appAccountRow } from '../records/rows.ts';
import type { Row } from '../store/store.ts';
import type { Batch } from './batch.ts';
import { nameOf } from './notices.ts';

export interface TeamChange {
  readonly before: Row;
  readonly after: Row;
  readonly thread: string;
}

const isThere = (row: Row | undefined): row is Row => row !== undefined && !row.removed && !row.orphaned;

/** Brings accounts in line with a change of a team, an app team or a member; does nothing for other kinds. */
export async function spreadTeamAccess(batch: Batch, { before, after, thread }: TeamChange): Promise<void> {
  const spread = { batch, thread };
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
    default:
      return;
  }
}

const membersOf = (team: Row): readonly string[] => Object.keys(v.parse(Team, team.record).members);

async function appTeamsFor(batch: Batch, team: Row): Promise<readonly Row[]> {
  const environments = await batch.transaction.environments(team.workspace);
  const all = await Promise.all(environments.map(({ id }) => allOf(pagesOf(batch.transaction, 'appTeam', id))));
  return all.flat().filter(({ record }) => v.parse(AppTeam, record).team === team.id);
}

/** Gives a member the access of an app team, or takes it. */
async function set({ batch, thread }: { readonly batch: Batch; readonly thread: string }, appTeam: Row, member: string, on: boolean): Promise<void> {
  const person = await batch.transaction.row('member', member);
  if (person === undefined || (on && !isThere(person))) return;
  const { integration } = v.parse(AppTeam, appTeam.record);
  const before = await accountIn(batch, integration, person, on ? null : appTeam.id);
  const account = before === undefined ? (on ? fresh(appTeam, person) : null) : v.parse(AppAccount, before.record);
  if (account === null || Object.hasOwn(account.teams, appTeam.id) === on) return;
  const { [appTeam.id]: _, ...others } = account.teams;
  const changed: AppAccount = { ...account, teams: on ? { ...others, [appTeam.id]: true } : others };
  const record: AppAccount = { ...changed, operation: plan(changed, { now: batch.now, asked: batch.now, anew: true }) };
  const after = before === undefined ? appAccountRow(appTeam.workspace, batch.id(), record, { lastUsedAt: null }) : { ...before, record };
  await batch.put(before, after);
  await batch.transaction.appendAudit({
    ...{ workspace: after.workspace, environment: after.environment, at: batch.at, device: null, thread, outcome: 'applied' },
    actor: { kind: 'system', id: 'latchkey', name: 'Latchkey' },
    ...{ action: 'appAccount.teamAccess', subject: { kind: after.kind, id: after.id, name: nameOf(after) }, before: !on, after: on },
    detail: `through ${nameOf(appTeam)}`,
  });
}

/**
 * The account that is matched to the member, else one that goes by their address.
 * @param through the id of the app team through which a matched account has its access; null: whatever it has
 */
async function accountIn(batch: Batch, integration: string, person: Row, through: string | null): Promise<Row | undefined> {
  const matched = (await batch.transaction.accountsOfMember(person.id)).find(
    (row) => !row.orphaned && row.parent === integration && (through === null || Object.hasOwn(v.parse(AppAccount, row.record).teams, through)),
  );
  if (matched !== undefined) return matched;
  const environment = (await batch.transaction.row('integration', integration))?.environment ?? null;
  const { email } = v.parse(Member, person.record);
  return environment === null ? undefined : batch.transaction.rowByKey('appAccount', environment, `${integration} ${email.toLowerCase()}`);
}

/** An account that is wanted through teams alone. */
function fresh(appTeam: Row, person: Row): AppAccount {
  const { environment, integration } = v.parse(AppTeam, appTeam.record);
  return {
    ...{ environment, integration, username: v.parse(Member, person.record).email, member: person.id, teams: {}, assets: [] },
    desired: { presence: 'gone', roles: {}, exempted: false, protected: false, retry: null },
    ...{ reported: { presence: 'unknown' }, operation: null },
  };
}
