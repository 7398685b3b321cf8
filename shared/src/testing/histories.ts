/** Histories of edits, to shuffle: what each knew of, and orders of arrival that respect it. For property tests. */
import fc from 'fast-check';
import { stampOf, type Head, type Value } from '../edits/merge.ts';

/** An edit as it is made: what its author did not know of is all that matters later. */
export interface Made {
  readonly edit: string;
  readonly value: Value;
  readonly at: number;
  /** Edits made before it that it saw; closed under *saw*. */
  readonly saw: ReadonlySet<string>;
}

/**
 * Histories of one element: each edit saw some of those before it, with all that those saw.
 * Clocks are up to 30 days off (CASE-33), and few values and times make ties common.
 */
export const history = (values: readonly Value[]): fc.Arbitrary<readonly Made[]> =>
  fc
    .array(fc.record({ value: fc.constantFrom(...values), skew: fc.constantFrom(-30 * 86_400_000, -1, 0, 0, 1, 30 * 86_400_000), links: fc.array(fc.nat(), { maxLength: 3 }) }), {
      minLength: 1,
      maxLength: 9,
    })
    .map((drafts) => {
      const made: Made[] = [];
      for (const [index, { value, skew, links }] of drafts.entries()) {
        const saw = new Set<string>();
        for (const link of index === 0 ? [] : links) {
          const seen = made[link % index];
          if (seen === undefined) continue;
          saw.add(seen.edit);
          for (const earlier of seen.saw) saw.add(earlier);
        }
        made.push({ edit: `e${index}`, value, at: 1_000_000 + index + skew, saw });
      }
      return made;
    });

/** Another order of arrival that respects *saw*: each time one is drawn of those whose all have arrived. */
export function reorder<M extends Made>(made: readonly M[], draws: readonly number[]): readonly M[] {
  const arrived = new Set<string>();
  const order: M[] = [];
  const waiting = [...made];
  for (let i = 0; waiting.length > 0; i++) {
    const ready = waiting.filter(({ saw }) => [...saw].every((edit) => arrived.has(edit)));
    const next = ready[(draws[i % draws.length] ?? 0) % ready.length];
    if (next === undefined) throw new Error('a history that waits for itself');
    waiting.splice(waiting.indexOf(next), 1);
    arrived.add(next.edit);
    order.push(next);
  }
  return order;
}

/** Stamps as they are fixed in one order of arrival (MERGE-5). */
export function stamped(made: readonly Made[]): ReadonlyMap<string, Head> {
  const heads = new Map<string, Head>();
  for (const { edit, value, at, saw } of made) {
    const seen = [...saw].flatMap((id) => heads.get(id) ?? []);
    heads.set(edit, { edit, value, stamp: stampOf(at, 1_000_005, seen) });
  }
  return heads;
}
