/** Who else is here: a y-protocols awareness state. The server writes `member`; a client only says where it is (SYNC-7). */
import * as v from 'valibot';

const Place = v.pipe(v.string(), v.maxLength(400));

/** What a client may say. */
export const PresenceClaim = v.object({ view: v.nullable(Place), record: v.nullable(Place), editing: v.nullable(Place) });
export type PresenceClaim = v.InferOutput<typeof PresenceClaim>;

/** What the others receive. */
export const Presence = v.object({
  ...PresenceClaim.entries,
  member: v.object({ id: v.string(), name: v.string() }),
});
export type Presence = v.InferOutput<typeof Presence>;
