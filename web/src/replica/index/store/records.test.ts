import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Strings } from '../engine/strings.ts';
import { IdTable } from './id-table.ts';
import { PackedRecords } from './packed-records.ts';
import type { Json } from './record-codec.ts';

const value = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('hubspot', 'true', '1', ''), fc.integer(), fc.boolean(), fc.constant(null), fc.jsonValue());
const record = fc.dictionary(fc.oneof(fc.constantFrom('name', 'enabled', 'roles'), fc.string()), value, { maxKeys: 5 }).map((object) => JSON.parse(JSON.stringify(object)) as Json);

test('QUERY-3 a packed record comes back as it was, however often it is written over, also after a restart', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(20), fc.option(record, { freq: 6 })), { maxLength: 200, size: 'max' }), (puts) => {
      const expected = new Map<number, Json>();
      let records = new PackedRecords();
      puts.forEach(([row, json], i) => {
        const before = expected.get(row);
        const changed = records.put(row, json);
        expect(changed).toBe(JSON.stringify(before) !== JSON.stringify(json ?? undefined));
        if (json === null) expected.delete(row);
        else expected.set(row, json);
        if (i % 50 === 49) records = PackedRecords.restore(structuredClone(records.snapshot()));
      });
      for (let row = 0; row <= 20; row++) expect(records.get(row)).toEqual(expected.get(row));
    }),
  );
});

test('QUERY-3 what was written over is given back: a million changes do not grow the store a million times', () => {
  const records = new PackedRecords();
  const text = (n: number): Json => ({ name: `user ${n} ${'x'.repeat(1000)}`, n });
  for (let n = 0; n < 40_000; n++) records.put(n % 100, text(n));
  const bytes = records.snapshot().chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  expect(bytes).toBeLessThan(8 * 1024 * 1024);
  expect(records.get(99)).toEqual(text(39_999));
  expect(records.get(0)).toEqual(text(39_900));
});

test('QUERY-3 a record larger than a buffer is kept too', () => {
  const records = new PackedRecords();
  const large = { name: '王'.repeat(2_000_000) };
  records.put(0, { name: 'small' });
  records.put(1, large);
  records.put(2, { name: 'after' });
  expect([records.get(0), records.get(1), records.get(2)]).toEqual([{ name: 'small' }, large, { name: 'after' }]);
});

test('QUERY-3 ids keep their number, and are ordered by code point', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 6 }), { maxLength: 300, size: 'max' }), (ids) => {
      let table = new IdTable();
      const numbers = new Map<string, number>();
      for (const id of ids) {
        numbers.set(id, table.intern(id));
        if (numbers.size % 40 === 39) table = IdTable.restore(structuredClone(table.snapshot()));
      }
      for (const [id, number] of numbers) {
        expect([table.find(id), table.text(number)]).toEqual([number, id]);
      }
      expect(table.size).toBe(numbers.size);
      expect(table.find('never heard of')).toBe(-1);
      const points = (id: string): number[] => [...id].map((letter) => letter.codePointAt(0) ?? 0);
      const byPoint = (a: string, b: string): number => {
        const [left, right] = [points(a), points(b)];
        const at = left.findIndex((point, i) => point !== right[i]);
        return at === -1 ? left.length - right.length : (left[at] ?? 0) - (right[at] ?? -1);
      };
      const sorted = [...numbers.values()].sort((a, b) => table.compare(a, b)).map((number) => table.text(number));
      expect(sorted).toEqual([...numbers.keys()].sort(byPoint));
    }),
  );
});

test('QUERY-3 a column of strings survives restarts, block by block', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(4000), fc.option(fc.string({ unit: 'grapheme', maxLength: 5 }))), { maxLength: 300, size: 'max' }), (sets) => {
      let strings = new Strings();
      const expected = new Map<number, string | null>();
      sets.forEach(([row, text], i) => {
        strings.set(row, text);
        expected.set(row, text);
        if (i % 60 === 59) strings = Strings.restore(structuredClone(strings.snapshot()));
      });
      for (let row = 0; row <= 4000; row++) expect(strings.get(row)).toBe(expected.get(row) ?? null);
    }),
    { numRuns: 40 },
  );
});
