/** The replica against the real server: documents, edits and accounts from one end to the other. */
import 'fake-indexeddb/auto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { tableQueries } from './channel/table-calls.ts';
import type { PageQuery } from './client.ts';
import type { UserRow } from './environment-rows.ts';
import { removeUserData } from './storage/remove.ts';
import { MemoryFiles } from './testing/memory-files.ts';
import type { Device, TestTab } from './testing/device.ts';
import { databases, Sample, saved, sessionOf, type SignedIn, type Who } from './testing/sample.ts';

vi.setConfig({ testTimeout: 30_000 });

let sample: Sample;

beforeAll(async () => {
  sample = await Sample.start();
}, 60_000);
afterAll(() => sample.end());
afterEach(() => sample.closeTabs());

const open = (device: Device): TestTab => sample.open(device);
const signedIn = (who: Who): Promise<SignedIn> => sample.signedIn(who);

/** A user whose switch is on, a different one in each test. */
let taken = 0;
async function someUser(tab: TestTab, environment: string): Promise<UserRow> {
  const { rows } = await users(tab, environment, enabled);
  const row = rows[taken++ % rows.length];
  if (row === undefined) throw new Error('the sample has no enabled user');
  return row;
}

const setEnabled = (user: UserRow, enabled: boolean) => ({ name: 'connectedUser.setEnabled', args: { user: user.id, enabled } });
const enabledOf = async (tab: TestTab, environment: string, user: UserRow) => (await userOf(tab, environment, user.id))?.row.enabled;

const everyone: PageQuery = { search: '', filters: {}, sort: { by: 'externalId', descending: false }, page: 1, size: 20 };
const enabled: PageQuery = { ...everyone, filters: { disabled: { kind: 'any', of: ['no'] } } };
const users = (tab: TestTab, environment: string, query = everyone) => tableQueries(tab.calls).page('users', environment, query);
const userOf = (tab: TestTab, environment: string, id: string) => tableQueries(tab.calls).detail('users', environment, id);

describe('a document', () => {
  it('SYNC-1 arrives as a snapshot, and then shows every user', async () => {
    const { tab, environment } = await signedIn('olivia');
    const page = await users(tab, environment);
    expect(page.total).toBeGreaterThan(20);
    expect(page.rows).toHaveLength(20);
    expect((await tab.calls.overview(environment)).users).toBe(page.total);
    expect(tab.all('sync').some(({ document }) => document.kind === 'arriving' && document.of > 0)).toBe(true);
  });

  it('CASE-51 shows its rows again without a network, and follows on when it is back, with no second snapshot', async () => {
    const { device, tab, environment, user } = await signedIn('olivia');
    const before = await users(tab, environment);
    await tab.close();
    device.link(false);
    const again = open(device);
    await sessionOf(again);
    await again.calls.open(environment);
    expect(await users(again, environment)).toEqual(before);
    await again.untilSync((sync) => sync.link.kind === 'offline' && sync.document.kind === 'stale');
    device.requests.length = 0;
    device.link(true);
    again.network(true);
    await again.untilSync((sync) => sync.document.kind === 'current');
    expect(device.requests.filter((request) => request.endsWith(`${environment}/snapshot`))).toEqual([]);
    expect(await databases(user)).not.toEqual([]);
  });

  it('CASE-51 is never called absent while it is read from the device, its index lost', async () => {
    const { device, tab, environment, user } = await signedIn('olivia');
    await tab.close();
    await device.files(user).clear();
    device.link(false);
    const again = open(device);
    await sessionOf(again);
    await again.calls.open(environment);
    expect((await users(again, environment)).total).toBeGreaterThan(20);
    const kinds = again.all('sync').map(({ document }) => document.kind);
    expect(kinds).toContain('opening');
    expect(kinds).not.toContain('absent');
  });

  it('CASE-48 QUERY-2 is downloaded again where the device lost it, and answers only with all of it', async () => {
    const { device, tab, environment, user } = await signedIn('olivia');
    const { total } = await users(tab, environment);
    await tab.close();
    await removeUserData(user, new MemoryFiles());
    const again = open(device);
    await sessionOf(again);
    await again.calls.open(environment);
    const answers = await Promise.all([users(again, environment), again.calls.overview(environment)]);
    expect([answers[0].total, answers[1].users]).toEqual([total, total]);
    await again.untilSync((sync) => sync.document.kind === 'current');
    const kinds = again.all('sync').map(({ document }) => document.kind);
    expect(kinds.indexOf('current')).toBeGreaterThan(kinds.indexOf('arriving'));
  });
});

describe('an edit', () => {
  it('OUT-1 OUT-2 OUT-3 is kept, shown, saved, and then simply so', async () => {
    const { tab, environment } = await signedIn('mateo');
    const user = await someUser(tab, environment);
    const kept = await tab.calls.edit(environment, [setEnabled(user, false)]);
    expect(await enabledOf(tab, environment, user)).toBe(false);
    await saved(tab, kept);
    await tab.until(async () => (await userOf(tab, environment, user.id))?.row.pending === null);
    expect(await enabledOf(tab, environment, user)).toBe(false);
    await tab.untilSync((sync) => sync.waiting === 0 && sync.sending === 0);
  });

  it('CASE-44 made offline is there after the tab was closed, and is saved when the network is back', async () => {
    const { device, tab, environment } = await signedIn('mateo');
    const user = await someUser(tab, environment);
    device.link(false);
    tab.network(false);
    const kept = await tab.calls.edit(environment, [setEnabled(user, false)]);
    await tab.untilSync((sync) => sync.waiting === 1 && sync.link.kind === 'offline');
    await tab.close();
    const again = open(device);
    await sessionOf(again);
    await again.calls.open(environment);
    expect((await userOf(again, environment, user.id))?.row).toMatchObject({ enabled: false, pending: { kind: 'kept' } });
    expect(await again.calls.unsent()).toEqual([setEnabled(user, false)]);
    device.link(true);
    again.network(true);
    await saved(again, kept);
  });

  it('CASE-45 asked of a tab that has just taken the lead waits for its record to come from storage', async () => {
    const { device, tab, environment, user: person } = await signedIn('mateo');
    const user = await someUser(tab, environment);
    await tab.close();
    // The tab that led before was frozen: it has stored no index.
    await device.files(person).clear();
    const again = open(device);
    await sessionOf(again);
    const kept = await again.calls.edit(environment, [setEnabled(user, false)]);
    await saved(again, kept);
    await again.calls.undo(kept.thread);
    expect(await enabledOf(again, environment, user)).toBe(true);
  });

  it('MERGE-1 CASE-45 of two managers, one offline, both show on both devices', async () => {
    const [one, two] = [await signedIn('mateo'), await signedIn('adela')];
    const { environment } = one;
    const [a, b] = [await someUser(one.tab, environment), await someUser(one.tab, environment)];
    one.device.link(false);
    one.tab.network(false);
    const offline = await one.tab.calls.edit(environment, [setEnabled(a, false)]);
    await saved(two.tab, await two.tab.calls.edit(environment, [setEnabled(b, false)]));
    one.device.link(true);
    one.tab.network(true);
    await saved(one.tab, offline);
    for (const { tab } of [one, two]) {
      await tab.until(async () => !(await enabledOf(tab, environment, a)) && !(await enabledOf(tab, environment, b)));
    }
  });

  it('MERGE-8 that lost is told with what stands, whose it is and why', async () => {
    const [one, two] = [await signedIn('mateo'), await signedIn('adela')];
    const { environment } = one;
    const user = await someUser(one.tab, environment);
    await saved(one.tab, await one.tab.calls.edit(environment, [setEnabled(user, false)]));
    await two.tab.until(async () => (await enabledOf(two.tab, environment, user)) === false);
    // One switches on and, not knowing of it, two lets it be off: off wins.
    two.device.link(false);
    two.tab.network(false);
    await two.tab.calls.edit(environment, [setEnabled(user, true)]);
    await saved(one.tab, await one.tab.calls.edit(environment, [setEnabled(user, false)]));
    two.device.link(true);
    two.tab.network(true);
    await two.tab.until(() => two.tab.all('edit').some(({ kind }) => kind === 'superseded'));
    expect(two.tab.all('edit').find(({ kind }) => kind === 'superseded')).toMatchObject({
      request: setEnabled(user, true),
      subject: user.name ?? user.email ?? user.externalId,
      by: 'Mateo García',
      rule: 'restrictive',
      stands: false,
    });
    await two.tab.until(async () => (await enabledOf(two.tab, environment, user)) === false);
  });

  it('PERM-1 of a monitor is refused, told, and no longer shown', async () => {
    const { tab, environment } = await signedIn('mina');
    const user = await someUser(tab, environment);
    await tab.calls.edit(environment, [setEnabled(user, false)]);
    await tab.until(() => tab.all('edit').some(({ kind }) => kind === 'refused'));
    await tab.until(async () => (await enabledOf(tab, environment, user)) === true);
    await tab.untilSync((sync) => sync.waiting === 0);
  });

  it('EDIT-3 a bulk change is one thread, and undo takes all of it back', async () => {
    const { tab, environment } = await signedIn('mateo');
    const { rows } = await users(tab, environment, { ...enabled, size: 100 });
    const kept = await tab.calls.edit(environment, rows.map((row) => setEnabled(row, false)));
    await saved(tab, kept);
    expect((await users(tab, environment, enabled)).rows.map(({ id }) => id)).not.toContain(rows[0]?.id);
    await saved(tab, await tab.calls.undo(kept.thread));
    for (const row of rows) expect(await enabledOf(tab, environment, row)).toBe(true);
  });

  it('undo withdraws what was never sent', async () => {
    const { device, tab, environment } = await signedIn('mateo');
    const user = await someUser(tab, environment);
    device.link(false);
    tab.network(false);
    await tab.untilSync((sync) => sync.link.kind === 'offline');
    const kept = await tab.calls.edit(environment, [setEnabled(user, false)]);
    expect((await tab.calls.undo(kept.thread)).edits).toEqual([]);
    expect(await enabledOf(tab, environment, user)).toBe(true);
    expect(await tab.calls.unsent()).toEqual([]);
  });
});

describe('two tabs', () => {
  it('CASE-45 are one replica: both show what either does, and the second leads when the first has gone', async () => {
    const { device, tab, environment } = await signedIn('adela');
    const second = open(device);
    await sessionOf(second);
    await second.calls.open(environment);
    await second.untilSync((sync) => sync.document.kind === 'current');
    const user = await someUser(second, environment);
    await saved(second, await second.calls.edit(environment, [setEnabled(user, false)]));
    expect(await enabledOf(tab, environment, user)).toBe(false);
    await tab.close();
    second.events.length = 0;
    const kept = await second.calls.edit(environment, [setEnabled(user, true)]);
    await second.untilSync((sync) => sync.document.kind === 'current' && sync.waiting === 0);
    await saved(second, kept);
    expect(await enabledOf(second, environment, user)).toBe(true);
    // QUERY-7: the new one does not know what was peeked into.
    expect(second.all('changed')).toContainEqual({ place: null });
  });
});

describe('an account', () => {
  it('CASE-47 signed out offline leaves nothing on the device, and the server is told when it can be', async () => {
    const { device, tab, environment, user } = await signedIn('oskar');
    device.link(false);
    tab.network(false);
    await tab.untilSync((sync) => sync.link.kind === 'offline');
    await tab.calls.edit(environment, [setEnabled(await someUser(tab, environment), false)]);
    await tab.calls.signOut({ everywhere: false });
    expect(tab.last('account')).toEqual({ kind: 'signed-out', why: 'asked', lost: 1 });
    expect(await databases(user)).toEqual([]);
    device.link(true);
    await tab.close();
    const again = open(device);
    await again.untilAccount('signed-out');
    expect(await (await device.fetch('/api/session')).status).toBe(401);
  });

  it('OUT-8 CASE-47 whose data would not go is taken off the device at the next start', async () => {
    const { device, tab, user } = await signedIn('oskar');
    const blocked = vi.spyOn(indexedDB, 'deleteDatabase').mockImplementation(() => {
      throw new DOMException('the database is in use', 'InvalidStateError');
    });
    await tab.calls.signOut({ everywhere: false });
    expect(tab.last('account')).toMatchObject({ kind: 'signed-out', why: 'asked' });
    blocked.mockRestore();
    expect(await databases(user)).not.toEqual([]);
    await tab.close();
    const again = open(device);
    await again.untilAccount('signed-out');
    expect(await databases(user)).toEqual([]);
    expect(await device.store.leaving()).toEqual(new Map());
  });

  it('CASE-46 another user of the same browser has databases of their own', async () => {
    const { device, tab, user } = await signedIn('oskar');
    await tab.calls.signOut({ everywhere: false });
    await device.signIn('mina@northwind.example', 'mina-latchkey');
    const account = await tab.calls.refreshAccount();
    expect(account).toMatchObject({ kind: 'signed-in', session: { user: { name: 'Mina Tanaka' } } });
    expect(await databases(user)).toEqual([]);
  });
});

describe('a sign-in that was lost, not ended', () => {
  /** Somebody whose cookie is gone while an edit waits. */
  async function withoutCookie(who: 'olivia' | 'adela' | 'oskar') {
    const { device, tab, environment, user } = await signedIn(who);
    const row = await someUser(tab, environment);
    device.link(false);
    tab.network(false);
    await tab.calls.edit(environment, [setEnabled(row, false)]);
    await tab.untilSync((sync) => sync.waiting === 1 && sync.link.kind === 'offline');
    device.loseCookies();
    device.link(true);
    tab.network(true);
    await tab.untilAccount('signed-out');
    expect(tab.last('account')).toEqual(locked);
    return { device, tab, environment, user, row };
  }
  const locked = { kind: 'signed-out', why: 'unrecognised', waiting: 1 };

  it('OUT-8 keeps the data and the edits, and the same person goes on and has them sent', async () => {
    const { device, tab, environment, user, row } = await withoutCookie('olivia');
    expect(await databases(user)).not.toEqual([]);
    await expect(users(tab, environment)).rejects.toThrow('Nobody is signed in.');
    await device.signIn('olivia@northwind.example', 'olivia-latchkey');
    device.requests.length = 0;
    await tab.calls.refreshAccount();
    await tab.calls.open(environment);
    await tab.untilSync((sync) => sync.document.kind === 'current' && sync.waiting === 0);
    expect(await enabledOf(tab, environment, row)).toBe(false);
    expect(device.requests.filter((request) => request.endsWith(`${environment}/snapshot`))).toEqual([]);
  });

  it('OUT-8 shows nothing after a restart either, with and without a network', async () => {
    const { device, tab } = await withoutCookie('adela');
    await tab.close();
    for (const up of [true, false]) {
      device.link(up);
      const again = open(device);
      await again.untilAccount('signed-out');
      expect(again.all('account').map(({ kind }) => kind)).not.toContain('signed-in');
      expect(again.last('account')).toEqual(locked);
      await again.close();
    }
  });

  it('CASE-46 somebody else who signs in sees and sends nothing of it, and it waits on', async () => {
    const { device, tab, environment, row } = await withoutCookie('adela');
    await device.signIn('oskar@northwind.example', 'oskar-latchkey');
    await tab.calls.refreshAccount();
    await tab.calls.open(environment);
    await tab.untilSync((sync) => sync.document.kind === 'current' && sync.waiting === 0);
    expect(await enabledOf(tab, environment, row)).toBe(true);
    await device.signIn('adela@northwind.example', 'adela-latchkey');
    await tab.calls.refreshAccount();
    await tab.calls.open(environment);
    await tab.untilSync((sync) => sync.document.kind === 'current' && sync.waiting === 0);
    expect(await enabledOf(tab, environment, row)).toBe(false);
  });
});

describe('two users of one browser', () => {
  it('CASE-46 edits that wait are never sent in the name of somebody else who signs in, and wait for their author', async () => {
    const { device, tab, environment } = await signedIn('mateo');
    const user = await someUser(tab, environment);
    device.link(false);
    tab.network(false);
    await tab.calls.edit(environment, [setEnabled(user, false)]);
    await tab.close();
    device.link(true);
    await device.signIn('adela@northwind.example', 'adela-latchkey');
    const theirs = open(device);
    await theirs.until(() => {
      const account = theirs.last('account');
      return account?.kind === 'signed-in' && account.session.user.name === 'Adela Novotná';
    });
    await theirs.calls.open(environment);
    await theirs.untilSync((sync) => sync.document.kind === 'current' && sync.waiting === 0);
    expect(await enabledOf(theirs, environment, user)).toBe(true);

    await device.signIn('mateo@northwind.example', 'mateo-latchkey');
    await theirs.calls.refreshAccount();
    await theirs.calls.open(environment);
    await theirs.untilSync((sync) => sync.document.kind === 'current' && sync.waiting === 0);
    expect(await enabledOf(theirs, environment, user)).toBe(false);
  });
});

describe('a tab that is told of somebody else', () => {
  it('CASE-46 by another tab and by the server at once shows them once, and leaves nothing open', async () => {
    const { device, tab } = await signedIn('adela');
    await device.signIn('oskar@northwind.example', 'oskar-latchkey');
    const session = (await (await device.fetch('/api/session')).json()) as { readonly user: { readonly id: string } };
    const otherTab = new BroadcastChannel(`${device.profile} latchkey`);
    otherTab.postMessage({ user: session.user.id });
    await tab.calls.refreshAccount();
    await tab.until(() => {
      const account = tab.last('account');
      return account?.kind === 'signed-in' && account.session.user.name === 'Oskar Lindqvist';
    });
    otherTab.close();
    await tab.close();
    // What was left open would keep its locks for ever.
    const { held = [] } = await navigator.locks.query();
    for (const { name = '' } of held) if (name.startsWith('latchkey:')) await navigator.locks.request(name, () => undefined);
  });
});

describe('presence', () => {
  it('SYNC-7 shows the others who look at the same environment, under the names that the server gives', async () => {
    const [one, two] = [await signedIn('mateo'), await signedIn('adela')];
    two.tab.calls.claim({ view: 'users', record: 'someone', editing: null });
    await one.tab.until(() => one.tab.last('presence')?.some(({ member, record }) => member.name === 'Adela Novotná' && record === 'someone') === true);
    await two.tab.close();
    await one.tab.until(() => one.tab.last('presence')?.length === 0);
  });
});
