/** Runs of the sample's activations: their history, and what is queued or running. Pure. */
import { Activation, ActivationStatus } from '@latchkey/shared/domain/activation';
import type { Run } from '@latchkey/shared/domain/run';
import * as v from 'valibot';
import { runRow } from '../records/rows.ts';
import type { Row } from '../store/store.ts';
import { chanceFor, idFor, pick } from './random.ts';

const [MINUTE, DAY] = [60_000, 86_400_000];
const reasons = ['the app answered 401', 'the app answered 429', 'a required field was empty', 'the connection is invalid', 'the app took too long to answer'] as const;

/** The run of an activation that is in flight. */
export const inFlightRun = (activation: string): string => idFor('run', activation, 'in flight');

/** The runs of every fourth activation, as its latest run says, and all that are in flight. @param now milliseconds since 1970 */
export function* runsOf(row: Row, now: number): Generator<Row> {
  const { environment, integration } = v.parse(Activation, row.record);
  const { latestRun, inFlight } = v.parse(ActivationStatus, row.status);
  const chance = chanceFor('runs', row.id);
  const run = (name: string, state: Run['state']): Row => runRow(row.workspace, idFor('run', row.id, name), { environment, integration, activation: row.id, state });
  const at = (time: number): string => new Date(time).toISOString();
  const begun = now - Math.ceil(chance() * 9) * MINUTE;
  const underWay: Run['state'] = inFlight === 'queued' ? { kind: 'queued', at: at(begun) } : { kind: 'running', startedAt: at(begun) };
  if (inFlight !== null) yield runRow(row.workspace, inFlightRun(row.id), { environment, integration, activation: row.id, state: underWay });
  if (chance() < 0.01) yield run('lapsed', { kind: 'lapsed', queuedAt: at(now - 3 * DAY), at: at(now - 3 * DAY + 60 * MINUTE) });
  if (latestRun === null || chance() > 0.25) return;
  const runs = 1 + Math.floor(chance() * 5);
  for (let back = 0; back < runs; back++) {
    const endedAt = Date.parse(latestRun.at) - back * DAY;
    const result = back === 0 ? latestRun.result : chance() < 0.1 ? 'error' : 'success';
    const startedAt = endedAt - Math.ceil(chance() * 240) * 1_000;
    yield run(String(back), { kind: 'ended', startedAt: at(startedAt), endedAt: at(endedAt), result, message: result === 'error' ? pick(chance, reasons) : null });
  }
}
