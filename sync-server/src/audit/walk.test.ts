import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { everyEntry } from '../store/audit-log.ts';
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

describe('AUDIT-2 an entry that is no JSON any more', () => {
  /** Changes one byte of the file, as a disk would: the indexes of the log still hold what it was. */
  const flip = async (before: number): Promise<void> => {
    await store.close();
    const file = join(folder, 'latchkey.db');
    const bytes = readFileSync(file);
    bytes.write(';', bytes.indexOf(`"before":${before},`) + `"before":${before}`.length);
    writeFileSync(file, bytes);
    store = await open();
  };

  test('is no reason to refuse new ones', async () => {
    await flip(1_001);
    await store.transact((tx) => tx.appendAudit(auditEntry('edit')));
    expect(await store.read((reader) => reader.audit('acme', { before: null, limit: 1 }))).toMatchObject([{ sequence: 1_002 }]);
  });

  test('is where the chain breaks', async () => {
    await flip(501);
    expect(await walkChain(store, 'acme')).toMatchObject({ brokenAt: 501 });
  });

  test.for<readonly [how: string, damage: () => Promise<void>]>([
    ['by the disk', () => flip(999)],
    ['by somebody', async () => tamper("UPDATE audit SET entry = '{' WHERE sequence = 999")],
  ])('is named by its number, and the others are read, by themselves and as threads: %s', async ([, damage]) => {
    await damage();
    const damaged: number[] = [];
    const found = await store.read((reader) => reader.audit('acme', { before: null, limit: 4 }, everyEntry, (sequence) => damaged.push(sequence)));
    expect([found.map(({ sequence }) => sequence), damaged]).toEqual([[1_001, 1_000, 998], [999]]);
    for (const environment of [null, 'production']) {
      const threads = await store.read((reader) => reader.auditThreads('acme', { ...everyEntry, environment }, { page: 1, size: 4, sort: { by: 'when', descending: true } }));
      expect(threads).toMatchObject({ threads: [{ thread: 1_001 }, { thread: 1_000 }, { thread: 998 }], damaged: [999], count: 1_001 });
      expect(Object.values(threads.counts).flatMap((counts) => Object.keys(counts))).not.toContain('null');
    }
    const named = { ...everyEntry, words: ['grace'], facets: { ...everyEntry.facets, who: ['Ada'] } };
    expect(await store.read((reader) => reader.audit('acme', { before: 999, limit: 1 }, named))).toMatchObject([{ sequence: 998 }]);
  });
});
