/** Edits that were refused for one reason, said once. */
import type { Trouble } from '../state/trouble.ts';
import { sentence } from './edits.ts';

export interface Group {
  readonly key: string;
  readonly troubles: readonly [Trouble, ...Trouble[]];
  /** How many there were: of the oldest of very many only the number is known. */
  readonly count: number;
  readonly why: string;
}

/** What did not stand, in its order: the refused with the first that was refused alike, the others by themselves. */
export function grouped(troubles: readonly Trouble[]): readonly Group[] {
  const groups = Map.groupBy(troubles, ({ edit, outcome }) => (outcome.kind === 'refused' ? outcome.message : edit));
  return [...groups].flatMap(([key, [first, ...others]]) => {
    if (first === undefined) return [];
    const all = [first, ...others] as const;
    const more = all.reduce((sum, { outcome }) => sum + (outcome.kind === 'refused' ? outcome.more : 0), 0);
    // Those of which a notice has only the number may be known here, since they were told at once.
    const listed = all.filter(({ notice }) => notice !== null).length;
    return [{ key, troubles: all, count: Math.max(all.length, listed + more), why: first.outcome.kind === 'refused' ? sentence(first.outcome.message) : '' }];
  });
}
