/** What every store must keep of edits: heads, verdicts, and the chain of the audit log. */
import { describe, expect, test } from 'vitest';
import { brokenAt } from '../../audit/chain.ts';
import { openedStore, type Fixture } from './opened.ts';
import { auditEntry, storedHead } from './samples.ts';

export function editsContract(createFixture: () => Promise<Fixture>): void {
  describe('heads, verdicts and the chain', () => {
    const store = openedStore(createFixture);

    test('heads and verdicts are kept as they were put', async () => {
      const element = { kind: 'connectedUser', id: 'u1', path: 'enabled' } as const;
      const verdict = { id: 'e1', outcome: 'applied', versions: { production: 3 } } as const;
      await store.transact(async (tx) => {
        await tx.putHeads(element, [storedHead('e0')]);
        await tx.putHeads(element, [storedHead('e1'), storedHead('e2')]);
        await tx.putVerdict('person', 'device', 'e1', 'content', verdict);
      });
      await store.reopen();
      await store.read(async (reader) => {
        expect(await reader.heads(element)).toEqual([storedHead('e1'), storedHead('e2')]);
        expect(await reader.heads({ ...element, path: 'removed' })).toEqual([]);
        expect(await reader.verdict('person', 'device', 'e1')).toEqual({ content: 'content', verdict });
        expect(await reader.verdict('person', 'another', 'e1')).toBeUndefined();
      });
    });

    test('EDIT-5 a second verdict for the same edit can not be stored', async () => {
      const put = () =>
        store.transact((tx) => tx.putVerdict('person', 'device', 'e1', 'content', { id: 'e1', outcome: 'applied', versions: {} }));
      await put();
      await expect(put()).rejects.toThrow();
    });

    test('AUDIT-2 entries are chained for each workspace; pages go back in time', async () => {
      await store.transact(async (tx) => {
        for (const action of ['one', 'two', 'three']) await tx.appendAudit(auditEntry(action));
        await tx.appendAudit({ ...auditEntry('elsewhere'), workspace: 'other' });
      });
      await store.reopen();
      await store.transact((tx) => tx.appendAudit(auditEntry('four')));
      const all = await store.read((reader) => reader.audit('acme', { before: null, limit: 100 }));
      expect(all.map((entry) => [entry.sequence, entry.action])).toEqual([[4, 'four'], [3, 'three'], [2, 'two'], [1, 'one']]);
      const links = await store.read((reader) => reader.auditChain('acme', { after: 0, limit: 100 }));
      expect([links.length, brokenAt(links)]).toEqual([4, null]);
      expect(await store.read((reader) => reader.auditChain('acme', { after: 2, limit: 1 }))).toEqual(links.slice(2, 3));
      const page = await store.read((reader) => reader.audit('acme', { before: 3, limit: 1 }));
      expect(page.map((entry) => entry.action)).toEqual(['two']);
    });
  });
}
