/** What became of an order: the one place in which the outside world changes records (RECON-5). */
import { AppAccount, Reported } from '@latchkey/shared/domain/app-account';
import { Integration } from '@latchkey/shared/domain/integration';
import { Run } from '@latchkey/shared/domain/run';
import * as v from 'valibot';
import { pause } from '../documents/pause.ts';
import { commit } from '../records/commit.ts';
import { createRowWriter, systemEntry, type RowWriter } from '../records/row-writer.ts';
import { appAccountRow } from '../records/rows.ts';
import { withStatusOfRuns } from '../records/runs.ts';
import type { Row, Transaction } from '../store/store.ts';
import type { FoundAccount, Outcome, UnreadAccount } from './connector.ts';
import { foundAccount, heard } from './heard.ts';
import { plan } from './plan.ts';
import type { World } from './world.ts';

export type Report =
  /** `operation`: the time that names it. */
  | { readonly kind: 'account'; readonly account: string; readonly operation: string; readonly outcome: Outcome<Reported> }
  | { readonly kind: 'check'; readonly integration: string; readonly requested: string; readonly outcome: Outcome<readonly (FoundAccount | UnreadAccount)[]> }
  | { readonly kind: 'run'; readonly run: string; readonly outcome: Outcome<'started'> };

interface Writing {
  readonly transaction: Transaction;
  readonly writer: RowWriter;
  readonly world: World;
  /** Milliseconds since 1970, and the same as ISO 8601. */
  readonly now: number;
  readonly at: string;
}

/** @returns false where it is about nothing that is under way (any more): then nothing was changed */
export async function report(world: World, it: Report): Promise<boolean> {
  return commit(world, async (transaction) => {
    const now = world.clock();
    const writing: Writing = { transaction, writer: createRowWriter(transaction), world, now, at: new Date(now).toISOString() };
    const result = it.kind === 'account' ? await ofAccount(writing, it) : it.kind === 'check' ? await ofCheck(writing, it) : await ofRun(writing, it);
    return { changes: writing.writer.changes, result };
  });
}

/** The account as it now is, with what that plans next. */
const planned = (account: AppAccount, now: number): AppAccount => ({ ...account, operation: plan(account, { now, asked: now, anew: false }) });

async function ofAccount({ transaction, writer, now, at }: Writing, { account: id, operation: named, outcome: said }: Extract<Report, { kind: 'account' }>): Promise<boolean> {
  const outcome = heard(said, Reported);
  const row = await transaction.row('appAccount', id);
  if (row === undefined) return false;
  const account = v.parse(AppAccount, row.record);
  const { operation } = account;
  if (operation?.state !== 'running' || operation.at !== named) return false;
  const found: AppAccount =
    outcome.kind === 'done'
      ? { ...account, reported: outcome.result, operation: null }
      : { ...account, operation: { ...operation, state: 'failed', reason: outcome.reason, at, nextAttemptAt: outcome.retryAt } };
  // Also where it failed: something else may be wanted since it was taken.
  const after = planned(found, now);
  await writer.put(row, { ...row, record: after });
  await transaction.appendAudit(
    systemEntry(row, {
      ...{ at, action: `appAccount.${operation.kind}`, name: account.username, before: account.reported, after: after.reported },
      detail: outcome.kind === 'failed' ? outcome.reason : null,
    }),
  );
  return true;
}

async function ofCheck(writing: Writing, { integration: id, requested, outcome: said }: Extract<Report, { kind: 'check' }>): Promise<boolean> {
  const outcome = heard(said);
  const { transaction, writer, at } = writing;
  const row = await transaction.row('integration', id);
  if (row === undefined) return false;
  const integration = v.parse(Integration, row.record);
  if (integration.checked?.requested !== requested || integration.checked.state !== 'running') return false;
  const checked = { requested, at, state: outcome.kind === 'done' ? 'done' : 'failed', reason: outcome.kind === 'failed' ? outcome.reason : null } as const;
  await writer.put(row, { ...row, record: { ...integration, checked } });
  const counts = outcome.kind === 'done' ? await takeOver(writing, row, outcome.result) : null;
  await transaction.appendAudit(
    systemEntry(row, {
      ...{ at, action: 'integration.checkForUpdates', name: integration.name, before: null, after: counts },
      detail: outcome.kind === 'failed' ? outcome.reason : null,
    }),
  );
  return true;
}

/** Accounts gone through between two pauses. */
const SLICE = 200;

/** What a check found, account by account, each once; those that it did not find are gone from the app. */
async function takeOver({ transaction, writer, world, now, at }: Writing, integration: Row, all: readonly (FoundAccount | UnreadAccount)[]) {
  const children = (await transaction.children(integration.id)).filter(({ kind, removed, orphaned }) => kind === 'appAccount' && !removed && !orphaned);
  const known = new Map(children.map((row) => [v.parse(AppAccount, row.record).username.toLowerCase(), row]));
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

/** Found in the app, and matched to nobody: it is wanted as it is, until a manager says otherwise. */
function unmatched({ id: integration, workspace, environment }: Row, id: string, { username, reported, assets, lastUsedAt }: FoundAccount): Row {
  if (environment === null) throw new Error(`the integration ${integration} is of no environment`);
  const roles = 'roles' in reported ? reported.roles : {};
  const isProtected = 'protected' in reported && reported.protected;
  return appAccountRow(
    workspace,
    id,
    {
      ...{ environment, integration, username, member: null, teams: {}, reported, operation: null, assets: [...assets] },
      desired: { presence: 'present', roles, exempted: false, protected: isProtected, retry: null },
    },
    { lastUsedAt },
  );
}

async function ofRun({ transaction, writer, at }: Writing, { run: id, outcome: said }: Extract<Report, { kind: 'run' }>): Promise<boolean> {
  const outcome = heard(said);
  const row = await transaction.row('run', id);
  if (row === undefined) return false;
  const run = v.parse(Run, row.record);
  if (run.state.kind !== 'running') return false;
  const { startedAt } = run.state;
  const state: Run['state'] = outcome.kind === 'failed' ? { kind: 'ended', startedAt, endedAt: at, result: 'error', message: outcome.reason } : run.state;
  const after = { ...row, record: { ...run, state } };
  if (outcome.kind === 'failed') await writer.put(row, after);
  const activation = await transaction.row('activation', run.activation);
  if (activation !== undefined) await writer.put(activation, await withStatusOfRuns(transaction, activation, after));
  await transaction.appendAudit(
    systemEntry(row, { at, action: 'run.start', name: id, before: 'queued', after: outcome.kind === 'done' ? 'running' : 'error', detail: outcome.kind === 'failed' ? outcome.reason : null }),
  );
  return true;
}
