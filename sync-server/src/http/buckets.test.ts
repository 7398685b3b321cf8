import { expect, test } from 'vitest';
import { createBuckets } from './buckets.ts';

test('CASE-12 CASE-14 a burst passes, then as many as are filled up; others are not touched', () => {
  let now = 0;
  const buckets = createBuckets({ burst: 3, perSecond: 0.5 }, () => now);
  expect([1, 2, 3].map(() => buckets.take('a'))).toEqual([0, 0, 0]);
  expect(buckets.take('a')).toBe(2);
  expect(buckets.take('b')).toBe(0);
  now = 1_999;
  expect(buckets.take('a')).toBe(1);
  now = 2_000;
  expect(buckets.take('a')).toBe(0);
  expect(buckets.take('a')).toBe(2);
});

test('CASE-12 buckets of a hundred thousand addresses are forgotten once they are full again', () => {
  let now = 0;
  const buckets = createBuckets({ burst: 2, perSecond: 1 }, () => now);
  for (let i = 0; i < 20_000; i++) buckets.take(String(i));
  now = 10_000;
  expect(buckets.take('0')).toBe(0);
  expect(buckets.take('0')).toBe(0);
  expect(buckets.take('0')).toBe(1);
});
