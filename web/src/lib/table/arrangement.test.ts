import { expect, it } from 'vitest';
import { arrange, move, remember } from './arrangement.ts';
import { pageNumbers } from './pages.ts';

const columns = [{ id: 'status' }, { id: 'name' }, { id: 'email' }];
const ids = (memory: readonly string[]): readonly string[] => remember(arrange(columns, memory));

it('columns show as they were left', () => {
  expect(ids([])).toEqual(['status', 'name', 'email']);
  expect(ids(['email', '-status', 'name'])).toEqual(['email', '-status', 'name']);
});

it('a column that came later shows where it was described; one that is gone is forgotten', () => {
  expect(ids(['email', 'status'])).toEqual(['email', 'name', 'status']);
  expect(ids(['ghost', 'name', 'email', '-status'])).toEqual(['name', 'email', '-status']);
});

it('moves by one place, and not past the ends', () => {
  expect(move([1, 2, 3], 0, 1)).toEqual([2, 1, 3]);
  expect(move([1, 2, 3], 0, -1)).toEqual([1, 2, 3]);
  expect(move([1, 2, 3], 2, 1)).toEqual([1, 2, 3]);
});

it.each([
  [1, 1, [1]],
  [1, 250, [1, 2, 3, 'gap', 250]],
  [2, 4, [1, 2, 3, 4]],
  [125, 250, [1, 'gap', 124, 125, 126, 'gap', 250]],
  [250, 250, [1, 'gap', 249, 250]],
] as const)('page %i of %i', (page, pages, shown) => {
  expect(pageNumbers(page, pages)).toEqual(shown);
});
