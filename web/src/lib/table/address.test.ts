import { describe, expect, it } from 'vitest';
import { readAddress, sameFilters, viewQuery, writeAddress, type Reading } from './address.ts';

const reading: Reading = {
  filters: [
    { kind: 'choices', column: 'status', param: 'status', label: 'Status', multiple: true, choices: () => [] },
    { kind: 'choices', column: 'disabled', param: 'disabled', label: 'Access', multiple: false, choices: () => [] },
    { kind: 'days', column: 'created', from: 'from', to: 'to', label: 'Created' },
  ],
  sortable: ['name', 'created'],
  sort: { by: 'created', descending: true },
  size: 50,
};
const read = (query: string) => readAddress(new URLSearchParams(query), reading);

describe('the address of a table', () => {
  it('says nothing of what is as it is by default', () => {
    expect(read('')).toEqual({ search: '', filters: {}, sort: { by: 'created', descending: true }, page: 1, size: 50 });
    expect(writeAddress(new URLSearchParams('page=3&sort=name'), { sort: reading.sort }, reading).toString()).toBe('');
  });

  it('gives back what was written', () => {
    const query = { search: 'roger & co', filters: { status: ['invalid', 'none'], from: ['2026-02-01'] }, sort: { by: 'name', descending: true }, page: 4, size: 100 };
    expect(read(writeAddress(new URLSearchParams(), query, reading).toString())).toEqual(query);
  });

  it('goes to page 1 with any change but that of the page', () => {
    const at = new URLSearchParams('page=7&q=a');
    expect(writeAddress(at, { search: 'b' }, reading).get('page')).toBeNull();
    expect(writeAddress(at, { size: 20 }, reading).get('page')).toBeNull();
    expect(writeAddress(at, { page: 8 }, reading).toString()).toBe('page=8&q=a');
  });

  it('VIEW-1 is kept by a saved view without page, size and row, the same however it was come to', () => {
    const kept = (query: string): string => viewQuery(read(query), reading);
    expect(kept('page=3&size=20&user=u&status=none&q=a&status=invalid&sort=name')).toBe('q=a&sort=name&status=invalid&status=none');
    expect(kept('sort=name&status=invalid&status=none&q=a')).toBe(kept('q=a&status=none&status=invalid&sort=name'));
    expect(kept('page=2&sort=-created')).toBe('');
  });

  it('leaves parameters that are not the table\'s alone', () => {
    expect(writeAddress(new URLSearchParams('user=u1&status=none'), { filters: {} }, reading).toString()).toBe('user=u1');
  });

  it.each(['page=-1', 'page=x', 'page=1.5', 'size=7', 'sort=secret', 'sort=-', 'status='])('takes no notice of %s', (query) => {
    expect(read(query)).toEqual(read(''));
  });

  it.each(['from=2026-02-30', 'from=the-other-day', 'to=99999-01-01', 'from=', 'page=1e400', 'page=99999999999999999999999&page=2', 'size=1e9', 'sort=--name', '__proto__=x'])(
    'takes no notice of %s either',
    (query) => expect(read(query)).toEqual(read('')),
  );

  it('takes the first of several values where there can be one, and names a choice that there is not', () => {
    expect(read('from=nonsense&from=2026-02-01&from=2026-02-02&disabled=yes&disabled=no&status=nonsense&status=nonsense').filters).toEqual({
      from: ['2026-02-01'],
      disabled: ['yes'],
      status: ['nonsense'],
    });
  });

  it('compares filters by what they choose, in any order', () => {
    expect(sameFilters({ status: ['a', 'b'], from: ['x'] }, { from: ['x'], status: ['b', 'a'] })).toBe(true);
    expect(sameFilters({ status: ['a'] }, { status: ['a', 'b'] })).toBe(false);
  });
});
