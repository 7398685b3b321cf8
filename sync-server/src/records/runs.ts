/** Runs as they are kept: how many, and what an activation shows of its own. */
import { ActivationStatus } from '@latchkey/shared/domain/activation';
import { Run } from '@latchkey/shared/domain/run';
import type { RunFacts } from '@latchkey/shared/edits/terms/terms';
import * as v from 'valibot';
import { project, type ChangeSet } from '../documents/projection.ts';
import type { Reader, Row, Transaction } from '../store/store.ts';

/** The runs that an integration keeps: its latest, by when they were queued or started (RUN-1). */
export const RUNS_KEPT = 2_000;

/** The runs of an integration that may wait or run beside those (RUN-5). */
export const RUNS_UNDER_WAY = 10_000;

/** Whether one more run that waits or runs is too many for an integration: the product does not report how they end. */
export const hasTooManyRuns = async (reader: Reader, integration: string): Promise<boolean> => (await reader.countRuns(integration)) >= RUNS_KEPT + RUNS_UNDER_WAY;

/** Takes away the runs of an integration beyond those that are kept, once they are over. To be called in the transaction that adds one. */
export async function keepLatestRuns(transaction: Transaction, integration: string, changes: ChangeSet): Promise<void> {
  for (const row of await transaction.runsBeyond(integration, RUNS_KEPT)) {
    await transaction.deleteRow(row.kind, row.id);
    await project(changes, transaction, row, { ...row, removed: true });
  }
}

/** What a run hangs on beside the record (RUN-4). @param run a row of kind `run` */
export async function runFacts(reader: Reader, run: Row): Promise<RunFacts> {
  const { activation } = v.parse(Run, run.record);
  const others = (await reader.runsUnderWay(activation)).filter(({ id }) => id !== run.id);
  const owner = (await reader.row('activation', activation))?.record['user'];
  const user = typeof owner === 'string' ? await reader.row('connectedUser', owner) : undefined;
  return { otherWaits: statesOf(others).some(({ kind }) => kind === 'queued'), userOn: user?.removed === false && user.record['enabled'] === true };
}

/**
 * The activation with what it shows of its runs, as they now are in the transaction. Of those that are over only
 * the one that changed can matter: what ended last of the others shows already.
 * @param changed as it now is
 */
export async function withStatusOfRuns(reader: Reader, activation: Row, changed: Row): Promise<Row> {
  const shown = v.parse(ActivationStatus, activation.status ?? { latestRun: null, inFlight: null });
  return { ...activation, status: statusOfRuns(shown, [changed, ...(await reader.runsUnderWay(activation.id))]) };
}

/**
 * What an activation shows of its runs (RUN-2): the result of the one that ended last, whether one is running or queued, and which waits.
 * @param shown what it showed so far: a result stays when its run is no longer kept
 * @param runs those of its runs of which that does not show yet
 */
export function statusOfRuns(shown: ActivationStatus, runs: readonly Row[]): ActivationStatus {
  const states = statesOf(runs);
  const latestRun = states.reduce<ActivationStatus['latestRun']>(
    (latest, state) => (state.kind === 'ended' && (latest === null || state.endedAt >= latest.at) ? { result: state.result, at: state.endedAt } : latest),
    shown.latestRun,
  );
  const isRunning = states.some(({ kind }) => kind === 'running');
  const queued = runs.find((run) => statesOf([run]).some(({ kind }) => kind === 'queued'))?.id;
  return { latestRun, inFlight: isRunning ? 'running' : queued === undefined ? null : 'queued', ...(queued === undefined ? {} : { queued }) };
}

const statesOf = (runs: readonly Row[]): readonly Run['state'][] =>
  runs.filter(({ removed, orphaned }) => !removed && !orphaned).map(({ record }) => v.parse(Run, record).state);
