import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { auditEntry } from '../store/contract/samples.ts';
import { openSqliteStore } from '../store/sqlite/open.ts';
import type { Store } from '../store/store.ts';
import { walkChain } from './walk.ts';

const fail = (cause: Error): never => {
  throw cause;
};

let folder: string;
let store: Store;
const open = () => openSqliteStore(join(folder, 'latchkey.db'), { maxPages: null, failed: fail, damaged: fail });
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-walk-'));
  store = await open();
  await store.transact(async (tx) => {
    for (let n = 1; n <= 1_001; n++) await tx.appendAudit({ ...auditEntry('edit'), before: n });
  });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

/** Changes the file behind the store's back, as who wants to hide something would. */
function tamper(sql: string): void {
  const database = new Database(join(folder, 'latchkey.db'));
  database.exec(sql);
  database.close();
}

test('AUDIT-2 an untouched chain holds, over many pages; one of no entries too', async () => {
  expect(await walkChain(store, 'acme')).toEqual({ entries: 1_001, brokenAt: null, last: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
  expect(await walkChain(store, 'nobody')).toEqual({ entries: 0, brokenAt: null, last: null });
});

test.for<readonly [what: string, sql: string, brokenAt: number]>([
  ['the first entry', `UPDATE audit SET entry = replace(entry, '"before":1,', '"before":2,') WHERE sequence = 1`, 1],
  ['an entry at the edge of a page', `UPDATE audit SET entry = replace(entry, 'Grace', 'Linus') WHERE sequence = 501`, 501],
  ['one taken out', 'DELETE FROM audit WHERE sequence = 502', 502],
  ['the earliest of several', `UPDATE audit SET previous = 'x' WHERE sequence IN (1000, 77, 600)`, 77],
])('AUDIT-2 a change is found where it is: %s', async ([, sql, brokenAt]) => {
  tamper(sql);
  expect(await walkChain(store, 'acme')).toMatchObject({ brokenAt });
});

test('AUDIT-2 entries are added after one that is no JSON any more', async () => {
  await store.close();
  const file = join(folder, 'latchkey.db');
  const bytes = readFileSync(file);
  bytes.write(';', bytes.indexOf('"before":1001,') + '"before":1001'.length);
  writeFileSync(file, bytes);
  store = await open();
  await store.transact((tx) => tx.appendAudit(auditEntry('edit')));
  expect(await store.read((reader) => reader.audit('acme', { before: null, limit: 1 }))).toMatchObject([{ sequence: 1_002 }]);
});
