/** The envelope of an edit: what a device writes into its outbox and sends to the desk (SPEC: EDIT). */
import * as v from 'valibot';
import { text } from '../domain/text.ts';

const Uuid = v.pipe(v.string('must be a UUID'), v.uuid('must be a UUID'));
const Count = v.pipe(v.number('must be a whole number'), v.safeInteger('must be a whole number'), v.minValue(0, 'must not be negative'));

/** Args are checked by the definition of the edit's name; here only that they are a flat object. */
export const Edit = v.strictObject({
  id: Uuid,
  /** The browser profile that made it; its `sequence` orders what it did. */
  device: Uuid,
  sequence: Count,
  /** The name of a definition, e.g. `connectedUser.setEnabled`. */
  name: text(100),
  args: v.record(v.string(), v.union([v.string(), v.number(), v.boolean(), v.null()], 'must be text, a number, true, false or null')),
  /** The document that the device showed, and what of it: all commits up to version `base` of `epoch`. */
  document: text(200),
  epoch: text(100),
  base: Count,
  /** When it was made: milliseconds since 1970 on the server's clock, as the device estimates it. */
  at: Count,
  /** What was one action of one person (a bulk change, an undo of it) shares a thread. */
  thread: Uuid,
});
export type Edit = v.InferOutput<typeof Edit>;
