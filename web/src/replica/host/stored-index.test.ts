import 'fake-indexeddb/auto';
import type { Change } from '@latchkey/shared/document/records';
import { expect, it } from 'vitest';
import type { PageQuery } from '../client.ts';
import { IndexedRecords } from '../index/document-index.ts';
import { createEnvironmentIndex } from '../index/environment-index.ts';
import { integrationTables } from '../index/integration-tables.ts';
import { MemoryFiles } from '../testing/memory-files.ts';
import { IndexStore } from './index-store.ts';
import { openRecords } from './stored-index.ts';

const known = { epoch: 'e1', version: 7 };
const desired = { presence: 'present', roles: {}, exempted: false, protected: false, retry: null };
const account = (at: number): Change => ({ kind: 'appAccount', id: `a${at}`, part: 'record', text: JSON.stringify({ username: `user ${at}`, member: null, teams: {}, assets: [], desired, reported: { presence: 'unknown' }, operation: null }) });

it.each([
  ['a large document of an integration shows its records before it is read', 5_000, known],
  ['of a small one nothing is stored', 4_999, null],
])('%s', async (_, size, shown) => {
  const files = new MemoryFiles();
  const store = new IndexStore(crypto.randomUUID(), files, () => crypto.randomUUID());
  const failures: unknown[] = [];
  const world = { store, changed: () => undefined, indexStored: (error: unknown) => void (error === null || failures.push(error)) };
  const first = await openRecords('integration.i', world);
  first.begin(null);
  first.batch(Array.from({ length: size }, (_each, at) => account(at)));
  first.end({ ...known, version: 6 });
  first.live([account(1)], known);
  await first.close();

  const again = await openRecords('integration.i', world);
  expect(again.known).toEqual(shown);
  expect(again.shown('appAccount', 'a4998')).toEqual(shown === null ? null : { record: expect.objectContaining({ username: 'user 4998' }), removed: false });
  expect(failures).toEqual([]);
  await again.close();
  await store.close();
});

it('QUERY-5 the table of app users that was made of a large document is kept with it, also where the records had been stored before', async () => {
  const store = new IndexStore(crypto.randomUUID(), new MemoryFiles(), () => crypto.randomUUID());
  const world = { store, changed: () => undefined, indexStored: (error: unknown) => expect(error).toBeNull() };
  const arriving = await openRecords('integration.i', world);
  arriving.begin(null);
  arriving.batch(Array.from({ length: 5_000 }, (_each, at) => account(at)));
  arriving.end(known);
  await arriving.close();

  const tablesOver = async () => {
    const view = await openRecords('integration.i', world);
    const documents = { base: createEnvironmentIndex({ locale: 'en' }), own: view.index, runs: new IndexedRecords(), invitations: 'base' } as const;
    return { view, ...integrationTables(documents, { environment: 'e', integration: 'i', collator: new Intl.Collator('en'), now: Date.now }) };
  };
  const query: PageQuery = { search: 'user 4998', filters: {}, sort: { by: 'username', descending: false }, page: 1, size: 20 };
  const first = await tablesOver();
  expect(first.views.appAccounts.page(query).rows).toMatchObject([{ id: 'a4998' }]);
  await first.view.close();

  const again = await tablesOver();
  // In one step: there is nothing to make.
  expect(again.views.appAccounts.build()).toBe(true);
  expect(again.views.appAccounts.page(query).rows).toMatchObject([{ id: 'a4998' }]);
  await again.view.close();
  await store.close();
});
