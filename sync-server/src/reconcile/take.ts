/** Taking up what waits: marks it as running and makes the order for it. From then on it is sent, and can no longer be cancelled. */
import { Activation } from '@latchkey/shared/domain/activation';
import { AppAccount, type Operation } from '@latchkey/shared/domain/app-account';
import { operationOf, type Need } from '@latchkey/shared/domain/app-account-need';
import { AppTeam } from '@latchkey/shared/domain/app-team';
import { teamOperationOf } from '@latchkey/shared/domain/app-team-need';
import { Integration } from '@latchkey/shared/domain/integration';
import { Run } from '@latchkey/shared/domain/run';
import { switchesOff } from '@latchkey/shared/domain/running';
import * as v from 'valibot';
import { commit } from '../records/commit.ts';
import { createRowWriter } from '../records/row-writer.ts';
import { runFacts } from '../records/runs.ts';
import type { Reader, Row } from '../store/store.ts';
import type { AccountOrder, CheckOrder, RunOrder, TeamOrder } from './connector.ts';
import type { World } from './world.ts';

/** What can wait for the outside world: the operation of an account or an app team, an integration's check, a run. */
export interface Waiting {
  readonly kind: 'appAccount' | 'appTeam' | 'integration' | 'run';
  readonly id: string;
}

export type Task =
  | { readonly work: Need; readonly order: AccountOrder; readonly operation: string }
  | { readonly work: 'createTeam' | 'updateTeam' | 'removeTeam'; readonly order: TeamOrder; readonly operation: string }
  | { readonly work: 'syncAccount'; readonly order: CheckOrder; readonly account: string; readonly username: string; readonly operation: string }
  | { readonly work: 'sync'; readonly order: CheckOrder; readonly requested: string }
  | { readonly work: 'runNow'; readonly order: RunOrder; readonly run: string };

/**
 * Null where nothing waits there any more. What is running already is taken as well, under the same key: after a
 * crash nobody can tell whether its order was given (RECON-2).
 */
export async function take(world: World, { kind, id }: Waiting): Promise<Task | null> {
  return commit(world, async (transaction) => {
    const writer = createRowWriter(transaction);
    const row = await transaction.row(kind, id);
    const isGone = row === undefined || row.removed || row.orphaned;
    const taken = isGone || (row.kind === 'run' && (await isHeldUp(transaction, row))) ? null : takenUp(row, new Date(world.clock()).toISOString());
    if (row !== undefined && taken !== null) await writer.put(row, { ...row, record: taken.record });
    return { changes: writer.changes, result: taken?.task ?? null };
  });
}

/** Whether a run is not to be sent now: something that it hangs on was switched off since it was asked for (RUN-6). */
async function isHeldUp(reader: Reader, row: Row): Promise<boolean> {
  const run = v.parse(Run, row.record);
  if (run.state.kind !== 'queued') return false;
  const activation = await reader.row('activation', run.activation);
  const integration = await reader.row('integration', run.integration);
  if (activation === undefined || integration === undefined) return true;
  const { userOn } = await runFacts(reader, row);
  return switchesOff(v.parse(Activation, activation.record), integration.record['enabled'] === true, userOn).length > 0;
}

function takenUp(row: Row, now: string): { readonly record: Row['record']; readonly task: Task } | null {
  switch (row.kind) {
    case 'appAccount':
      return takenAccount(row.id, v.parse(AppAccount, row.record), now);
    case 'appTeam':
      return takenTeam(row.id, v.parse(AppTeam, row.record), now);
    case 'integration': {
      const integration = v.parse(Integration, row.record);
      const { checkRequested: requested = null, checked } = integration;
      if (requested === null || (checked?.requested === requested && checked.state !== 'running')) return null;
      const record = { ...integration, checked: { requested, at: now, state: 'running', reason: null } };
      return { record, task: { work: 'sync', requested, order: { key: `${row.id} ${requested}`, integration: row.id } } };
    }
    case 'run': {
      const run = v.parse(Run, row.record);
      if (run.state.kind !== 'queued' && run.state.kind !== 'running') return null;
      const record: Run = run.state.kind === 'running' ? run : { ...run, state: { kind: 'running', startedAt: now } };
      return { record, task: { work: 'runNow', run: row.id, order: { key: row.id, integration: run.integration, activation: run.activation } } };
    }
    default:
      return null;
  }
}

function takenAccount(id: string, account: AppAccount, now: string): { readonly record: Row['record']; readonly task: Task } | null {
  const operation = operationOf(account);
  if (operation === null || !isDue(operation, now)) return null;
  const { kind, at } = operation;
  const { integration, username, desired } = account;
  const record = { ...account, operation: { kind, state: 'running', reason: null, at, nextAttemptAt: null } };
  const key = `${id} ${kind} ${at}`;
  if (kind === 'sync') return { record, task: { work: 'syncAccount', order: { key, integration }, account: id, username, operation: at } };
  const order = { key, integration, account: id, username, roles: Object.keys(desired.roles), protected: desired.protected };
  return { record, task: { work: kind, order, operation: at } };
}

const teamWork = { create: 'createTeam', update: 'updateTeam', remove: 'removeTeam' } as const;

function takenTeam(id: string, team: AppTeam, now: string): { readonly record: Row['record']; readonly task: Task } | null {
  const operation = teamOperationOf(team);
  if (operation === null || !isDue(operation, now)) return null;
  const { kind, at } = operation;
  const { integration, name, role } = team;
  const record = { ...team, operation: { kind, state: 'running', reason: null, at, nextAttemptAt: null } };
  return { record, task: { work: teamWork[kind], order: { key: `${id} ${kind} ${at}`, integration, name, role }, operation: at } };
}

/** What failed waits for its next attempt, where there is one. */
const isDue = ({ state, nextAttemptAt }: Pick<Operation, 'state' | 'nextAttemptAt'>, now: string): boolean => state !== 'failed' || (nextAttemptAt !== null && nextAttemptAt <= now);
