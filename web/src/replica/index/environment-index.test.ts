import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PageQuery } from '../client.ts';
import { createEnvironmentIndex, restoreEnvironmentIndex, type EnvironmentIndex } from './environment-index.ts';
import { history } from './oracle/histories.ts';
import { PlainEnvironment } from './oracle/plain-environment.ts';
import { plainPage, plainRows } from './oracle/plain-table.ts';
import { userQuery } from './oracle/random-questions.ts';
import { environmentWay, takeStep } from './oracle/steps.ts';

const locale = 'en';

function expectSame(index: EnvironmentIndex, plain: PlainEnvironment, asked: PageQuery): void {
  expect(index.users.page(asked)).toEqual(plainPage(plain.users, asked));
  const rows = plainRows(plain.users, asked);
  expect(index.users.rows(asked)).toEqual(rows);
  expect(index.users.ids(asked)).toEqual(rows.map(({ id }) => id));
  expect(index.overview()).toEqual(plain.overview());
  for (const id of ['u1', 'ü', '𝒰-astral', 'u-unheard-of']) expect(index.users.detail(id)).toEqual(plain.user(id));
}

test('QUERY-1 QUERY-2 QUERY-3 QUERY-4 after any history the index answers as a plain scan would', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(history, fc.array(userQuery, { minLength: 1, maxLength: 4 }), (steps, queries) => {
      const plain = new PlainEnvironment(locale);
      let index = createEnvironmentIndex({ locale });
      for (const step of steps) {
        index = takeStep(step, index, plain, environmentWay(locale));
        for (const asked of queries) expectSame(index, plain, asked);
      }
    }),
    { numRuns: 100 },
  );
});

test('QUERY-3 the order in which changes arrive does not matter, nor how often, nor in which batches', { timeout: 30_000 }, () => {
  const last = fc.uniqueArray(fc.nat(200), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(history, last, userQuery, (steps, shuffle, asked) => {
      const state = new Map(steps.flatMap((step) => (step.kind === 'apply' ? step.changes : [])).map((change) => [`${change.kind} ${change.part} ${change.id}`, change]));
      const changes = [...state.values()];
      const shuffled = [...shuffle.flatMap((n) => changes[n % Math.max(1, changes.length)] ?? []), ...[...changes].reverse()];
      const [inOrder, oneByOne] = [createEnvironmentIndex({ locale }), createEnvironmentIndex({ locale })];
      inOrder.apply(changes);
      for (const change of shuffled) oneByOne.apply([change]);
      expect(oneByOne.users.page(asked)).toEqual(inOrder.users.page(asked));
      expect(oneByOne.overview()).toEqual(inOrder.overview());
    }),
    { numRuns: 200 },
  );
});

const user = (over: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({ environment: 'e', externalId: 'cus_1', name: 'Ana', email: null, account: null, enabled: true, createdAt: '2026-02-21T19:04:07.533Z', ...over });
const all: PageQuery = { search: '', filters: {}, sort: { by: 'name', descending: false }, page: 1, size: 20 };

test('QUERY-4 a range of dates holds both its ends, to the millisecond', () => {
  const index = createEnvironmentIndex({ locale });
  index.apply([{ kind: 'connectedUser', id: 'u', part: 'record', text: user() }]);
  const at = Date.parse('2026-02-21T19:04:07.533Z');
  const countOf = (createdFrom: number, createdTo: number): number => index.users.page({ ...all, filters: { created: { kind: 'between', from: createdFrom, to: createdTo } } }).count;
  expect([countOf(at, at), countOf(at + 1, at + 1), countOf(at - 1, at - 1)]).toEqual([1, 0, 0]);
});

test('OUT-3 an overlay that removes a user hides all that is theirs, and clearing it brings it back', () => {
  const index = createEnvironmentIndex({ locale });
  index.apply([
    { kind: 'connection', id: 'c', part: 'record', text: JSON.stringify({ environment: 'e', user: 'u', connector: 'slack', name: 'Slack', status: 'invalid' }) },
    { kind: 'connectedUser', id: 'u', part: 'record', text: user() },
  ]);
  index.overlay('connectedUser', 'u', [{ path: 'removed', value: true }], { kind: 'kept' });
  expect(index.users.page(all).count).toBe(0);
  expect(index.users.detail('u')).toBeNull();
  expect(index.overview().invalidConnections).toBe(0);
  expect(index.record('connection', 'c')).toMatchObject({ removed: true, pending: null });
  expect(index.record('connectedUser', 'u')).toMatchObject({ removed: true, pending: { kind: 'kept' } });
  index.overlay('connectedUser', 'u', [], null);
  expect(index.users.page(all).rows[0]).toMatchObject({ id: 'u', status: 'invalid', pending: null });
  expect(index.record('connection', 'c')).toMatchObject({ removed: false });
});

test('OUT-3 a record is told as the document has it and as unsaved edits leave it', () => {
  const index = createEnvironmentIndex({ locale });
  index.apply([{ kind: 'connectedUser', id: 'u', part: 'record', text: user() }]);
  index.overlay('connectedUser', 'u', [{ path: 'enabled', value: false }], { kind: 'sending' });
  const record = index.record('connectedUser', 'u');
  expect([record?.base?.enabled, record?.effective.enabled]).toEqual([true, false]);
  expect(index.record('connectedUser', 'nobody')).toBeUndefined();
});

test('EDIT-11 a record that an unsaved edit creates is there until the document has it, or the edit is taken back', () => {
  const index = createEnvironmentIndex({ locale });
  const creates = { workspace: 'acme', name: 'Support', members: {}, integrations: {}, createdAt: '2026-01-01T00:00:00.000Z' };
  index.overlay('team', 't', [{ path: 'removed', value: false, creates }, { path: 'name', value: 'Help' }], { kind: 'kept' });
  expect(index.record('team', 't')).toEqual({ base: undefined, effective: { ...creates, name: 'Help' }, removed: false, pending: { kind: 'kept' } });
  index.apply([{ kind: 'team', id: 't', part: 'record', text: JSON.stringify(creates) }]);
  index.overlay('team', 't', [], null);
  expect(index.record('team', 't')).toMatchObject({ base: creates, effective: creates, pending: null });
  index.overlay('team', 'u', [{ path: 'removed', value: false, creates }], { kind: 'kept' });
  index.overlay('team', 'u', [], null);
  expect(index.record('team', 'u')).toBeUndefined();
});

test('QUERY-3 a snapshot is independent of the index that made it', () => {
  const index = createEnvironmentIndex({ locale });
  index.apply([{ kind: 'connectedUser', id: 'u', part: 'record', text: user() }]);
  const snapshot = index.snapshot();
  index.apply([
    { kind: 'connectedUser', id: 'u', part: 'record', text: user({ name: 'Changed' }) },
    { kind: 'connectedUser', id: 'v', part: 'record', text: user({ name: 'New' }) },
  ]);
  expect(restoreEnvironmentIndex(snapshot, { locale })?.users.rows(all).map((row) => row.name)).toEqual(['Ana']);
});

test('QUERY-3 a snapshot of another language or version is refused', () => {
  const snapshot = createEnvironmentIndex({ locale: 'en' }).snapshot();
  expect(restoreEnvironmentIndex(snapshot, { locale: 'sv' })).toBeNull();
  expect(restoreEnvironmentIndex({ ...snapshot, format: `0 ${snapshot.format}` }, { locale: 'en' })).toBeNull();
});
