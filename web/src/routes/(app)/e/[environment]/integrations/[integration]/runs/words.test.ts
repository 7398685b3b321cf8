import { expect, test } from 'vitest';
import { durationWords } from './words.ts';

test.each([
  [0, '0.0 s'],
  [812, '0.8 s'],
  [12_400, '12 s'],
  [59_700, '1 min 0 s'],
  [125_000, '2 min 5 s'],
  [4_320_000, '1 h 12 min'],
])('a run of %i ms took %s', (length, words) => expect(durationWords(length)).toBe(words));
