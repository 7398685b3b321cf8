/** What every store must do about documents: log, snapshots, quarantine. */
import { describe, expect, test } from 'vitest';
import { openedStore, type Fixture } from './opened.ts';
import { documentRow, userRow } from './samples.ts';

export function documentsContract(createFixture: () => Promise<Fixture>): void {
  describe('documents', () => {
    const store = openedStore(createFixture);

    test('DOC-4 the log belongs to an epoch; a snapshot takes the place of what is before it', async () => {
      const update = (n: number) => Uint8Array.of(n);
      await store.transact(async (tx) => {
        await tx.putDocument(documentRow({ epoch: 'old', version: 2 }));
        for (const n of [1, 2]) await tx.appendLog('production', 'old', n, update(n));
        await tx.putDocument(documentRow({ epoch: 'new', version: 5 }));
        for (const n of [3, 4, 5]) await tx.appendLog('production', 'new', n, update(n));
      });
      const log = (after: number) => store.read(async (reader) => (await reader.log('production', after)).map((entry) => [entry.version, [...entry.update]]));
      expect(await log(0)).toEqual([[3, [3]], [4, [4]], [5, [5]]]);
      await store.transact((tx) => tx.putSnapshot('production', { epoch: 'new', version: 4, compressed: update(9), bytes: 7 }, 3));
      expect(await log(0)).toEqual([[4, [4]], [5, [5]]]);
      await store.read(async (reader) => {
        const snapshot = await reader.snapshot('production');
        expect({ ...snapshot, compressed: [...(snapshot?.compressed ?? [])] }).toEqual({ epoch: 'new', version: 4, compressed: [9], bytes: 7 });
        expect(await reader.knowsEpoch('production', 'old')).toBe(true);
        expect(await reader.knowsEpoch('production', 'never')).toBe(false);
      });
      await store.transact((tx) => tx.forgetEpochs('production'));
      expect(await store.read((reader) => reader.knowsEpoch('production', 'old'))).toBe(false);
    });

    test('DOC-8 a document is stored while there is a snapshot or a log of its epoch', async () => {
      const isStored = () => store.read((reader) => reader.isStored('production'));
      const seen = [await isStored()];
      await store.transact((tx) => tx.putDocument(documentRow({ epoch: 'old' })));
      seen.push(await isStored());
      await store.transact((tx) => tx.appendLog('production', 'old', 1, Uint8Array.of(1)));
      seen.push(await isStored());
      await store.transact((tx) => tx.putDocument(documentRow({ epoch: 'new' })));
      seen.push(await isStored());
      await store.transact((tx) => tx.putSnapshot('production', { epoch: 'new', version: 1, bytes: 1, compressed: Uint8Array.of(1) }, 1));
      seen.push(await isStored());
      expect(seen).toEqual([false, false, true, false, true]);
    });

    test('two processes can not both write one version of a document', async () => {
      const append = () => store.transact((tx) => tx.appendLog('production', 'epoch', 1, Uint8Array.of(1)));
      await append();
      await expect(append()).rejects.toThrow();
    });

    test('DOC-7 a quarantined document says why, and stays so when it is written', async () => {
      await store.transact((tx) => tx.putDocument(documentRow({ version: 1 })));
      await store.quarantine('production', 'a bit was flipped', 'another');
      await store.transact((tx) => tx.putDocument(documentRow({ version: 2 })));
      const documents = await store.read((reader) => reader.documents());
      expect(documents).toEqual([{ ...documentRow({ version: 2 }), quarantined: 'a bit was flipped' }]);
      const [mine, others] = await store.read(async (reader) => [await reader.quarantined('acme'), await reader.quarantined('other')]);
      expect([mine, others]).toEqual([documents, []]);
      await store.transact((tx) => tx.liftQuarantine('production'));
      expect(await store.read((reader) => reader.quarantined('acme'))).toEqual([]);
      expect(await store.read((reader) => reader.documents())).toEqual([documentRow({ version: 2 })]);
    });

    test('DOC-7 a document without a row is quarantined too, at the version that its log had reached; one of nothing that there is is not', async () => {
      await store.transact(async (tx) => {
        await tx.putEnvironment('production', { workspace: 'acme', name: 'Production' });
        await tx.putRow(userRow('hubspot', { kind: 'integration' }));
        await tx.appendLog('production', 'lost', 7, Uint8Array.of(1));
      });
      for (const document of ['production', 'integration.hubspot', 'runs.nothing']) await store.quarantine(document, 'a bit was flipped', 'fresh');
      await store.quarantine('production', 'another one', 'fresher');
      expect(await store.read((reader) => reader.quarantined('acme'))).toEqual([
        { ...documentRow({ id: 'integration.hubspot', epoch: 'fresh', version: 0 }), quarantined: 'a bit was flipped' },
        { ...documentRow({ epoch: 'fresh', version: 7 }), quarantined: 'a bit was flipped' },
      ]);
    });
  });
}
