import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accept, stampOf, standing, type Head, type Rule, type Value } from './merge.ts';

/** An edit as it is made: what its author did not know of is all that matters later. */
interface Made {
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
const history = (values: readonly Value[]): fc.Arbitrary<readonly Made[]> =>
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
function reorder(made: readonly Made[], draws: readonly number[]): readonly Made[] {
  const arrived = new Set<string>();
  const order: Made[] = [];
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
function stamped(made: readonly Made[]): ReadonlyMap<string, Head> {
  const heads = new Map<string, Head>();
  for (const { edit, value, at, saw } of made) {
    const seen = [...saw].flatMap((id) => heads.get(id) ?? []);
    heads.set(edit, { edit, value, stamp: stampOf(at, 1_000_005, seen) });
  }
  return heads;
}

function replay(order: readonly Made[], stamps: ReadonlyMap<string, Head>, rule: Rule) {
  let heads: readonly Head[] = [];
  for (const { edit, saw } of order) {
    const head = stamps.get(edit);
    if (head === undefined) throw new Error(`${edit} has no stamp`);
    heads = accept(heads, head, (other) => saw.has(other.edit) || other.edit === edit);
  }
  return { heads: [...heads].sort((a, b) => (a.edit < b.edit ? -1 : 1)), value: standing(rule, heads)?.value };
}

const switches: Rule = { kind: 'restrictive', rank: (value) => (value === false ? 0 : 1) };
const levels: Rule = { kind: 'restrictive', rank: (value) => Number(value) };
const latest: Rule = { kind: 'latest' };
const draws = fc.array(fc.nat(), { minLength: 9, maxLength: 9 });

describe.each([
  ['a switch', switches, [true, false]],
  ['a level', levels, [0, 1, 2]],
  ['a field', latest, ['a', 'b', 'c']],
] as const)('%s', (_, rule, values) => {
  test('MERGE-7 CASE-32 10⁴ shuffled histories: every order that respects saw gives the same heads and value', () => {
    fc.assert(
      fc.property(history(values), draws, draws, (made, one, other) => {
        const stamps = stamped(made);
        const first = replay(reorder(made, one), stamps, rule);
        expect(replay(reorder(made, other), stamps, rule)).toEqual(first);
      }),
      { numRuns: 10_000 },
    );
  });

  test('MERGE-7 an edit delivered twice is one', () => {
    fc.assert(
      fc.property(history(values), fc.nat(), (made, which) => {
        const stamps = stamped(made);
        const last = made[which % made.length];
        const unseen = made.every(({ saw }) => last !== undefined && !saw.has(last.edit));
        fc.pre(last !== undefined && unseen);
        expect(replay([...made, ...(last === undefined ? [] : [last])], stamps, rule)).toEqual(replay(made, stamps, rule));
      }),
      { numRuns: 2_000 },
    );
  });

  test('MERGE-3 the heads are exactly the edits that no other saw', () => {
    fc.assert(
      fc.property(history(values), draws, (made, order) => {
        const unseen = made.filter(({ edit }) => made.every(({ saw }) => !saw.has(edit))).map(({ edit }) => edit);
        expect(replay(reorder(made, order), stamped(made), rule).heads.map(({ edit }) => edit)).toEqual(unseen.sort());
      }),
      { numRuns: 2_000 },
    );
  });

  test('MERGE-5 whoever saw an edit has the greater stamp, however wrong the clocks', () => {
    fc.assert(
      fc.property(history(values), (made) => {
        const stamps = stamped(made);
        const stampOfEdit = (edit: string): number => stamps.get(edit)?.stamp ?? Number.NaN;
        for (const { edit, saw } of made) for (const seen of saw) expect(stampOfEdit(edit)).toBeGreaterThan(stampOfEdit(seen));
      }),
      { numRuns: 2_000 },
    );
  });
});

test('MERGE-4 among unseen edits of access the most restrictive stands', () => {
  fc.assert(
    fc.property(history([0, 1, 2]), (made) => {
      const { heads, value } = replay(made, stamped(made), levels);
      expect(value).toBe(Math.min(...heads.map((head) => Number(head.value))));
    }),
  );
});
