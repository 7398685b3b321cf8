import { expect, it } from 'vitest';
import { appUsersThere, failures, sumOf, unmatched } from './app-users-there.ts';

const at = (name: string, status: Readonly<Record<string, number>>) => ({ integration: { id: name, name, connector: name }, found: { counts: { status } } });
const list = [at('asana', { 'Invite failed': 1, none: 40 }), at('slack', { 'Update failed': 2, 'Deprovisioning failed': 1, 'Unmatched user': 4 }), at('zoom', { none: 3 })];

it('PRODUCT home: app users that failed, by integration, the most first, with the filter that shows them', () => {
  const there = appUsersThere(list, failures);
  expect(there.map(({ integration, count }) => [integration.id, count])).toEqual([['slack', 3], ['asana', 1]]);
  expect(new URLSearchParams(there[0]?.query).getAll('status')).toEqual(['Invite failed', 'Update failed', 'Deprovisioning failed']);
  expect([sumOf(there), sumOf(appUsersThere(list, unmatched)), sumOf(appUsersThere([], failures))]).toEqual([4, 4, 0]);
});
