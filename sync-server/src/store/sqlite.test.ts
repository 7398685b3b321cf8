import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fold } from '@latchkey/shared/domain/fold';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { chainEntry } from '../audit/chain.ts';
import { everyEntry, type StoredAuditEntry } from './audit-log.ts';
import { storeContract } from './contract/contract.ts';
import type { Fixture } from './contract/opened.ts';
import { auditEntry, userRow } from './contract/samples.ts';
import { openSqliteStore } from './sqlite/open.ts';
import { migrate } from './sqlite/schema.ts';
import { CorruptRow, StorageFull } from './store.ts';

const options = {
  maxPages: null,
  failed: (cause: Error) => {
    throw cause;
  },
  damaged: (cause: Error) => {
    throw cause;
  },
};
const makeFolder = () => mkdtemp(join(tmpdir(), 'latchkey-store-'));

const createFixture = async (): Promise<Fixture> => {
  const folder = await makeFolder();
  return {
    open: () => openSqliteStore(join(folder, 'latchkey.db'), options),
    clear: () => rm(folder, { recursive: true }),
  };
};
storeContract('SQLite', createFixture);

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await makeFolder();
  path = join(folder, 'latchkey.db');
});
afterEach(() => rm(folder, { recursive: true }));

/** Changes the file behind the store's back, as a bad disk would. */
function tamper(sql: string): void {
  const database = new Database(path);
  database.exec(sql);
  database.close();
}

test.each(['record = replace(record, \'u1\', \'u9\')', 'removed = 1', "workspace = 'other'", "status = '{}'"])(
  'CASE-39 a row changed on disk (%s) is found when it is read',
  async (change) => {
    const store = await openSqliteStore(path, options);
    await store.transact((tx) => tx.putRow(userRow('u1')));
    tamper(`UPDATE records SET ${change}`);
    await expect(store.read((reader) => reader.row('connectedUser', 'u1'))).rejects.toThrow(CorruptRow);
    await store.close();
  },
);

test('RUN-1 a run that waits is not read where those that are over are looked for, were it damaged', async () => {
  const store = await openSqliteStore(path, options);
  const run = (id: string, state: object) => ({ ...userRow(id), kind: 'run' as const, record: { integration: 'hubspot', state } });
  await store.transact(async (tx) => {
    for (const day of [1, 2, 3]) await tx.putRow(run(`waits-${day}`, { kind: 'queued', at: `2026-01-0${day}T00:00:00.000Z` }));
    await tx.putRow(run('over', { kind: 'ended', startedAt: '2026-01-01T12:00:00.000Z' }));
  });
  tamper("UPDATE records SET record = '{' WHERE id = 'waits-1'");
  expect((await store.read((reader) => reader.runsBeyond('hubspot', 1))).map(({ id }) => id)).toEqual(['over']);
  await store.close();
});

test('AUDIT-2 AUDIT-3 an entry that is no JSON any more keeps no other from being found by what is said of it', async () => {
  const store = await openSqliteStore(path, options);
  await store.transact(async (tx) => {
    for (const name of ['Ada', 'Bob']) {
      await tx.appendAudit({ ...auditEntry('connectedUser.setEnabled'), after: false, subject: { kind: 'connectedUser', id: name, name }, detail: 'disabled user' });
    }
  });
  tamper("UPDATE audit SET entry = '{' WHERE sequence = 1");
  const { threads, damaged } = await store.read((reader) => reader.auditThreads('acme', { ...everyEntry, words: ['disabled', 'user'] }, { page: 1, size: 20, sort: { by: 'when', descending: true } }));
  expect([threads.map(({ first }) => first.subject?.name), damaged]).toEqual([['Bob'], [1]]);
  await store.close();
});

test('AUDIT-3 a log from before is found by its words and comes in every order, what is damaged in it left as it was', async () => {
  const before = new Database(path);
  migrateTo(9, before);
  let last: StoredAuditEntry | null = null;
  const names = ['Zoe', 'Émile', 'Ada'];
  for (const [index, name] of names.entries()) {
    last = chainEntry(last, { ...auditEntry('connectedUser.setEnabled'), element: 'enabled', after: index === 0, subject: { kind: 'connectedUser', id: name, name } });
    const { sequence, previous, hash, ...content } = last;
    const words = `ada\n${fold(name)}\nconnecteduser.setenabled\nenabled`;
    before
      .prepare('INSERT INTO audit (workspace, sequence, entry, previous, hash, words, opening) VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run('acme', sequence, JSON.stringify(name === 'Ada' ? {} : content), previous, hash, words, sequence);
  }
  before.close();
  const store = await openSqliteStore(path, options);
  const found = async (words: readonly string[]) => {
    const { threads, damaged } = await store.read((reader) => reader.auditThreads('acme', { ...everyEntry, words }, { page: 1, size: 20, sort: { by: 'subject', descending: false } }));
    return [...threads.map(({ first }) => first.subject?.name), ...damaged];
  };
  expect(await found([])).toEqual(['Émile', 'Zoe', 3]);
  expect(await found(['enabled'])).toEqual(['Zoe', 3]);
  expect(await found(['disabled', 'emile'])).toEqual(['Émile']);
  await store.close();
});

test('AUDIT-3 while the threads of a long log are counted others get their turn', async () => {
  const store = await openSqliteStore(path, options);
  await store.transact((tx) => tx.appendAudit(auditEntry('edit')));
  let turns = 0;
  let turn = setImmediate(function again() {
    turns += 1;
    turn = setImmediate(again);
  });
  await store.read((reader) => reader.auditThreads('acme', everyEntry, { page: 1, size: 20, sort: { by: 'when', descending: true } }));
  clearImmediate(turn);
  expect(turns).toBeGreaterThan(4);
  await store.close();
});

test('CASE-38 a full disk refuses the write, keeps what was there, and recovers by itself', async () => {
  const full = await openSqliteStore(path, { ...options, maxPages: 60 });
  await full.transact((tx) => tx.putRow(userRow('u1')));
  const big = (id: string) => ({ ...userRow(id), record: { text: 'x'.repeat(400_000) } });
  await expect(full.transact((tx) => tx.putRow(big('u2')))).rejects.toThrow(StorageFull);
  expect(await full.read((reader) => reader.row('connectedUser', 'u1'))).toEqual(userRow('u1'));
  await full.transact((tx) => tx.putRow(userRow('u3')));
  await full.close();
  const roomy = await openSqliteStore(path, options);
  await roomy.transact((tx) => tx.putRow(big('u2')));
  await roomy.close();
});

test('CASE-37 after an fsync that failed the process is told to end, once, and nothing is written before it starts again', async () => {
  const told: Error[] = [];
  const store = await openSqliteStore(path, { ...options, failed: (cause) => void told.push(cause) });
  const write = (name: string) => store.transact((tx) => tx.putRow(userRow(name)));
  await write('u1');
  const exec = Database.prototype.exec;
  const disk = vi.spyOn(Database.prototype, 'exec').mockImplementation(function (this: Database.Database, sql) {
    if (sql === 'COMMIT') throw new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC');
    return exec.call(this, sql);
  });
  await expect(write('u2')).rejects.toThrow('disk I/O error');
  disk.mockRestore();
  await expect(write('u3')).rejects.toThrow('nothing is written before a restart');
  expect(told.map(({ message }) => message)).toEqual(['disk I/O error']);
  await store.close();

  const restarted = await openSqliteStore(path, options);
  const there = await restarted.read((reader) => Promise.all(['u1', 'u3'].map(async (name) => (await reader.row('connectedUser', name)) !== undefined)));
  expect(there).toEqual([true, false]);
  await restarted.close();
});

/** Migrates to a layout of before: the step after it is cut short. */
function migrateTo(step: number, database: Database.Database): void {
  const exec = database.exec.bind(database);
  let done = 0;
  const cut = vi.spyOn(database, 'exec').mockImplementation((sql) => {
    exec(sql);
    if (done++ === step) throw new Error('cut short');
    return database;
  });
  expect(() => migrate(database)).toThrow('cut short');
  expect(database.pragma('user_version', { simple: true })).toBe(step);
  cut.mockRestore();
}

test('CASE-41 a migration that is cut short leaves the step done or not, and the next start goes on from there', async () => {
  const layout = (database: Database.Database) => [database.pragma('user_version', { simple: true }), database.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all()];
  const whole = new Database(':memory:');
  migrate(whole);
  const steps = Number(layout(whole)[0]);
  expect(steps).toBeGreaterThan(1);
  for (let step = 0; step < steps; step++) {
    const database = new Database(join(folder, `${step}.db`));
    migrateTo(step, database);
    migrate(database);
    expect(layout(database)).toEqual(layout(whole));
    database.close();
  }
  whole.close();
});

test('a file of a newer version is not touched', async () => {
  await (await openSqliteStore(path, options)).close();
  tamper('PRAGMA user_version = 99');
  await expect(openSqliteStore(path, options)).rejects.toThrow('newer Latchkey');
});
