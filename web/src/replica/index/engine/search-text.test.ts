import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { forEachRow } from './bits.ts';
import { fold, wordsOf } from '@latchkey/shared/domain/fold';
import { BLOCK } from './search-block.ts';
import { SearchText } from './search-text.ts';

const field = fc.constantFrom('Ana Ananas', 'banana', 'Łukasz', '王小明', 'ana@x.example', 'na', 'a', '', 'cus_9', '😀na');
/** Rows far enough apart that several blocks are joined. */
const row = fc.oneof(fc.nat(3 * BLOCK), fc.constantFrom(0, 1, BLOCK - 1, BLOCK, 2 * BLOCK - 1));
const edit = fc.tuple(row, fc.option(fc.tuple(field, field), { nil: undefined, freq: 5 }));
const typed = fc.constantFrom('a', 'an', 'ana', 'anan', 'ana na', 'ana x.ex', 'luk', '王', '王 a', 'na\n', '😀', 'zz', 'e c');

const rowsOf = (words: Uint32Array<ArrayBuffer> | null): number[] => {
  const rows: number[] = [];
  if (words !== null) forEachRow(words, (found) => rows.push(found));
  return rows;
};

test('QUERY-1 a search finds just the rows that hold every word, whatever was typed or changed before', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.array(edit, { maxLength: 60 }), fc.array(typed, { maxLength: 4 })), { maxLength: 6 }), (rounds) => {
      const texts = new Map<number, string>();
      let search = new SearchText();
      for (const [edits, searches] of rounds) {
        for (const [at, fields] of edits) {
          search.set(at, fields);
          if (fields === undefined) texts.delete(at);
          else texts.set(at, fields.map(fold).join('\n'));
        }
        for (const text of searches) {
          const words = wordsOf(text);
          const expected = [...texts].filter(([, folded]) => words.every((word) => folded.includes(word))).map(([at]) => at);
          expect(rowsOf(search.matching(text))).toEqual(expected.sort((a, b) => a - b));
        }
        search = SearchText.restore(structuredClone(search.snapshot()));
      }
    }),
  );
});

test('QUERY-1 a word is never found across two rows', () => {
  const search = new SearchText();
  search.set(0, ['ab']);
  search.set(1, ['cd']);
  expect(rowsOf(search.matching('bc'))).toEqual([]);
  expect(rowsOf(search.matching('cd'))).toEqual([1]);
});

test('QUERY-1 a word that is typed letter by letter is found as the whole word is, wherever its letters were before', () => {
  const texts = fc.array(fc.string({ unit: fc.constantFrom('a', 'n', 'é', 'д'), maxLength: 8 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(texts, fc.string({ unit: fc.constantFrom('a', 'n', 'e'), minLength: 2, maxLength: 5 }), (some, word) => {
      const search = new SearchText();
      // Enough of them that going on from the letters before pays in some blocks, and does not in others.
      const all = Array.from({ length: BLOCK + 500 }, (_, row) => some[(row < BLOCK ? row * row : 0) % some.length] ?? '');
      all.forEach((text, row) => search.set(row, [text]));
      for (let end = 1; end <= word.length; end++) {
        const typed = word.slice(0, end);
        expect(rowsOf(search.matching(typed))).toEqual(all.flatMap((text, row) => (fold(text).includes(typed) ? [row] : [])));
      }
    }),
    { numRuns: 40 },
  );
});
