import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { SortedRows } from './sorted-rows.ts';

/** Values collide often; the row itself breaks ties. */
const edits = fc.array(fc.tuple(fc.nat(3000), fc.option(fc.nat(50), { freq: 3 })), { minLength: 1, maxLength: 4000, size: 'max' });

test('QUERY-2 rows stay in order while thousands come, move and go; any stretch of any of them is found', { timeout: 30_000 }, () => {
  fc.assert(
    fc.property(edits, fc.nat(2000), fc.nat(60), fc.boolean(), (list, from, size, descending) => {
      const values = new Map<number, number>();
      const compare = (a: number, b: number): number => (values.get(a) ?? 0) - (values.get(b) ?? 0) || a - b;
      let sorted = new SortedRows(compare);
      list.forEach(([row, value], i) => {
        sorted.remove(row);
        if (value === null) values.delete(row);
        else {
          values.set(row, value);
          sorted.insert(row);
        }
        if (i === list.length >> 1) sorted = new SortedRows(compare, sorted.snapshot());
      });
      const expected = [...values.keys()].sort(compare);
      expect([...sorted.snapshot()]).toEqual(expected);
      expect(sorted.plausible).toBe(true);
      const even = (row: number): boolean => row % 2 === 0;
      const tally = sorted.tally((visit) => expected.filter(even).forEach(visit));
      const wanted = (descending ? [...expected].reverse() : expected).filter(even);
      expect(sorted.slice(tally, even, from, from + size, descending)).toEqual(wanted.slice(from, from + size));
    }),
    { numRuns: 60 },
  );
});

test('QUERY-2 an order that another engine made is noticed', () => {
  const compare = (a: number, b: number): number => a - b;
  expect(new SortedRows(compare, Uint32Array.from([1, 2, 3])).plausible).toBe(true);
  expect(new SortedRows(compare, Uint32Array.from([3, 2, 1])).plausible).toBe(false);
});
