/** What an edit sets, read from its definition. Pure. */
import type { Author } from '@latchkey/shared/edits/definition';
import { parseEdit } from '@latchkey/shared/edits/parse';
import type { OutboxEntry } from './outbox.ts';
import type { Effect } from './overlay.ts';

/** Whoever makes the edits of a document, as the workspace knows them. */
export type Membership = Omit<Author, 'at'>;

/**
 * Null where this version of the app can not read the edit; the sender reports it (OUT-5).
 * @param membership null where it is not known (any more): then what the edit creates does not show
 */
export function effectOf({ edit, sequence }: OutboxEntry, membership: Membership | null): Effect | null {
  const parsed = parseEdit({ ...edit, sequence });
  if (!parsed.ok) return null;
  const { definition, args } = parsed;
  const element = definition.element(args);
  const created = membership === null ? undefined : definition.creates?.(args, { ...membership, at: new Date(edit.at).toISOString() });
  return { ...definition.target(args), element: created === undefined ? element : { ...element, creates: created } };
}
