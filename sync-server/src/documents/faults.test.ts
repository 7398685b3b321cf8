import { randomUUID } from 'node:crypto';
import { copyFile, rm } from 'node:fs/promises';
import { countStructs } from '@latchkey/shared/document/chunks';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openScene, personRow, type Scene } from '../edits/scene.ts';
import { openSqliteStore } from '../store/sqlite/open.ts';
import { StorageFull, type Store } from '../store/store.ts';
import { scenesOfTests } from '../testing/scenes.ts';
import { tamper } from './damage.ts';
import { Quarantined } from './library.ts';
import { pause } from './pause.ts';
import { declareRestored } from './restored.ts';
import { servedAndTrue } from './served.ts';
import { listen, RawClient } from './sockets.ts';
import { verifyQuarantined } from './verify.ts';

const { open, reopened } = scenesOfTests();

/** What fails of a store, and how often it did: every COMMIT, as when fsync fails, or those that turn an epoch. */
interface Faults {
  fails: 'nothing' | 'commits' | 'turns';
  count: number;
}

const failing = (faults: Faults) => (store: Store): Store => ({
  ...store,
  transact: (work) =>
    store.transact(async (transaction) => {
      const epochs = async () => (await transaction.documents()).map(({ epoch }) => epoch);
      const before = new Set(await epochs());
      const result = await work(transaction);
      const turns = (await epochs()).filter((epoch) => !before.has(epoch)).length > 0;
      if (faults.fails === 'nothing' || (faults.fails === 'turns' && !turns)) return result;
      faults.count++;
      throw new Error('fsync failed');
    }),
});

const switchOff = async (scene: Scene, user = 'u1') =>
  (await scene.device('max').show()).do('connectedUser.setEnabled', { user, enabled: false });


test('CASE-37 EDIT-6 a commit that fails is neither answered nor broadcast, and the next one is', async () => {
  const faults: Faults = { fails: 'nothing', count: 0 };
  const scene = await open({ wrap: failing(faults) });
  const address = await listen(scene);
  const client = await RawClient.open(`${address.url}/production`);
  client.send(0, 0, 1, 0);
  await client.hears((message) => message[0] === 0 && message[1] === 1);
  const before = await scene.state('production');
  const device = await scene.device('max').show();
  const edit = device.edit('connectedUser.setEnabled', { user: 'u1', enabled: false });

  faults.fails = 'commits';
  await expect(device.send(edit)).rejects.toThrow('fsync failed');
  expect(await scene.state('production')).toEqual(before);
  faults.fails = 'nothing';
  expect(await device.send(edit)).toMatchObject([{ outcome: 'applied', versions: { production: before.version + 1 } }]);

  await client.hears((message) => message[0] === 0 && message[1] === 2);
  expect(client.heard.filter((message) => message[0] === 0 && message[1] === 2)).toHaveLength(1);
  await servedAndTrue(scene, 'production');
  await address.close();
});

test('CASE-38 a full disk: writes are refused as such, reads go on, and nothing in memory is ahead of the disk', async () => {
  const scene = await open({ maxPages: 120 });
  const device = await scene.device('max').show();
  const many = Array.from({ length: 2_000 }, (_, i) => personRow(`p${i}`));
  await expect(scene.put(many)).rejects.toThrow(StorageFull);
  await servedAndTrue(scene, 'production');
  expect(await device.do('connectedUser.setEnabled', { user: 'u1', enabled: false })).toMatchObject({ outcome: 'applied' });
  await servedAndTrue(scene, 'production');
});

test('CASE-39 a flipped bit in a row: its document is quarantined, the edit refused, the others served', async () => {
  const first = await open();
  await first.put([{ ...personRow('d1'), environment: 'development', record: { ...personRow('d1').record, environment: 'development' } }]);
  await servedAndTrue(first, 'production');
  const scene = await reopened(first, (path) => tamper(path, "UPDATE records SET record = replace(record, 'User u1', 'User u9') WHERE id = 'u1'"));
  const device = await scene.device('max').show();
  expect(await device.do('connectedUser.setEnabled', { user: 'u1', enabled: false })).toMatchObject({ outcome: 'refused', reason: 'conflict' });
  await expect.poll(() => scene.store.read((reader) => reader.document('production'))).toMatchObject({ quarantined: expect.stringContaining('hash') as string });
  await expect(scene.library.snapshot('production')).rejects.toThrow(Quarantined);
  expect(await device.do('connectedUser.setEnabled', { user: 'u2', enabled: false })).toMatchObject({ outcome: 'refused', reason: 'conflict' });
  await servedAndTrue(scene, 'development');
});

test('DOC-7 CASE-39 verified: still damaged it stays quarantined and the row is named; put back it is served again, in a new epoch', async () => {
  const first = await open();
  await servedAndTrue(first, 'production');
  const { epoch } = await first.state('production');
  const damaged = await reopened(first, (path) => tamper(path, "UPDATE records SET record = replace(record, 'User u1', 'User u9') WHERE id = 'u1'"));
  await damaged.store.quarantine('production', 'the row of u1', randomUUID());
  expect(await verifyQuarantined(damaged.store, randomUUID)).toEqual([{ document: 'production', damage: expect.stringContaining('u1') as string }]);
  await expect(damaged.library.snapshot('production')).rejects.toThrow(Quarantined);

  const repaired = await reopened(damaged, (path) => tamper(path, "UPDATE records SET record = replace(record, 'User u9', 'User u1') WHERE id = 'u1'"));
  expect(await verifyQuarantined(repaired.store, randomUUID)).toEqual([{ document: 'production', damage: null }]);
  await servedAndTrue(repaired, 'production');
  expect((await repaired.state('production')).epoch).not.toBe(epoch);
  const device = await repaired.device('max').show();
  expect(await device.do('connectedUser.setEnabled', { user: 'u1', enabled: false })).toMatchObject({ outcome: 'applied' });
  expect(await verifyQuarantined(repaired.store, randomUUID)).toEqual([]);
});

test.each([
  ['a flipped bit in the log', 'UPDATE document_log SET content = zeroblob(20) WHERE version = 2'],
  ['a lost end of the log', "DELETE FROM document_log WHERE document = 'production' AND version = (SELECT max(version) FROM document_log)"],
])('CASE-40 DOC-7 %s: an error, never an empty or older document', async (_, sql) => {
  const first = await open();
  await switchOff(first);
  await switchOff(first, 'u2');
  const scene = await reopened(first, (path) => tamper(path, sql));
  await expect(scene.library.snapshot('production')).rejects.toThrow(Quarantined);
  await expect(switchOff(scene, 'u3')).rejects.toThrow(Quarantined);
  await servedAndTrue(scene, 'development');
});

test('DOC-1 a document without snapshot and log is made anew from the rows, in a new epoch', async () => {
  const first = await open();
  await switchOff(first);
  const before = await first.state('production');
  const scene = await reopened(first, (path) => tamper(path, 'DELETE FROM document_log; DELETE FROM snapshots'));
  const after = await scene.state('production');
  expect(after.epoch).not.toBe(before.epoch);
  expect(after.version).toBe(before.version);
  await servedAndTrue(scene, 'production');
  expect(await switchOff(scene, 'u2')).toMatchObject({ outcome: 'applied', versions: { production: after.version + 1 } });
});

test('DOC-4 DOC-5 CASE-41 an epoch whose turn is not committed stays; one that is has what lives, and versions go on', async () => {
  const faults: Faults = { fails: 'nothing', count: 0 };
  const scene = await open({ wrap: failing(faults) });
  const device = await scene.device('max').show();
  const churn = async () => {
    await device.send(...Array.from({ length: 200 }, (_, i) => device.edit('connectedUser.setEnabled', { user: `u${1 + (i % 3)}`, enabled: i % 2 === 0 })));
    await pause(); // as between requests
  };
  const { epoch } = await scene.state('production');
  faults.fails = 'turns';
  while (faults.count === 0) await churn();
  const before = await scene.state('production');
  expect(before.epoch).toBe(epoch);
  await servedAndTrue(scene, 'production');

  faults.fails = 'nothing';
  while ((await scene.state('production')).epoch === epoch) await churn();
  expect((await scene.state('production')).version).toBeGreaterThan(before.version);
  const doc = await servedAndTrue(scene, 'production');
  expect(countStructs(doc)).toBeLessThan(300);
});

test('CASE-34 an outbox from before a restore: judged anew, nothing doubled', async () => {
  const first = await open();
  const device = await first.device('max').show();
  const kept = device.edit('connectedUser.setEnabled', { user: 'u1', enabled: false });
  const [verdict] = await device.send(kept);
  const backup = `${first.folder}/backup.db`;
  const source = new Database(first.path);
  await source.backup(backup);
  source.close();
  const lost = device.edit('connectedUser.setEnabled', { user: 'u2', enabled: false });
  await device.send(lost);
  const { epoch, version } = await first.state('production');

  const place = await openScene();
  await place.library.close();
  await place.store.close();
  for (const suffix of ['-wal', '-shm']) await rm(place.path + suffix, { force: true });
  await copyFile(backup, place.path);
  const store = await openSqliteStore(place.path, { maxPages: null, failed: () => undefined, damaged: () => undefined });
  expect(await declareRestored(store, randomUUID)).toBeGreaterThan(0);
  await store.close();

  const scene = await open({ folder: place.folder });
  expect((await scene.state('production')).epoch).not.toBe(epoch);
  const other = await scene.device('mia').show();
  await other.do('connectedUser.setEnabled', { user: 'u3', enabled: false });
  const send = (edit: object) => scene.desk.submit({ user: 'user-max', device: device.id }, [edit]);
  expect(await send(kept)).toEqual([verdict]);
  expect(await send(lost)).toMatchObject([{ outcome: 'applied' }]);
  // Based on what was lost: it has not seen what the restored server did since, though that has a lower version.
  const late = device.edit('connectedUser.setEnabled', { user: 'u3', enabled: true }, { epoch, base: version });
  expect(await send(late)).toMatchObject([{ outcome: 'superseded', by: 'Mia' }]);
  const audit = await scene.store.read((reader) => reader.audit('acme', { before: null, limit: 100 }));
  expect(audit.filter(({ subject }) => subject?.id === 'u1')).toHaveLength(1);
  await servedAndTrue(scene, 'production');
});
