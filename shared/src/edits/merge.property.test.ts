import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { history, reorder, stamped, type Made } from '../testing/histories.ts';
import { accept, standing, type Head, type Rule } from './merge.ts';

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
