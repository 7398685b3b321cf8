/** What was done on this device, and whether it can be undone, in words. */
import type { Change } from '$replica/client.ts';
import { saidDone } from './edits.ts';
import { count } from './numbers.ts';

/** `Roger Simon and 24 more disabled`. */
export function saidChange({ request, subject, names, records }: Pick<Change, 'request' | 'subject' | 'names' | 'records'>): string {
  return saidDone(request, records > 1 ? `${subject} and ${count(records - 1)} more` : subject, names);
}

/** Why it can not be undone, or not for all; nothing where all of it can. */
export function saidStanding({ records, undoable, why }: Pick<Change, 'records' | 'undoable' | 'why'>): string {
  if (undoable === 0) return why ?? 'It changed nothing.';
  return why === null ? '' : `It can be undone for ${count(undoable)} of ${count(records)}. Of the rest: ${why}`;
}
