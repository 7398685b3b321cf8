/** A named set of filters, shared with the environment or private to its author. */
import * as v from 'valibot';
import { Id, Name } from './text.ts';

export const View = v.strictObject({
  environment: Id,
  /** Null: shared with the environment. */
  member: v.nullable(Id),
  screen: Id,
  name: Name,
  /** The screen's query string, without the page. */
  query: v.pipe(v.string('must be text'), v.maxLength(2000, 'must be at most 2000 characters long')),
});
export type View = v.InferOutput<typeof View>;
