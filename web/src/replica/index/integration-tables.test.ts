import * as fc from 'fast-check';
import type { Change } from '@latchkey/shared/document/records';
import type { Kind } from '@latchkey/shared/domain/kinds';
import { expect, test } from 'vitest';
import type { PageQuery } from '../client.ts';
import type { IntegrationTableName } from '../integration-rows.ts';
import { IndexedRecords } from './document-index.ts';
import { createEnvironmentIndex } from './environment-index.ts';
import { integrationTables, type IntegrationViews } from './integration-tables.ts';
import { history, type Step } from './oracle/histories.ts';
import { PlainEnvironment } from './oracle/plain-environment.ts';
import { plainIntegration } from './oracle/plain-integration.ts';
import type { PlainView } from './oracle/plain-tables.ts';
import { integrationQueries } from './oracle/random-questions.ts';
import { environmentWay, recordsWay, takeStep } from './oracle/steps.ts';

const locale = 'en';
const names: readonly IntegrationTableName[] = ['appAccounts', 'appTeams', 'runs', 'access', 'ownActivations', 'usedConnections'];
type DocumentName = 'base' | 'own' | 'runs';
/** Invitations that were sent in between expire in between. */
const [EARLIER, LATER] = [Date.parse('2025-01-01T00:00:00.000Z'), Date.parse('2027-01-01T00:00:00.000Z')];

function expectSame(table: IntegrationViews[IntegrationTableName], plain: PlainView<{ readonly id: string }>, query: PageQuery): void {
  expect(table.page(query)).toEqual(plain.page(query));
  const rows = plain.rows(query);
  expect(table.rows(query)).toEqual(rows);
  expect(table.ids(query)).toEqual(rows.map(({ id }) => id));
  for (const row of rows) expect(table.detail(row.id)).toMatchObject({ id: row.id, row });
}

/** What of a step is of the records of one document. */
function partOf(step: Step, isOf: (kind: Kind) => boolean): Step {
  if (step.kind === 'restart') return step;
  if (step.kind === 'overlay') return isOf(step.of) ? step : { kind: 'apply', changes: [] };
  return { ...step, changes: step.changes.filter(({ kind }) => isOf(kind)) };
}

/** The tables of an integration and, beside them, its documents as plain records. */
class Scene {
  readonly #plain = { base: new PlainEnvironment(locale), own: new PlainEnvironment(locale), runs: new PlainEnvironment(locale) };
  readonly #invitations: 'base' | 'own';
  #indexes = { base: createEnvironmentIndex({ locale }), own: new IndexedRecords(), runs: new IndexedRecords() };
  #tables: ReturnType<typeof integrationTables>;
  now = EARLIER;

  constructor(invitations: 'base' | 'own') {
    this.#invitations = invitations;
    this.#tables = this.#over();
  }

  take(step: Step): void {
    const part = (document: DocumentName): Step => partOf(step, (kind) => this.#holderOf(kind) === document);
    this.#indexes = {
      base: takeStep(part('base'), this.#indexes.base, this.#plain.base, environmentWay(locale)),
      own: takeStep(part('own'), this.#indexes.own, this.#plain.own, recordsWay),
      runs: takeStep(part('runs'), this.#indexes.runs, this.#plain.runs, recordsWay),
    };
    if (step.kind !== 'restart') return;
    this.#tables.end();
    this.#tables = this.#over();
  }

  compare(which: readonly IntegrationTableName[], queries: Readonly<Record<IntegrationTableName, PageQuery>>): void {
    const expected = plainIntegration((kind) => this.#plain[this.#holderOf(kind)], 'i1', this.now);
    for (const name of which) expectSame(this.#tables.views[name], expected[name], queries[name]);
  }

  #holderOf(kind: Kind): DocumentName {
    if (kind === 'appAccount' || kind === 'appTeam') return 'own';
    if (kind === 'run') return 'runs';
    return kind === 'invitation' ? this.#invitations : 'base';
  }

  #over(): ReturnType<typeof integrationTables> {
    const documents = { ...this.#indexes, invitations: this.#invitations };
    return integrationTables(documents, { environment: 'e', integration: 'i1', collator: this.#plain.base.collator, now: () => this.now });
  }
}

const invitationsIn = fc.constantFrom('base' as const, 'own' as const);
const restart: Step = { kind: 'restart' };

test('QUERY-1 QUERY-2 QUERY-3 QUERY-5 QUERY-6 the tables of an integration answer as a plain scan of its documents would, whichever changes, and as time passes', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(history, integrationQueries, fc.subarray([...names]), invitationsIn, fc.nat({ max: 12 }), (steps, queries, early, invitations, moment) => {
      const scene = new Scene(invitations);
      steps.forEach((step, at) => {
        if (at === moment) scene.now = LATER;
        scene.take(step);
        scene.compare(early, queries);
      });
      scene.now = LATER;
      scene.compare(names, queries);
    }),
    { numRuns: 150 },
  );
});

test('QUERY-5 a table that is kept answers so after starts in which nobody asked it, whatever changed meanwhile', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(fc.tuple(history, history, history, history), integrationQueries, integrationQueries, fc.boolean(), ([first, second, third, fourth], queries, others, late) => {
      const scene = new Scene('base');
      first.forEach((step) => scene.take(step));
      scene.compare(['appAccounts'], queries);
      second.forEach((step) => scene.take(step));
      scene.take(restart);
      third.forEach((step) => scene.take(step));
      scene.take(restart);
      if (late) scene.now = LATER;
      scene.compare(['appAccounts'], others);
      fourth.forEach((step) => scene.take(step));
      scene.compare(['appAccounts'], queries);
    }),
    { numRuns: 50 },
  );
});

const told = (kind: Kind, id: string, record: object): Change => ({ kind, id, part: 'record', text: JSON.stringify(record) });
const integration = (role: string): Change => told('integration', 'i1', { environment: 'e', name: 'Notes', connector: 'notes', roles: { r1: { name: role, description: null } }, teamWord: 'team', enabled: true });
const member = (name: string, id = 'm1'): Change => told('member', id, { workspace: 'w', name, userName: 'ana', email: 'ana@x.example', level: 'none', environments: {}, integrations: {}, enabled: true });
const appTeam = (name: string): Change => told('appTeam', 'p1', { environment: 'e', integration: 'i1', name, role: null, team: null });
const account = (id: string, more: object): Change =>
  told('appAccount', id, {
    ...{ environment: 'e', integration: 'i1', username: id, member: null, teams: {}, operation: null, assets: [], reported: { presence: 'unknown' }, ...more },
    desired: { presence: 'present', roles: { r1: true }, exempted: false, protected: false, retry: null },
  });
const accounts = [
  account('x1', { member: 'm1' }),
  account('x2', { teams: { p1: true } }),
  account('x5', { teams: { p1: true } }),
  account('x3', { member: 'm2', reported: { presence: 'invited', expiresAt: '2026-01-01T00:00:00.000Z' } }),
];
const exempted: Step = { kind: 'overlay', of: 'appAccount', id: 'x2', elements: [{ path: 'desired/exempted', value: true }], state: { kind: 'kept' } };
const apply = (...changes: readonly Change[]): Step => ({ kind: 'apply', changes });

test.each<[string, readonly Step[]]>([
  ['an edit that is no longer there', []],
  ['one that was made before another start', [exempted]],
  ['a role that has another name', [apply(integration('Writer'))]],
  ['a member who has another name', [apply(member('Zoë'))]],
  ['a member who is gone', [apply({ kind: 'member', id: 'm1', part: 'record', text: null })]],
  ['an app team that is gone', [apply({ kind: 'appTeam', id: 'p1', part: 'record', text: null })]],
  ['accounts that are gone, and new', [apply({ kind: 'appAccount', id: 'x1', part: 'record', text: null }, account('x4', { member: 'm1' }))]],
  ['when an account was last used', [apply({ kind: 'appAccount', id: 'x1', part: 'status', text: JSON.stringify({ lastUsedAt: '2025-05-01T00:00:00.000Z' }) })]],
])('QUERY-5 a kept table shows what became otherwise while it was not asked: an invitation that expired, and %s', (_, changes) => {
  const query = { filters: {}, sort: { by: 'username', descending: false }, page: 1, size: 20 };
  const searching = (search: string) => ({ appAccounts: { ...query, search } }) as Readonly<Record<IntegrationTableName, PageQuery>>;
  const scene = new Scene('base');
  scene.take(apply(integration('Reader'), member('Ana'), member('Bo', 'm2'), appTeam('Readers'), ...accounts));
  scene.take(exempted);
  scene.compare(['appAccounts'], searching(''));
  scene.take(restart);
  changes.forEach((step) => scene.take(step));
  // Nobody has asked for it: it is kept as it was left.
  scene.take(restart);
  scene.now = LATER;
  for (const search of ['', 'writer', 'zoë']) scene.compare(['appAccounts'], searching(search));
});
