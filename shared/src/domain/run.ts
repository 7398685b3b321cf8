/** One execution of an activation's flow. */
import * as v from 'valibot';
import { Id, Instant, Name } from './text.ts';

export const RunResult = v.picklist(['success', 'error'], 'must be success or error');
export type RunResult = v.InferOutput<typeof RunResult>;

export const QueuedRun = v.strictObject({ kind: v.literal('queued'), at: Instant });
export const RunningRun = v.strictObject({ kind: v.literal('running'), startedAt: Instant });
export const EndedRun = v.strictObject({ kind: v.literal('ended'), startedAt: Instant, endedAt: Instant, result: RunResult, message: v.nullable(Name) });

export const Run = v.strictObject({
  environment: Id,
  integration: Id,
  activation: Id,
  state: v.variant('kind', [
    QueuedRun,
    RunningRun,
    /** It waited longer than an hour, and was never started. */
    v.strictObject({ kind: v.literal('lapsed'), queuedAt: Instant, at: Instant }),
    EndedRun,
  ]),
});
export type Run = v.InferOutput<typeof Run>;
