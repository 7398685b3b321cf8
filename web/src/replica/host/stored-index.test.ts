import 'fake-indexeddb/auto';
import type { Change } from '@latchkey/shared/document/records';
import { expect, it } from 'vitest';
import { MemoryFiles } from '../testing/memory-files.ts';
import { IndexStore } from './index-store.ts';
import { openRecords } from './stored-index.ts';

const known = { epoch: 'e1', version: 7 };
const account = (at: number): Change => ({ kind: 'appAccount', id: `a${at}`, part: 'record', text: JSON.stringify({ username: `user ${at}` }) });

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
  expect(again.shown('appAccount', 'a4998')).toEqual(shown === null ? null : { record: { username: 'user 4998' }, removed: false });
  expect(failures).toEqual([]);
  await again.close();
  await store.close();
});
