import { expect, it } from 'vitest';
import { dayBounds } from '../words/times.ts';
import type { Filter } from './description.ts';
import { conditions } from './source.ts';

const filters: readonly Filter[] = [
  { kind: 'choices', column: 'integrations', param: 'integration', label: 'Integration', multiple: true, choices: () => [] },
  { kind: 'days', column: 'created', from: 'from', to: 'to', label: 'Created' },
];

it('asks each filter of its own column, and nothing of those that are not set', () => {
  expect(conditions(filters, {})).toEqual({});
  expect(conditions(filters, { integration: ['i1', 'i2'] })).toEqual({ integrations: { kind: 'any', of: ['i1', 'i2'] } });
});

it('QUERY-4 days are whole, and either end may be open', () => {
  const day = dayBounds('2026-02-21');
  expect(conditions(filters, { from: ['2026-02-21'], to: ['2026-02-21'] })).toEqual({ created: { kind: 'between', from: day?.first, to: day?.last } });
  expect(conditions(filters, { to: ['2026-02-21'] })).toEqual({ created: { kind: 'between', from: null, to: day?.last } });
  expect(conditions(filters, { from: ['no day'] })).toEqual({});
});
