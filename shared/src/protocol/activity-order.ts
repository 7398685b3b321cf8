/** The orders of the log (AUDIT-3), told row by row: as the server gives threads, and an export writes entries. */
import { fold } from '../domain/fold.ts';
import type { ActivityEntry, ActivityOrder, ActivitySort, ActivityThread } from './activity.ts';
import { deedOf, theWorkspace } from './deeds.ts';

/** What an order looks at: the first entry, and what became of all of them. */
export interface Sorted extends Pick<ActivityThread, 'outcomes'> {
  readonly first: Pick<ActivityEntry, 'actor' | 'action' | 'after' | 'outcome' | 'subject'> & { readonly deviceName?: string | null | undefined };
}

const texts: Readonly<Record<Exclude<ActivityOrder, 'when'>, (row: Sorted) => string>> = {
  who: ({ first }) => first.actor.name,
  what: ({ first }) => deedOf(first),
  subject: ({ first }) => first.subject?.name ?? theWorkspace,
  device: ({ first }) => first.deviceName ?? '',
  outcome: ({ outcomes }) => (outcomes.refused > 0 ? 'refused' : outcomes.superseded > 0 ? 'superseded' : 'applied'),
};

/** @param latestFirst rows as they began, the latest first: those that are alike stay so, and those without a text come last */
export function inOrder<Row extends Sorted>(latestFirst: readonly Row[], { by, descending }: ActivitySort): readonly Row[] {
  if (by === 'when') return descending ? latestFirst : latestFirst.toReversed();
  const compare = (a: string, b: string): number => (a === b ? 0 : a === '' ? 1 : b === '' ? -1 : a < b === descending ? 1 : -1);
  return latestFirst
    .map((row) => ({ row, text: fold(texts[by](row)) }))
    .toSorted((a, b) => compare(a.text, b.text))
    .map(({ row }) => row);
}
