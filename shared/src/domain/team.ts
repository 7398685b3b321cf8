/** A named set of members, in the workspace. */
import * as v from 'valibot';
import { ScopedLevel } from './levels.ts';
import { Id, Instant, Name } from './text.ts';

export const Team = v.strictObject({
  workspace: Id,
  name: Name,
  /** Member id → true. A map, so that memberships merge one by one (MERGE-1). */
  members: v.record(Id, v.literal(true)),
  integrations: v.record(Id, ScopedLevel),
  createdAt: Instant,
});
export type Team = v.InferOutput<typeof Team>;
