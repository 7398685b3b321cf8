/** What the desk answers for each edit. Stored: the same edit sent again gets the same verdict (EDIT-5). */
import * as v from 'valibot';
import { Id } from '../domain/text.ts';

/** Document → the version at which the edit shows (or at which it was found not to change anything). */
const Versions = v.record(Id, v.pipe(v.number(), v.safeInteger(), v.minValue(0)));

export const RefusalReason = v.picklist(['malformed', 'unknown', 'forbidden', 'conflict', 'reused-id', 'last-owner']);
export type RefusalReason = v.InferOutput<typeof RefusalReason>;

export const Verdict = v.variant('outcome', [
  v.strictObject({ id: v.string(), outcome: v.literal('applied'), versions: Versions }),
  v.strictObject({
    id: v.string(),
    outcome: v.literal('superseded'),
    versions: Versions,
    /** Whose edit stands, as people call them. */
    by: v.string(),
    rule: v.picklist(['restrictive', 'latest']),
    stands: v.union([v.string(), v.number(), v.boolean(), v.null()]),
  }),
  v.strictObject({
    id: v.string(),
    outcome: v.literal('refused'),
    versions: Versions,
    reason: RefusalReason,
    /** Names the field where one is at fault: `args.enabled: must be true or false`. */
    message: v.string(),
  }),
]);
export type Verdict = v.InferOutput<typeof Verdict>;
