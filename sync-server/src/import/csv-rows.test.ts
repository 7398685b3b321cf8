import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { readRows, SLICE, type CsvRow } from './csv-rows.ts';

/** What a slice may end within: quotation marks, pairs of them, line breaks in cells, characters of two units. */
const cells = ['a', '', '"b, ""c"""', '"d\r\ne"', '"f" ', '😀', '"""', '"g"h"'];

test.each(['\n', '\r\n'])('CASE-58 rows that end with %j are the same read in slices, and others run between any two of these', async (end) => {
  const lines = Array.from({ length: 9_000 }, (_, i) => ['x'.repeat(i % 211), cells[i % 6], cells[i % 5], i % 1_000 === 7 ? cells[6 + (i % 2)] : i].join(','));
  const text = lines.join(end);
  const whole = Papa.parse<string[]>(text, { header: false });
  let breaths = 0;
  const rows: CsvRow[] = [];
  for await (const row of readRows(text, () => Promise.resolve(void (breaths += 1)))) rows.push(row);
  expect(rows.map((row) => row === 'too-long' || row.cells)).toEqual(whole.data);
  expect(new Set(rows.flatMap((row, index) => (row !== 'too-long' && row.isFaulty ? [index] : [])))).toEqual(new Set(whole.errors.map(({ row }) => row)));
  expect(whole.errors.length).toBeGreaterThan(0);
  expect(breaths).toBeGreaterThanOrEqual(Math.floor(text.length / SLICE));
});
