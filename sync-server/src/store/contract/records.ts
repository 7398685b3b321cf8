/** What every store must do about records. */
import { describe, expect, test } from 'vitest';
import { DuplicateKey, type Row } from '../store.ts';
import { openedStore, type Fixture } from './opened.ts';
import { userRow } from './samples.ts';

export function recordsContract(createFixture: () => Promise<Fixture>): void {
  describe('records', () => {
    const store = openedStore(createFixture);

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
      expect(await store.read((reader) => reader.countRuns('hubspot'))).toBe(6);
      await store.transact((tx) => tx.deleteRow('run', 'first'));
      expect(await beyond(4)).toEqual(['lapsed']);
      expect(await store.read((reader) => reader.countRuns('hubspot'))).toBe(5);
      expect(await store.read((reader) => reader.row('run', 'first'))).toBeUndefined();
      await store.transact(async (tx) => {
        await tx.putRow(run('running', { kind: 'ended', startedAt: day(6) }));
        await tx.putRow(run('cancelled', { kind: 'queued', at: day(4) }));
      });
      expect([await beyond(1), await beyond(9)]).toEqual([['running', 'lapsed'], []]);
    });

    test('RUN-2 the runs of an activation that wait or run are found without those that are over', async () => {
      const run = (id: string, kind: string, change: Partial<Row> = {}): Row => ({ ...userRow(id), kind: 'run', parent: 'act', record: { integration: 'hubspot', state: { kind } }, ...change });
      await store.transact(async (tx) => {
        for (const kind of ['queued', 'running', 'ended', 'lapsed']) await tx.putRow(run(kind, kind));
        await tx.putRow(run('withdrawn', 'queued', { removed: true }));
        await tx.putRow(run('other', 'queued', { parent: 'another' }));
        await tx.putRow(userRow('no run', { parent: 'act' }));
      });
      const underWay = async () => (await store.read((reader) => reader.runsUnderWay('act'))).map(({ id }) => id);
      expect(await underWay()).toEqual(['queued', 'running']);
      await store.transact((tx) => tx.putRow(run('queued', 'ended')));
      expect(await underWay()).toEqual(['running']);
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

    test('members are found by their address, in whatever case, in their own workspace, as it now is', async () => {
      const member = (id: string, email: string, change: Partial<Row> = {}) => userRow(id, { kind: 'member', environment: null, record: { email }, ...change });
      const named = async (address: string) => (await store.read((reader) => reader.membersOfAddress('acme', address))).map(({ id }) => id);
      await store.transact(async (tx) => {
        await tx.putRow(member('m1', 'Ägir@Example.com'));
        await tx.putRow(member('m2', 'bo@example.com'));
        await tx.putRow(member('m3', 'bo@example.com', { removed: true }));
        await tx.putRow(member('m4', 'bo@example.com', { workspace: 'other' }));
        await tx.putRow(userRow('u1', { record: { email: 'bo@example.com' } }));
      });
      expect([await named('äGIR@example.com'), await named('BO@example.com'), await named('nobody')]).toEqual([['m1'], ['m2'], []]);
      await store.transact((tx) => tx.putRow(member('m2', 'beau@example.com')));
      expect([await named('bo@example.com'), await named('beau@example.com')]).toEqual([[], ['m2']]);
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
  });
}
