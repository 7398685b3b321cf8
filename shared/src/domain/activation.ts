/** One connected user's (or, shared, one account's) copy of an integration. */
import * as v from 'valibot';
import { SharingLevel } from './integration.ts';
import { RunResult } from './run.ts';
import { Id, Instant } from './text.ts';

export const Activation = v.strictObject({
  environment: Id,
  integration: Id,
  /** The connected user's record id: whose copy it is, or who first enabled a shared one. Null once that user is gone. */
  user: v.nullable(Id),
  /** The account that first enabled it; the owner of the copy where `sharing` is `account`. */
  account: v.nullable(Id),
  sharing: SharingLevel,
  enabled: v.boolean(),
  createdAt: Instant,
});
export type Activation = v.InferOutput<typeof Activation>;

/** The latest run (null: N/A, the flow was never started), with what is queued or running beside it. */
export const ActivationStatus = v.strictObject({
  latestRun: v.nullable(v.strictObject({ result: RunResult, at: Instant })),
  inFlight: v.nullable(v.picklist(['queued', 'running'])),
  /** The run that is queued, so that it can be cancelled where it shows; absent where none is, and of what queued it before. */
  queued: v.optional(Id),
});
export type ActivationStatus = v.InferOutput<typeof ActivationStatus>;
