/** What a check for updates found, taken over into the records: accounts and teams, one by one, each once; what it did not find is gone from the app. */
import { AppAccount, type Reported } from '@latchkey/shared/domain/app-account';
import { AppTeam, type ReportedTeam } from '@latchkey/shared/domain/app-team';
import * as v from 'valibot';
import { pause } from '../documents/pause.ts';
import { appAccountRow, appTeamRow } from '../records/rows.ts';
import type { Row } from '../store/store.ts';
import type { Found, FoundAccount } from './connector.ts';
import { foundAccount, foundTeam } from './heard.ts';
import { planned, plannedTeam } from './plan.ts';
import type { Writing } from './writing.ts';

/** How many were found, new, gone and unreadable, for the audit log. */
export interface Counts {
  readonly found: number;
  readonly new: number;
  readonly gone: number;
  readonly failed: number;
}

/** Accounts gone through between two pauses. */
const SLICE = 200;

export async function takeOver(writing: Writing, integration: Row, found: Found): Promise<Counts> {
  const children = (await writing.transaction.children(integration.id)).filter(({ removed, orphaned }) => !removed && !orphaned);
  const of = (kind: Row['kind']): readonly Row[] => children.filter((row) => row.kind === kind);
  const accounts = await takeOverAccounts(writing, integration, of('appAccount'), found.accounts);
  const teams = await takeOverTeams(writing, integration, of('appTeam'), found.teams);
  return { found: accounts.found + teams.found, new: accounts.new + teams.new, gone: accounts.gone + teams.gone, failed: accounts.failed + teams.failed };
}

async function takeOverAccounts({ writer, world, now, at }: Writing, integration: Row, rows: readonly Row[], all: Found['accounts']): Promise<Counts> {
  const known = new Map(rows.map((row) => [v.parse(AppAccount, row.record).username.toLowerCase(), row]));
  const named = all.map(foundAccount).filter((each) => each !== null);
  const found = new Map(named.toReversed().map((each) => [each.username.toLowerCase(), each]));
  const counts = { found: found.size, new: 0, gone: 0, failed: all.length - named.length };
  let through = 0;
  for (const [username, each] of found) {
    through += 1;
    if (through % SLICE === 0) await pause();
    const row = known.get(username);
    known.delete(username);
    if ('failed' in each) {
      counts.failed++;
      if (row !== undefined) await writer.put(row, failedCheck(row, each.failed, at));
    } else if (row === undefined) {
      counts.new++;
      await writer.put(undefined, unmatched(integration, world.id(), each));
    } else await writer.put(row, withReport(row, each.reported, now, each));
  }
  for (const row of known.values()) {
    const { presence } = v.parse(AppAccount, row.record).reported;
    if (presence === 'unknown' || presence === 'removed') continue;
    counts.gone++;
    await writer.put(row, withReport(row, { presence: 'removed', by: 'app', at }, now, null));
  }
  return counts;
}

/** While an operation runs, what was found may be older than it: its own outcome says more. */
function withReport(row: Row, reported: Reported, now: number, found: FoundAccount | null): Row {
  const account = v.parse(AppAccount, row.record);
  if (account.operation?.state === 'running') return row;
  const operation = account.operation?.kind === 'sync' ? null : account.operation;
  const record = planned({ ...account, reported, operation, assets: [...(found?.assets ?? account.assets)] }, now);
  return { ...row, record, status: found === null ? row.status : { lastUsedAt: found.lastUsedAt } };
}

function failedCheck(row: Row, reason: string, at: string): Row {
  const account = v.parse(AppAccount, row.record);
  if (account.operation !== null && account.operation.kind !== 'sync') return row;
  return { ...row, record: { ...account, operation: { kind: 'sync', state: 'failed', reason, at, nextAttemptAt: null } } };
}

const environmentOf = ({ id, environment }: Row): string => {
  if (environment === null) throw new Error(`the integration ${id} is of no environment`);
  return environment;
};

/** Found in the app, and matched to nobody: it is wanted as it is, until a manager says otherwise. */
function unmatched(integration: Row, id: string, { username, reported, assets, lastUsedAt }: FoundAccount): Row {
  const roles = 'roles' in reported ? reported.roles : {};
  const isProtected = 'protected' in reported && reported.protected;
  return appAccountRow(
    integration.workspace,
    id,
    {
      ...{ environment: environmentOf(integration), integration: integration.id, username, member: null, teams: {}, reported, operation: null, assets: [...assets] },
      desired: { presence: 'present', roles, exempted: false, protected: isProtected, retry: null },
    },
    { lastUsedAt },
  );
}

async function takeOverTeams({ writer, world, now, at }: Writing, integration: Row, rows: readonly Row[], all: Found['teams']): Promise<Counts> {
  const known = new Map(rows.map((row) => [v.parse(AppTeam, row.record).name, row]));
  const readable = all.map(foundTeam).filter((each) => each !== null);
  const found = new Map(readable.toReversed().map((each) => [each.name, each]));
  const counts = { found: found.size, new: 0, gone: 0, failed: all.length - readable.length };
  for (const { name, role } of found.values()) {
    const row = known.get(name);
    if (row === undefined) {
      counts.new++;
      // Wanted as it is, and for no team of the workspace, until a manager says otherwise.
      const team: AppTeam = { environment: environmentOf(integration), integration: integration.id, name, role, team: null, reported: { presence: 'present', role }, operation: null };
      await writer.put(undefined, appTeamRow(integration.workspace, world.id(), team));
    } else await writer.put(row, teamWithReport(row, { presence: 'present', role }, now));
  }
  // Of which nothing can be read is there all the same.
  for (const { name } of all) known.delete(name);
  for (const row of known.values()) {
    const { reported } = v.parse(AppTeam, row.record);
    if (reported?.presence === 'unknown' || reported?.presence === 'removed') continue;
    counts.gone++;
    await writer.put(row, teamWithReport(row, { presence: 'removed', by: 'app', at }, now));
  }
  return counts;
}

function teamWithReport(row: Row, reported: ReportedTeam, now: number): Row {
  const team = v.parse(AppTeam, row.record);
  return team.operation?.state === 'running' ? row : { ...row, record: plannedTeam({ ...team, reported }, now) };
}
