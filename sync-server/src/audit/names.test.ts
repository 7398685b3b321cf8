import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { auditEntry, userRow } from '../store/contract/samples.ts';
import { openSqliteStore } from '../store/sqlite/open.ts';
import type { Store } from '../store/store.ts';
import { namesIn } from './names.ts';

const fail = (cause: Error): never => {
  throw cause;
};

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-names-'));
  store = await openSqliteStore(join(folder, 'latchkey.db'), { maxPages: null, failed: fail, damaged: fail });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const namesOf = (...elements: readonly string[]) =>
  store.read((reader) => namesIn(reader, 'acme', elements.map((element) => ({ ...auditEntry('edit'), element }))));

test('AUDIT-3 an environment is named to its own workspace only', async () => {
  await store.transact(async (tx) => {
    await tx.putEnvironment('near', { workspace: 'acme', name: 'Production' });
    await tx.putEnvironment('far', { workspace: 'other', name: 'Secret' });
  });
  expect(await namesOf('environments/near', 'environments/far')).toEqual({ near: 'Production' });
});

test('AUDIT-3 the name of a damaged record is left out, and the others are told', async () => {
  await store.transact(async (tx) => {
    for (const id of ['hubspot', 'slack']) await tx.putRow(userRow(id, { kind: 'integration', record: { name: id } }));
  });
  const database = new Database(join(folder, 'latchkey.db'));
  database.exec(`UPDATE records SET record = '{}' WHERE id = 'hubspot'`);
  database.close();
  expect(Object.keys(await namesOf('integrations/hubspot', 'integrations/slack'))).toEqual(['slack']);
});

test('AUDIT-3 a role is named as the integration of its account calls it, and to its own workspace only', async () => {
  await store.transact(async (tx) => {
    for (const [id, name] of [['hubspot', 'Administrator'], ['slack', 'Owner']] as const) {
      await tx.putRow(userRow(id, { kind: 'integration', record: { name: id, roles: { admin: { name } } } }));
      await tx.putRow(userRow(`in ${id}`, { kind: 'appAccount', record: { integration: id } }));
    }
    await tx.putRow(userRow('far', { kind: 'appAccount', workspace: 'other', record: { integration: 'hubspot' } }));
  });
  const entries = ['in hubspot', 'in slack', 'far'].map((id) => ({ ...auditEntry('edit'), subject: { kind: 'appAccount', id, name: id } as const, element: 'desired/roles/admin' }));
  expect(await store.read((reader) => namesIn(reader, 'acme', entries))).toEqual({ 'in hubspot admin': 'Administrator', 'in slack admin': 'Owner' });
});
