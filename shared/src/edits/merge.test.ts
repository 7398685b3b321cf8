import { expect, test } from 'vitest';
import { accept, stampOf, standing, type Head, type Rule, type Value } from './merge.ts';

const off: Rule = { kind: 'restrictive', rank: (value) => (value === false ? 0 : 1) };
const head = (edit: string, value: Value, stamp: number): Head => ({ edit, value, stamp });

test('MERGE-4 access: the most restrictive stands, however late the other is', () => {
  expect(standing(off, [head('a', false, 1), head('b', true, 9)])?.edit).toBe('a');
});

test('MERGE-4 other fields: the latest stands', () => {
  expect(standing({ kind: 'latest' }, [head('a', 'x', 9), head('b', 'y', 1)])?.edit).toBe('a');
});

test('MERGE-4 ties go to the greatest id, in whatever order the heads are listed', () => {
  const heads = [head('a', true, 1), head('c', true, 1), head('b', true, 1)];
  for (const rule of [off, { kind: 'latest' }] as const) {
    expect(standing(rule, heads)?.edit).toBe('c');
    expect(standing(rule, heads.toReversed())?.edit).toBe('c');
  }
});

test('MERGE-4 an element that nobody edited has no standing head', () => {
  expect(standing(off, [])).toBeUndefined();
});

test('MERGE-3 an edit replaces the heads that it saw and joins the rest', () => {
  const heads = [head('a', true, 1), head('b', true, 2)];
  expect(accept(heads, head('c', false, 3), ({ edit }) => edit === 'a').map(({ edit }) => edit)).toEqual(['b', 'c']);
});

test('MERGE-5 a stamp is clamped to now and comes after all that was seen', () => {
  expect(stampOf(50, 100, [])).toBe(50);
  expect(stampOf(500, 100, [])).toBe(100);
  expect(stampOf(50, 100, [head('a', true, 70), head('b', true, 99)])).toBe(100);
  expect(stampOf(50, 100, [head('a', true, 200)])).toBe(201);
});
