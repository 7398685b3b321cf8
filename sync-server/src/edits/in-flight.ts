/** A run that is asked for, or cancelled, shows at its activation at once. */
import { Run } from '@latchkey/shared/domain/run';
import * as v from 'valibot';
import { keepLatestRuns, withStatusOfRuns } from '../records/runs.ts';
import type { Row } from '../store/store.ts';
import type { Batch } from './batch.ts';

/** @param row of kind `run`, as it now is */
export async function showInFlight(batch: Batch, row: Row): Promise<void> {
  const { activation: id, integration } = v.parse(Run, row.record);
  await keepLatestRuns(batch.transaction, integration, batch.changes);
  const activation = await batch.transaction.row('activation', id);
  if (activation !== undefined) await batch.put(activation, await withStatusOfRuns(batch.transaction, activation, row));
}
