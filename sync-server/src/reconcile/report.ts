/** What became of an order: the one place in which the outside world changes records (RECON-5). */
import { AppAccount, Reported } from '@latchkey/shared/domain/app-account';
import { AppTeam, ReportedTeam } from '@latchkey/shared/domain/app-team';
import { Integration } from '@latchkey/shared/domain/integration';
import { Run } from '@latchkey/shared/domain/run';
import * as v from 'valibot';
import { commit } from '../records/commit.ts';
import { createRowWriter, systemEntry } from '../records/row-writer.ts';
import { withStatusOfRuns } from '../records/runs.ts';
import type { Found, Outcome } from './connector.ts';
import { heard } from './heard.ts';
import { planned, plannedTeam } from './plan.ts';
import { takeOver } from './take-over.ts';
import type { World } from './world.ts';
import type { Writing } from './writing.ts';

export type Report =
  /** `operation`: the time that names it. */
  | { readonly kind: 'account'; readonly account: string; readonly operation: string; readonly outcome: Outcome<Reported> }
  | { readonly kind: 'appTeam'; readonly appTeam: string; readonly operation: string; readonly outcome: Outcome<ReportedTeam> }
  | { readonly kind: 'check'; readonly integration: string; readonly requested: string; readonly outcome: Outcome<Found> }
  | { readonly kind: 'run'; readonly run: string; readonly outcome: Outcome<'started'> };

/** @returns false where it is about nothing that is under way (any more): then nothing was changed */
export async function report(world: World, it: Report): Promise<boolean> {
  return commit(world, async (transaction) => {
    const now = world.clock();
    const writing: Writing = { transaction, writer: createRowWriter(transaction), world, now, at: new Date(now).toISOString() };
    return { result: await write(writing, it), changes: writing.writer.changes };
  });
}

function write(writing: Writing, it: Report): Promise<boolean> {
  switch (it.kind) {
    case 'account':
      return ofAccount(writing, it);
    case 'appTeam':
      return ofTeam(writing, it);
    case 'check':
      return ofCheck(writing, it);
    case 'run':
      return ofRun(writing, it);
  }
}

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

async function ofTeam({ transaction, writer, now, at }: Writing, { appTeam: id, operation: named, outcome: said }: Extract<Report, { kind: 'appTeam' }>): Promise<boolean> {
  const outcome = heard(said, ReportedTeam);
  const row = await transaction.row('appTeam', id);
  if (row === undefined) return false;
  const team = v.parse(AppTeam, row.record);
  const { operation, reported = null } = team;
  if (operation?.state !== 'running' || operation.at !== named) return false;
  const found: AppTeam =
    outcome.kind === 'done'
      ? { ...team, reported: outcome.result, operation: null }
      : { ...team, operation: { ...operation, state: 'failed', reason: outcome.reason, at, nextAttemptAt: outcome.retryAt } };
  const after = plannedTeam(found, now);
  await writer.put(row, { ...row, record: after });
  await transaction.appendAudit(
    systemEntry(row, {
      ...{ at, action: `appTeam.${operation.kind}`, name: team.name, before: reported, after: after.reported ?? null },
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
