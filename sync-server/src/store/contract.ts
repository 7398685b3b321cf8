/** What every store must do. A new implementation is done when it passes. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { brokenAt } from '../audit/chain.ts';
import { auditEntry, documentRow, storedHead, userRow } from './samples.ts';
import { DuplicateKey, type Row, type Store } from './store.ts';

/** How the suite gets at an implementation: each test has a place of its own. */
export interface Fixture {
  open(): Promise<Store>;
  /** Removes all that the test left. */
  clear(): Promise<void>;
}

export function storeContract(name: string, createFixture: () => Promise<Fixture>): void {
  describe(`the store contract: ${name}`, () => {
    let fixture: Fixture;
    let store: Store;
    beforeEach(async () => {
      fixture = await createFixture();
      store = await fixture.open();
    });
    afterEach(async () => {
      await store.close();
      await fixture.clear();
    });
    const reopen = async (): Promise<void> => {
      await store.close();
      store = await fixture.open();
    };

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
      await reopen();
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

    test('EDIT-10 a natural key is unique among the unremoved of one kind and scope', async () => {
      await store.transact((tx) => tx.putRow(userRow('u1', { key: 'ext-1' })));
      await expect(store.transact((tx) => tx.putRow(userRow('u2', { key: 'ext-1' })))).rejects.toThrow(DuplicateKey);
      await store.transact(async (tx) => {
        await tx.putRow(userRow('u3', { key: 'ext-1', environment: 'staging' }));
        await tx.putRow(userRow('u1', { key: 'ext-1', removed: true }));
        await tx.putRow(userRow('u2', { key: 'ext-1' }));
      });
      const found = await store.read((reader) => reader.rowByKey('connectedUser', 'production', 'ext-1'));
      expect(found?.id).toBe('u2');
      expect(await store.read((reader) => reader.rowByKey('connectedUser', 'development', 'ext-1'))).toBeUndefined();
    });

    test('rows come page by page in order of id, without the removed and the orphaned', async () => {
      await store.transact(async (tx) => {
        for (const id of ['d', 'b', 'e', 'a', 'c']) await tx.putRow(userRow(id));
        await tx.putRow(userRow('b', { removed: true }));
        await tx.putRow(userRow('d', { orphaned: true }));
      });
      const page = (after: string | null) => store.read((reader) => reader.rows('connectedUser', 'production', { after, limit: 2 }));
      expect((await page(null)).map((row) => row.id)).toEqual(['a', 'c']);
      expect((await page('c')).map((row) => row.id)).toEqual(['e']);
      expect(await page('e')).toEqual([]);
    });

    test('rows of an integration come page by page, in order of id, without the removed and the orphaned', async () => {
      const account = (id: string, change: Partial<Row> = {}) => ({ ...userRow(id, change), kind: 'appAccount' as const, record: { integration: 'hubspot' } });
      await store.transact(async (tx) => {
        for (const id of ['c', 'a', 'b']) await tx.putRow(account(id));
        await tx.putRow(account('d', { removed: true }));
        await tx.putRow(account('e', { orphaned: true }));
        await tx.putRow({ ...account('f'), record: { integration: 'slack' } });
        await tx.putRow({ ...account('g'), kind: 'appTeam' });
      });
      const page = (after: string | null) => store.read((reader) => reader.rowsOfIntegration('appAccount', 'hubspot', { after, limit: 2 }));
      expect((await page(null)).map((row) => row.id)).toEqual(['a', 'b']);
      expect((await page('b')).map((row) => row.id)).toEqual(['c']);
    });

    test('what a user or an account holds is found by either, once, in one environment; and what nobody holds', async () => {
      const held = (id: string, user: string | null, account: string | null, change: Partial<Row> = {}) =>
        ({ ...userRow(id, change), kind: 'connection' as const, record: { user, account } });
      await store.transact(async (tx) => {
        await tx.putRow(held('both', 'u1', 'a1'));
        await tx.putRow(held('user', 'u1', null));
        await tx.putRow(held('account', 'u2', 'a1'));
        await tx.putRow(held('nobody', null, null));
        await tx.putRow(held('removed', 'u1', 'a1', { removed: true }));
        await tx.putRow(held('staging', 'u1', 'a1', { environment: 'staging' }));
        await tx.putRow({ ...held('activation', 'u1', 'a1'), kind: 'activation' });
      });
      const found = async (user: string | null, account: string | null) =>
        (await store.read((reader) => reader.rowsHeldBy('connection', 'production', { user, account }))).map(({ id }) => id).sort();
      expect(await found('u1', 'a1')).toEqual(['account', 'both', 'user']);
      expect(await found('u1', null)).toEqual(['both', 'user']);
      expect(await found(null, 'a1')).toEqual(['account', 'both']);
      expect(await found(null, null)).toEqual(['nobody']);
    });

    test('RUN-1 the runs beyond the latest that are over are found by when they began, and a row can be taken away for good', async () => {
      const run = (id: string, state: object, change: Partial<Row> = {}): Row => ({ ...userRow(id), kind: 'run', record: { integration: 'hubspot', state }, ...change });
      const day = (day: number): string => `2026-01-0${day}T00:00:00.000Z`;
      await store.transact(async (tx) => {
        await tx.putRow(run('latest', { kind: 'ended', startedAt: day(7) }));
        await tx.putRow(run('running', { kind: 'running', startedAt: day(6) }));
        await tx.putRow(run('queued', { kind: 'queued', at: day(5) }));
        await tx.putRow(run('cancelled', { kind: 'queued', at: day(4) }, { removed: true }));
        await tx.putRow(run('lapsed', { kind: 'lapsed', queuedAt: day(3), at: day(4) }));
        await tx.putRow(run('first', { kind: 'ended', startedAt: day(1) }));
        await tx.putRow(run('elsewhere', {}, { record: { integration: 'slack', state: { kind: 'ended', startedAt: day(1) } } }));
      });
      const beyond = async (kept: number) => (await store.read((reader) => reader.runsBeyond('hubspot', kept))).map(({ id }) => id);
      expect(await beyond(1)).toEqual(['cancelled', 'lapsed', 'first']);
      expect(await beyond(4)).toEqual(['lapsed', 'first']);
      await store.transact((tx) => tx.deleteRow('run', 'first'));
      expect(await beyond(4)).toEqual(['lapsed']);
      expect(await store.read((reader) => reader.row('run', 'first'))).toBeUndefined();
    });

    test('children are all rows of a parent; memberships those of a person', async () => {
      await store.transact(async (tx) => {
        await tx.putRow(userRow('child', { parent: 'p', removed: true }));
        await tx.putRow(userRow('other', { parent: 'q' }));
        for (const [id, removed] of [['m1', false], ['m2', true]] as const) {
          await tx.putRow({ ...userRow(id, { removed }), kind: 'member', environment: null, record: { user: 'person' } });
        }
      });
      await store.read(async (reader) => {
        expect((await reader.children('p')).map((row) => row.id)).toEqual(['child']);
        expect((await reader.membersOfUser('person')).map((row) => row.id)).toEqual(['m1']);
      });
    });

    test('app accounts are found by their member, in every environment', async () => {
      const account = (id: string, environment: string, member: string | null) => userRow(id, { kind: 'appAccount', environment, record: { environment, member } });
      await store.transact(async (tx) => {
        await tx.putRow(userRow('m1', { kind: 'member', record: { user: 'm1' } }));
        for (const row of [account('a1', 'production', 'm1'), account('a2', 'staging', 'm1'), account('a3', 'production', null)]) await tx.putRow(row);
        await tx.putRow({ ...account('a4', 'production', 'm1'), removed: true });
      });
      expect((await store.read((reader) => reader.accountsOfMember('m1'))).map(({ id }) => id)).toEqual(['a1', 'a2']);
      expect((await store.read((reader) => reader.membersOfUser('m1'))).map(({ id }) => id)).toEqual(['m1']);
    });

    test('what has waited for too long is found, until it no longer waits', async () => {
      const invitation = (id: string, expiresAt: string, status = 'pending') => userRow(id, { kind: 'invitation', environment: null, record: { status, expiresAt } });
      await store.transact(async (tx) => {
        for (const [id, day] of [['i1', 3], ['i2', 2], ['i3', 9]] as const) await tx.putRow(invitation(id, `2026-01-0${day}T00:00:00.000Z`));
        await tx.putRow({ ...invitation('i4', '2026-01-01T00:00:00.000Z'), removed: true });
      });
      const overdue = async () => (await store.read((reader) => reader.overdue('2026-01-03T00:00:00.000Z'))).map(({ id }) => id);
      expect(await overdue()).toEqual(['i2', 'i1']);
      await store.transact((tx) => tx.putRow(invitation('i2', '2026-01-02T00:00:00.000Z', 'expired')));
      expect(await overdue()).toEqual(['i1']);
    });

    test('a token is found by its hash until another takes its place, or it goes', async () => {
      const token = { purpose: 'invitation', subject: 'i1', record: { by: 'm1' } } as const;
      const find = (hash: string) => store.read((reader) => reader.token(hash));
      await store.transact((tx) => tx.putToken('one', token));
      expect(await find('one')).toEqual(token);
      expect(await store.read((reader) => reader.tokenOf('invitation', 'i1'))).toEqual(token);
      await store.transact((tx) => tx.putToken('two', token));
      expect([await find('one'), await find('two')]).toEqual([undefined, token]);
      await store.transact((tx) => tx.deleteToken('email', 'i1'));
      expect(await find('two')).toEqual(token);
      await store.transact((tx) => tx.deleteToken('invitation', 'i1'));
      expect(await find('two')).toBeUndefined();
    });

    test('heads and verdicts are kept as they were put', async () => {
      const element = { kind: 'connectedUser', id: 'u1', path: 'enabled' } as const;
      const verdict = { id: 'e1', outcome: 'applied', versions: { production: 3 } } as const;
      await store.transact(async (tx) => {
        await tx.putHeads(element, [storedHead('e0')]);
        await tx.putHeads(element, [storedHead('e1'), storedHead('e2')]);
        await tx.putVerdict('person', 'device', 'e1', 'content', verdict);
      });
      await reopen();
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

    test('two processes can not both write one version of a document', async () => {
      const append = () => store.transact((tx) => tx.appendLog('production', 'epoch', 1, Uint8Array.of(1)));
      await append();
      await expect(append()).rejects.toThrow();
    });

    test('DOC-7 a quarantined document says why, and stays so when it is written', async () => {
      await store.transact((tx) => tx.putDocument(documentRow({ version: 1 })));
      await store.quarantine('production', 'a bit was flipped');
      await store.transact((tx) => tx.putDocument(documentRow({ version: 2 })));
      const documents = await store.read((reader) => reader.documents());
      expect(documents).toEqual([{ ...documentRow({ version: 2 }), quarantined: 'a bit was flipped' }]);
      await store.transact((tx) => tx.liftQuarantine('production'));
      expect(await store.read((reader) => reader.documents())).toEqual([documentRow({ version: 2 })]);
    });

    test('AUDIT-2 entries are chained for each workspace; pages go back in time', async () => {
      await store.transact(async (tx) => {
        for (const action of ['one', 'two', 'three']) await tx.appendAudit(auditEntry(action));
        await tx.appendAudit({ ...auditEntry('elsewhere'), workspace: 'other' });
      });
      await reopen();
      await store.transact((tx) => tx.appendAudit(auditEntry('four')));
      const all = await store.read((reader) => reader.audit('acme', { before: null, limit: 100 }));
      expect(all.map((entry) => [entry.sequence, entry.action])).toEqual([[4, 'four'], [3, 'three'], [2, 'two'], [1, 'one']]);
      expect(brokenAt(all.toReversed())).toBeNull();
      const page = await store.read((reader) => reader.audit('acme', { before: 3, limit: 1 }));
      expect(page.map((entry) => entry.action)).toEqual(['two']);
    });

    test('API keys are found by their hash and go for good', async () => {
      await store.transact((tx) => tx.putApiKey('k1', 'hash-1', 'acme', { name: 'product' }));
      expect(await store.read((reader) => reader.apiKeyByHash('hash-1'))).toEqual({ id: 'k1', record: { name: 'product' } });
      expect(await store.transact((tx) => tx.deleteApiKey('other', 'k1'))).toBe(false);
      expect(await store.transact((tx) => tx.deleteApiKey('acme', 'k1'))).toBe(true);
      expect(await store.read((reader) => reader.apiKeys('acme'))).toEqual([]);
    });
  });
}
