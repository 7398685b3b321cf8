import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Bits } from './bits.ts';
import { Order } from './order.ts';

/** A row comes, moves or goes; or, without a row, a page is asked for. */
const steps = fc.array(fc.tuple(fc.option(fc.nat(60), { freq: 8 }), fc.constantFrom<number | null | 'gone'>(null, 'gone', 1, 2, 3)), { maxLength: 200, size: 'max' });

test('QUERY-2 rows are in the same order whether they are put in it as they come or when it is first asked for', () => {
  fc.assert(
    fc.property(steps, fc.boolean(), (list, descending) => {
      const values = new Map<number, number | null>();
      const compareIds = (a: number, b: number): number => a - b;
      const compare = (a: number, b: number): number => Number(values.get(a)) - Number(values.get(b)) || compareIds(a, b);
      const orders = [true, false].map((ordered) => new Order(compare, { compareIds, ordered }));
      const wanted = new Bits();
      const pages = () => orders.map((order) => order.slice(wanted.words, 3, 30, descending));
      for (const [row, value] of list) {
        if (row === null) {
          const [asTheyCame, later] = pages();
          expect(later).toEqual(asTheyCame);
          continue;
        }
        if (values.has(row)) for (const order of orders) order.remove(row);
        values.delete(row);
        wanted.put(row, value !== 'gone');
        if (value === 'gone') continue;
        values.set(row, value);
        for (const order of orders) order.insert(row, value === null);
      }
      const [asTheyCame, later] = pages();
      expect(later).toEqual(asTheyCame);
      const [first, second] = orders.map((order) => order.snapshot());
      expect(second).toEqual(first);
    }),
  );
});
