/** A run that is asked for, or cancelled, shows at its activation at once. */
import { ActivationStatus } from '@latchkey/shared/domain/activation';
import { Run } from '@latchkey/shared/domain/run';
import * as v from 'valibot';
import { keepLatestRuns } from '../records/runs.ts';
import type { Row } from '../store/store.ts';
import type { Batch } from './batch.ts';

/** @param row of kind `run`, as it now is */
export async function showInFlight(batch: Batch, row: Row): Promise<void> {
  const { activation: id, integration, state } = v.parse(Run, row.record);
  await keepLatestRuns(batch.transaction, integration, batch.changes);
  const activation = await batch.transaction.row('activation', id);
  if (activation === undefined || state.kind !== 'queued') return;
  const status = v.parse(ActivationStatus, activation.status ?? { latestRun: null, inFlight: null });
  if (status.inFlight === 'running') return;
  await batch.put(activation, { ...activation, status: { ...status, inFlight: row.removed ? null : 'queued' } });
}
