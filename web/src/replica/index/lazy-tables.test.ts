import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PageQuery } from '../client.ts';
import { createEnvironmentIndex } from './environment-index.ts';
import { lazyTables, type LazyName, type LazyTables } from './lazy-tables.ts';
import { history } from './oracle/histories.ts';
import { PlainEnvironment } from './oracle/plain-environment.ts';
import { plainTables, type PlainView } from './oracle/plain-tables.ts';
import { lazyQueries } from './oracle/random-questions.ts';
import { environmentWay, takeStep } from './oracle/steps.ts';

const locale = 'en';
const names: readonly LazyName[] = ['activations', 'connections', 'integrations', 'invitations', 'members', 'teams'];

function expectSame(table: LazyTables[LazyName], plain: PlainView<{ readonly id: string }>, query: PageQuery): void {
  expect(table.page(query)).toEqual(plain.page(query));
  const rows = plain.rows(query);
  expect(table.rows(query)).toEqual(rows);
  expect(table.ids(query)).toEqual(rows.map(({ id }) => id));
  for (const row of rows) expect(table.detail(row.id)).toMatchObject({ id: row.id, row });
}

test('QUERY-1 QUERY-2 QUERY-3 QUERY-4 QUERY-5 every table answers as a plain scan would, whenever it was first asked', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(history, lazyQueries, fc.subarray([...names]), (steps, queries, early) => {
      const plain = new PlainEnvironment(locale);
      let index = createEnvironmentIndex({ locale });
      let tables = lazyTables(index, 'e');
      for (const step of steps) {
        const next = takeStep(step, index, plain, environmentWay(locale));
        if (next !== index) tables = lazyTables(next, 'e');
        index = next;
        const expected = plainTables(plain);
        for (const name of early) expectSame(tables[name], expected[name], queries[name]);
      }
      const expected = plainTables(plain);
      for (const name of names) expectSame(tables[name], expected[name], queries[name]);
    }),
    { numRuns: 150 },
  );
});
