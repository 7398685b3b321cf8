/** What became of an edit whose author has to know: another one stands in its place, at once or later, or it was refused (MERGE-8, SYNC-9). */
import * as v from 'valibot';
import { Id, Instant, Name, text } from './text.ts';

const NoticedEdit = v.strictObject({
  ...{ id: Id, name: Id, args: v.record(v.string(), v.unknown()) },
  /** The one that it named; absent in notices of before. */
  document: v.optional(Id),
});

/** Edits that a notice keeps: of more only the number is told. */
export const MOST_REFUSED = 200;

/** One of the edits that were refused for one reason. */
const RefusedEdit = v.strictObject({ ...NoticedEdit.entries, environment: v.nullable(Id), subject: text(500), message: text(500) });
export type RefusedEdit = v.InferOutput<typeof RefusedEdit>;

export const Notice = v.strictObject({
  workspace: Id,
  member: Id,
  environment: v.nullable(Id),
  at: Instant,
  /** The edit of this member that did not stand, so that it can be done again in one tap. */
  edit: NoticedEdit,
  /** Those of several refused edits that have been seen to one by one. */
  settled: v.optional(v.record(Id, v.literal(true))),
  /** The name of the record, as a person would say it. */
  subject: text(500),
  outcome: v.variant('kind', [
    /** Another edit that did not know of this one stands. */
    v.strictObject({ kind: v.literal('superseded'), by: Name, rule: v.picklist(['restrictive', 'latest']), stands: v.unknown() }),
    v.strictObject({
      ...{ kind: v.literal('refused'), reason: Id, message: text(500), count: v.pipe(v.number(), v.integer()) },
      /** The latest of them in the order in which they were made, that of the notice last; absent in notices of before. */
      edits: v.optional(v.pipe(v.array(RefusedEdit), v.maxLength(MOST_REFUSED))),
    }),
  ]),
});
export type Notice = v.InferOutput<typeof Notice>;
