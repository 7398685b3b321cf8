import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold, isLatin1, wordsOf } from './fold.ts';

test.for<readonly [text: string, folded: string]>([
  ['Roger Simon', 'roger simon'],
  ['Åse Ødegård', 'ase odegard'],
  ['ŁUKASZ Żółć', 'lukasz zolc'],
  ['Đặng Þór Ðuro', 'dang thor duro'],
  ['STRAẞE Straße', 'strasse strasse'],
  ['Æsop Œuvre', 'aesop oeuvre'],
  ['İstanbul Işık ıstanbul', 'istanbul isik istanbul'],
  ['ΣΊΣΥΦΟΣ Σίσυφος', 'σισυφοσ σισυφοσ'],
  ['e\u0301 \u00e9', 'e e'],
  ['Вікторія Ёлка', 'вікторія елка'.normalize('NFD').replace(/\p{M}/gu, '')],
  ['𝒜😀', '𝒜😀'],
  ['', ''],
])('QUERY-1 %s is searched as %s', ([text, folded]) => {
  expect(fold(text)).toBe(folded);
});

test('QUERY-1 composed and decomposed text fold alike, upper and lower case too, and folding again changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')));
      expect(fold(fold(text))).toBe(fold(text));
    }),
  );
});

test('QUERY-1 a text longer than one call takes is folded whole', () => {
  const text = 'Ł'.repeat(100_000);
  expect(fold(text)).toBe('l'.repeat(100_000));
});

test('QUERY-1 words are told longest first, and those that say nothing more are left out', () => {
  expect(wordsOf('  an Ána\tana.maria@x ')).toEqual(['ana.maria@x']);
  expect(wordsOf('b aa')).toEqual(['aa', 'b']);
  expect(wordsOf(' \u0301 ')).toEqual([]);
});

test('QUERY-1 Latin-1 is told from what is wider', () => {
  expect(['', 'abc', 'ÿ', 'Ā', '王'].map(isLatin1)).toEqual([true, true, true, false, false]);
});
