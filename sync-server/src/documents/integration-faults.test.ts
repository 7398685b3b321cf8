import { randomUUID } from 'node:crypto';
import type { AppAccountStatus } from '@latchkey/shared/domain/app-account';
import { expect, test } from 'vitest';
import { appAccountRow } from '../records/rows.ts';
import type { Row } from '../store/store.ts';
import { sampleIntegration, sampleUser } from '../testing/rows.ts';
import { scenesOfTests } from '../testing/scenes.ts';
import { tamper } from './damage.ts';
import { Quarantined } from './library.ts';
import { pause } from './pause.ts';
import { declareRestored } from './restored.ts';
import { servedAndTrue } from './served.ts';
import { verifyQuarantined } from './verify.ts';

const { open, reopened } = scenesOfTests();

const accountOf = (id: string, status: AppAccountStatus | null = null): Row =>
  appAccountRow('acme', id, {
    ...{ environment: 'production', integration: 'hubspot', username: `${id}@example.com`, member: null, teams: {}, operation: null, assets: [] },
    ...{ desired: { presence: 'present', roles: {}, exempted: false, protected: false, retry: null }, reported: { presence: 'present', roles: {}, protected: false } },
  }, status);

test('CASE-39 a flipped bit in an app account: the document of its integration is quarantined, that of the environment served', async () => {
  const first = await open();
  await first.put([sampleIntegration('acme', 'production', 'hubspot'), accountOf('a1'), accountOf('a2')]);
  await servedAndTrue(first, 'integration.hubspot');
  const scene = await reopened(first, (path) => tamper(path, "UPDATE records SET record = replace(record, 'a1@', 'b1@') WHERE id = 'a1'"));
  const device = await scene.device('max').show('integration.hubspot');
  expect(await device.do('appAccount.setExempted', { account: 'a1', exempted: true })).toMatchObject({ outcome: 'refused', reason: 'conflict' });
  await expect.poll(() => scene.store.read((reader) => reader.document('integration.hubspot'))).toMatchObject({ quarantined: expect.stringContaining('hash') as string });
  await expect(scene.library.snapshot('integration.hubspot')).rejects.toThrow(Quarantined);
  await servedAndTrue(scene, 'production');
  await servedAndTrue(scene, 'scoped.hubspot');
});

test.each([
  ['with its snapshot and log', ''],
  ['without', 'DELETE FROM snapshots; DELETE FROM document_log;'],
])('DOC-7 CASE-39 damage in a document whose own row is lost quarantines it all the same, until it is verified: %s', async (_, more) => {
  const first = await open();
  await first.put([sampleIntegration('acme', 'production', 'hubspot'), accountOf('a1'), accountOf('a2')]);
  await servedAndTrue(first, 'integration.hubspot');
  const { version } = await first.state('integration.hubspot');
  const scene = await reopened(first, (path) => tamper(path, `UPDATE records SET record = record || ' ' WHERE id = 'a1'; DELETE FROM documents WHERE id = 'integration.hubspot'; ${more}`));
  await expect(scene.library.snapshot('integration.hubspot')).rejects.toThrow(Quarantined);
  await expect.poll(() => scene.store.read((reader) => reader.document('integration.hubspot'))).toMatchObject({ version: more === '' ? version : 0, quarantined: expect.stringContaining('a1') as string });
  await expect(scene.library.state('integration.hubspot')).rejects.toThrow(Quarantined);

  const repaired = await reopened(scene, (path) => tamper(path, "UPDATE records SET record = rtrim(record) WHERE id = 'a1'"));
  expect(await verifyQuarantined(repaired.store, randomUUID)).toEqual([{ document: 'integration.hubspot', damage: null }]);
  await servedAndTrue(repaired, 'integration.hubspot');
});

test('DOC-7 CASE-39 verified with its environment, a document with damage of its own is an error, and nothing older is served', async () => {
  const first = await open();
  await first.put([sampleIntegration('acme', 'production', 'hubspot'), accountOf('a1')]);
  await servedAndTrue(first, 'integration.hubspot');
  const scene = await reopened(first, (path) => tamper(path, "UPDATE records SET record = record || ' ' WHERE id = 'a1'"));
  await scene.store.quarantine('production', 'a bit was flipped', randomUUID());
  expect(await verifyQuarantined(scene.store, randomUUID)).toEqual([{ document: 'production', damage: null }]);
  await expect(scene.library.snapshot('integration.hubspot')).rejects.toThrow(Quarantined);
  await servedAndTrue(scene, 'production');
});

test('DOC-5 CASE-34 the documents of an integration: epochs, rebuilding from the rows, and a restored back-up', async () => {
  const first = await open();
  const documents = ['integration.hubspot', 'scoped.hubspot', 'runs.hubspot'];
  await first.put([sampleIntegration('acme', 'production', 'hubspot'), accountOf('a1'), ...sampleUser('acme', 'production', 'ursula', 'hubspot')]);
  for (const document of documents) await servedAndTrue(first, document);
  const { epoch, version } = await first.state('integration.hubspot');
  while ((await first.state('integration.hubspot')).epoch === epoch) {
    for (let n = 0; n < 50; n++) await first.put([accountOf('a1', { lastUsedAt: new Date(n * 1_000).toISOString() })]);
    await pause();
  }
  expect((await first.state('integration.hubspot')).version).toBeGreaterThan(version);
  for (const document of documents) await servedAndTrue(first, document);

  const rebuilt = await reopened(first, (path) => tamper(path, 'DELETE FROM document_log; DELETE FROM snapshots'));
  for (const document of documents) await servedAndTrue(rebuilt, document);
  const before = await rebuilt.state('integration.hubspot');
  await declareRestored(rebuilt.store, randomUUID);
  const restored = await reopened(rebuilt, () => undefined);
  const after = await restored.state('integration.hubspot');
  expect([after.epoch === before.epoch, after.version]).toEqual([false, before.version]);
  for (const document of documents) await servedAndTrue(restored, document);
});
