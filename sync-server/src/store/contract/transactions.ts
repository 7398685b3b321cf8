/** What every store must do about transactions, and about workspaces. */
import { describe, expect, test } from 'vitest';
import { openedStore, type Fixture } from './opened.ts';
import { auditEntry, documentRow, userRow } from './samples.ts';

export function transactionsContract(createFixture: () => Promise<Fixture>): void {
  describe('transactions', () => {
    const store = openedStore(createFixture);

    test('transactions are alone among writers', async () => {
      await store.transact((tx) => tx.putDocument(documentRow({ version: 0 })));
      await Promise.all(
        Array.from({ length: 50 }, () =>
          store.transact(async (tx) => {
            const document = await tx.document('production');
            await tx.putDocument(documentRow({ version: (document?.version ?? 0) + 1 }));
          }),
        ),
      );
      expect((await store.read((reader) => reader.document('production')))?.version).toBe(50);
    });

    test('EDIT-6 a transaction that throws leaves nothing, and the next one works', async () => {
      const failing = store.transact(async (tx) => {
        await tx.putRow(userRow('u1'));
        await tx.appendAudit(auditEntry('first'));
        throw new Error('changed our mind');
      });
      await expect(failing).rejects.toThrow('changed our mind');
      await store.transact((tx) => tx.putRow(userRow('u2')));
      const left = await store.read((reader) => reader.rows('connectedUser', 'production', { after: null, limit: 10 }));
      expect(left.map((row) => row.id)).toEqual(['u2']);
      expect(await store.read((reader) => reader.audit('acme', { before: null, limit: 10 }))).toEqual([]);
    });

    test('a read sees one state, whatever is committed meanwhile', async () => {
      await store.read(async (reader) => {
        expect(await reader.row('connectedUser', 'u1')).toBeUndefined();
        await store.transact((tx) => tx.putRow(userRow('u1')));
        expect(await reader.row('connectedUser', 'u1')).toBeUndefined();
      });
      expect(await store.read((reader) => reader.row('connectedUser', 'u1'))).toEqual(userRow('u1'));
    });

    test('what is committed is there after the store is opened again', async () => {
      const row = { ...userRow('u1'), status: { lastSeenAt: null }, removed: true, orphaned: true, parent: 'someone' };
      await store.transact(async (tx) => {
        await tx.putWorkspace('acme', { name: 'Acme' });
        await tx.putEnvironment('production', { workspace: 'acme', name: 'Production' });
        await tx.putRow(row);
      });
      await store.reopen();
      await store.read(async (reader) => {
        expect(await reader.workspaces()).toEqual([{ id: 'acme', record: { name: 'Acme' } }]);
        expect(await reader.environment('production')).toEqual({ workspace: 'acme', name: 'Production' });
        expect(await reader.row('connectedUser', 'u1')).toEqual(row);
      });
    });

    test('environments come in the order in which they were made', async () => {
      await store.transact(async (tx) => {
        for (const id of ['development', 'staging', 'production', 'canary']) await tx.putEnvironment(id, { workspace: 'acme', name: id });
        await tx.putEnvironment('development', { workspace: 'acme', name: 'Dev' });
      });
      const environments = await store.read((reader) => reader.environments('acme'));
      expect(environments.map(({ id }) => id)).toEqual(['development', 'staging', 'production', 'canary']);
      expect(environments[0]?.record['name']).toBe('Dev');
    });
  });
}
