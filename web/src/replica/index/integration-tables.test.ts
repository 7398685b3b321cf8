import * as fc from 'fast-check';
import type { Kind } from '@latchkey/shared/domain/kinds';
import { expect, test } from 'vitest';
import type { PageQuery } from '../client.ts';
import type { IntegrationTableName } from '../integration-rows.ts';
import { createEnvironmentIndex } from './environment-index.ts';
import { integrationTables, type IntegrationViews } from './integration-tables.ts';
import { history, type Step } from './oracle/histories.ts';
import { PlainEnvironment } from './oracle/plain-environment.ts';
import { plainIntegration } from './oracle/plain-integration.ts';
import type { PlainView } from './oracle/plain-tables.ts';
import { integrationQueries } from './oracle/random-questions.ts';
import { takeStep } from './oracle/steps.ts';

const locale = 'en';
const names: readonly IntegrationTableName[] = ['appAccounts', 'appTeams', 'runs', 'access', 'ownActivations', 'usedConnections'];
const documents = ['base', 'own', 'runs'] as const;
type DocumentName = (typeof documents)[number];
/** Invitations that were sent in between expire in between. */
const [EARLIER, LATER] = [Date.parse('2025-01-01T00:00:00.000Z'), Date.parse('2027-01-01T00:00:00.000Z')];

function expectSame(table: IntegrationViews[IntegrationTableName], plain: PlainView<{ readonly id: string }>, query: PageQuery): void {
  expect(table.page(query)).toEqual(plain.page(query));
  const rows = plain.rows(query);
  expect(table.rows(query)).toEqual(rows);
  expect(table.ids(query)).toEqual(rows.map(({ id }) => id));
  for (const row of rows) expect(table.detail(row.id)).toMatchObject({ id: row.id, row });
}

/** What of a step is of the records of one document; null: nothing of it. */
function partOf(step: Step, isOf: (kind: Kind) => boolean): Step | null {
  if (step.kind === 'restart') return step;
  if (step.kind === 'overlay') return isOf(step.of) ? step : null;
  return { ...step, changes: step.changes.filter(({ kind }) => isOf(kind)) };
}

test('QUERY-1 QUERY-2 QUERY-3 QUERY-5 QUERY-6 the tables of an integration answer as a plain scan of its documents would, whichever changes, and as time passes', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(history, integrationQueries, fc.subarray([...names]), fc.constantFrom('base' as const, 'own' as const), fc.nat({ max: 12 }), (steps, queries, early, invitations, moment) => {
      const holderOf = (kind: Kind): DocumentName => (kind === 'appAccount' || kind === 'appTeam' ? 'own' : kind === 'run' ? 'runs' : kind === 'invitation' ? invitations : 'base');
      const plain = { base: new PlainEnvironment(locale), own: new PlainEnvironment(locale), runs: new PlainEnvironment(locale) };
      let indexes = { base: createEnvironmentIndex({ locale }), own: createEnvironmentIndex({ locale }), runs: createEnvironmentIndex({ locale }) };
      let now = EARLIER;
      const over = (): IntegrationViews => integrationTables({ ...indexes, invitations }, { environment: 'e', integration: 'i1', collator: plain.base.collator, now: () => now }).views;
      let tables = over();
      const compare = (which: readonly IntegrationTableName[]): void => {
        const expected = plainIntegration((kind) => plain[holderOf(kind)], 'i1', now);
        for (const name of which) expectSame(tables[name], expected[name], queries[name]);
      };
      steps.forEach((step, at) => {
        if (at === moment) now = LATER;
        for (const document of documents) {
          const part = partOf(step, (kind) => holderOf(kind) === document);
          if (part !== null) indexes = { ...indexes, [document]: takeStep(part, indexes[document], plain[document], locale) };
        }
        if (step.kind === 'restart') tables = over();
        compare(early);
      });
      now = LATER;
      compare(names);
    }),
    { numRuns: 150 },
  );
});
