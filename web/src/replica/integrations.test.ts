/** The documents of single integrations against the real server: their tables, edits of them, and who has them. */
import 'fake-indexeddb/auto';
import { integrationDocument, ownDocument, runsDocument, scopedDocument } from '@latchkey/shared/document/placement';
import type { ActivityThreads } from '@latchkey/shared/protocol/activity';
import { limits } from '@latchkey/shared/protocol/limits';
import { openDB } from 'idb';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { tableQueries } from './channel/table-calls.ts';
import type { RowOf, TableName } from './client.ts';
import { IndexStore } from './host/index-store.ts';
import { createEnvironmentIndex } from './index/environment-index.ts';
import { documentDatabase } from './storage/names.ts';
import { UserStore } from './storage/user-store.ts';
import type { TestTab } from './testing/device.ts';
import { all, databases, make, Sample, saved, sessionOf, show } from './testing/sample.ts';

vi.setConfig({ testTimeout: 30_000 });

let sample: Sample;
beforeAll(async () => {
  sample = await Sample.start();
}, 60_000);
afterAll(() => sample.end());
afterEach(() => sample.closeTabs());

const rows = <T extends TableName>(tab: TestTab, table: T, place: string, by: string): Promise<readonly RowOf<T>[]> => tableQueries(tab.calls).rows(table, place, all(by));
const detail = (tab: TestTab, place: string, id: string) => tableQueries(tab.calls).detail('appAccounts', place, id);

/** Some integration of the environment, by its place in the order of names; from the end where it is negative. */
async function integration(tab: TestTab, environment: string, nth = 0): Promise<string> {
  const row = (await rows(tab, 'integrations', environment, 'name')).at(nth);
  if (row === undefined) throw new Error('the sample has no such integration');
  return row.id;
}

const first = <T>(list: readonly T[]): T => {
  const [one] = list;
  if (one === undefined) throw new Error('there is none');
  return one;
};

describe('the pages of an integration', () => {
  it('DOC-2 show its app users with members and roles, its app teams, its runs and who reaches it', async () => {
    const { tab, environment } = await sample.signedIn('olivia');
    const id = await integration(tab, environment);
    const place = integrationDocument(id);
    await show(tab, place);
    const accounts = await rows(tab, 'appAccounts', place, 'username');
    expect(accounts.length).toBeGreaterThan(10);
    const matched = accounts.filter(({ member }) => member !== null);
    expect(matched.length).toBeGreaterThan(5);
    expect(new Set(accounts.map(({ status }) => status)).size).toBeGreaterThan(10);
    const teams = await rows(tab, 'appTeams', place, 'name');
    const ways = accounts.reduce((sum, { type }) => sum + (type.kind === 'multiple' ? type.teams.length : Number(type.kind === 'team')), 0);
    expect(teams.reduce((sum, team) => sum + team.accounts, 0)).toBe(ways);
    expect((await rows(tab, 'access', place, 'name')).map(({ name }) => name)).toEqual(expect.arrayContaining(['Olivia Okafor', 'Mateo García']));
    expect((await rows(tab, 'runs', place, 'at')).every(({ activation }) => activation !== null)).toBe(true);
    // The tables of its environment are answered too.
    expect(await rows(tab, 'connections', place, 'name')).toEqual(await rows(tab, 'connections', environment, 'name'));
  });

  it('QUERY-7 are told without opening them, as they stand on the device, and not as empty while they are not there', async () => {
    const { device, tab, environment } = await sample.signedIn('mateo');
    const place = integrationDocument(await integration(tab, environment));
    const peek = async () => (await tableQueries(tab.calls).peek('appAccounts', place, all('username')))?.rows ?? null;
    expect(await peek()).toBeNull();
    await show(tab, place);
    const accounts = await rows(tab, 'appAccounts', place, 'username');
    expect(await peek()).toEqual(accounts);

    const account = first(accounts.filter(({ status, exempted }) => status === null && !exempted)).id;
    device.online = false;
    const { thread } = await tab.calls.edit(environment, [{ name: 'appAccount.setExempted', args: { account, exempted: true } }]);
    await tab.calls.open(environment);
    const edited = await peek();
    expect(edited).toHaveLength(accounts.length);
    expect(edited?.filter(({ pending }) => pending !== null)).toMatchObject([{ id: account, status: 'Exempted' }]);
    device.online = true;
    await saved(tab, await tab.calls.undo(thread));
  });

  it("QUERY-7 follow what others do without being opened: one question tells which have changed, and only those are brought, and told", async () => {
    const { device, tab, environment } = await sample.signedIn('mateo', { hurried: true });
    await tab.untilSync(({ documents }) => documents.here === documents.of);
    const [changed, other] = [integrationDocument(await integration(tab, environment, 0)), integrationDocument(await integration(tab, environment, 1))];
    const peek = async (place: string) => (await tableQueries(tab.calls).peek('appAccounts', place, all('username')))?.rows ?? [];
    const account = first((await peek(changed)).filter(({ status, exempted }) => status === null && !exempted)).id;
    await peek(other);

    const owner = await sample.signedIn('adela');
    await show(owner.tab, changed);
    const kept = await make(owner.tab, environment, { name: 'appAccount.setExempted', args: { account, exempted: true } });
    device.requests.length = 0;
    tab.events.length = 0;
    await tab.calls.look(environment);
    expect(device.requests.filter((request) => request.includes('/api/documents'))).toEqual(['GET /api/documents', `GET /api/documents/${changed}`]);
    await tab.until(() => tab.all('changed').some(({ place }) => place === changed));
    expect(tab.all('changed').map(({ place }) => place)).not.toContain(other);
    expect((await peek(changed)).find(({ id }) => id === account)?.status).toBe('Exempted');
    await saved(owner.tab, await owner.tab.calls.undo(kept.thread));
  });

  it('EDIT-3 roles of hundreds of accounts, more than a batch holds, are one action, shown at once; one thread of the log; and taken back as one', async () => {
    const { device, tab } = await sample.signedIn('adela');
    const [workspace] = (await sessionOf(tab)).workspaces;
    const environment = workspace?.environments.find(({ isProduction }) => isProduction)?.id ?? '';
    await show(tab, environment);
    const { id } = first((await rows(tab, 'integrations', environment, 'name')).filter(({ name }) => name.startsWith('HubSpot')));
    const place = integrationDocument(id);
    await show(tab, place);
    const held = async (): Promise<ReadonlySet<string>> =>
      new Set((await rows(tab, 'appAccounts', place, 'username')).flatMap(({ id: account, roles }) => roles.map((role) => `${account} ${role.id}`)));
    const before = await held();
    const catalogue = [...new Set([...before].map((each) => each.split(' ')[1] ?? ''))];
    const settled = (await rows(tab, 'appAccounts', place, 'username')).filter(({ status }) => status === null);
    const given = settled.flatMap(({ id: account }) => catalogue.filter((role) => !before.has(`${account} ${role}`)).map((role) => ({ account, role })));
    expect(given.length).toBeGreaterThan(limits.batchEdits);

    const kept = await tab.calls.edit(environment, given.map((args) => ({ name: 'appAccount.setRole', args: { ...args, on: true } })));
    expect((await held()).size).toBe(before.size + given.length);
    expect((await detail(tab, place, first(given).account))?.row).toMatchObject({ status: 'Awaiting update', pending: { kind: expect.any(String) as string } });
    await saved(tab, kept);
    const log = await device.fetch(`/api/workspaces/${workspace?.id ?? ''}/activity/threads?environment=${environment}&what=appAccount.setRole`);
    const { threads } = (await log.json()) as ActivityThreads;
    expect(threads.filter(({ first: { thread } }) => thread === kept.thread)).toMatchObject([{ outcomes: { applied: given.length, refused: 0, superseded: 0 } }]);
    await saved(tab, await tab.calls.undo(kept.thread));
    await tab.until(async () => (await held()).size === before.size);
    expect(await held()).toEqual(before);
  });

  it('EDIT-15 somebody who is added with a role has it, in whichever integration', async () => {
    const { tab, environment } = await sample.signedIn('mateo');
    const id = await integration(tab, environment, -1);
    const place = integrationDocument(id);
    await show(tab, place);
    const taken = new Set((await rows(tab, 'appAccounts', place, 'username')).map(({ username }) => username));
    const member = first((await rows(tab, 'members', environment, 'name')).filter(({ email }) => !taken.has(email)));
    const role = first((await rows(tab, 'appAccounts', place, 'username')).flatMap(({ roles }) => roles)).id;
    const account = crypto.randomUUID();
    const kept = await tab.calls.edit(environment, [
      { name: 'appAccount.add', args: { account, environment, integration: id, member: member.id, username: member.email } },
      { name: 'appAccount.setRole', args: { account, role, on: true } },
    ]);
    expect((await detail(tab, place, account))?.row.roles.map((held) => held.id)).toEqual([role]);
    await saved(tab, kept);
    await tab.until(async () => (await detail(tab, place, account))?.row.pending === null);
    expect((await detail(tab, place, account))?.row.roles.map((held) => held.id)).toEqual([role]);
  });

  it('EDIT-3 what was set to nothing is set back, a role of an app team and whose an account is; what was removed is put back', async () => {
    const { tab, environment } = await sample.signedIn('adela');
    const place = integrationDocument(await integration(tab, environment));
    await show(tab, place);
    const team = first((await rows(tab, 'appTeams', place, 'name')).filter(({ role }) => role !== null));
    const account = first((await rows(tab, 'appAccounts', place, 'username')).filter(({ member }) => member !== null));
    const kept = await make(tab, environment, { name: 'appTeam.setRole', args: { appTeam: team.id, role: null } }, { name: 'appAccount.match', args: { account: account.id, member: null } });
    const shown = async () => {
      const detailOfTeam = await tableQueries(tab.calls).detail('appTeams', place, team.id);
      return [detailOfTeam?.row.role?.id ?? null, (await detail(tab, place, account.id))?.row.member?.id ?? null];
    };
    expect(await shown()).toEqual([null, null]);
    await saved(tab, await tab.calls.undo(kept.thread));
    expect(await shown()).toEqual([team.role?.id, account.member?.id]);
    // Once it is saved, no document has what was removed.
    const added = crypto.randomUUID();
    const listed = async () => (await rows(tab, 'appTeams', place, 'name')).some(({ id, pending }) => id === added && pending === null);
    await make(tab, environment, { name: 'appTeam.add', args: { appTeam: added, environment, integration: place.slice('integration.'.length), name: 'Night shift', role: null, team: null } });
    await tab.until(listed);
    const removal = await make(tab, environment, { name: 'appTeam.setRemoved', args: { appTeam: added, removed: true } });
    await tab.until(async () => !(await rows(tab, 'appTeams', place, 'name')).some(({ id }) => id === added));
    await saved(tab, await tab.calls.undo(removal.thread));
    await tab.until(listed);
  });

  it('RUN-4 a run asked for from elsewhere is queued in its integration, and shows beside its activation', async () => {
    const { device, tab, environment } = await sample.signedIn('olivia');
    const activation = (await rows(tab, 'activations', environment, 'user')).find(({ inFlight, off }) => inFlight === null && off.length === 0);
    const id = activation?.integration?.id ?? '';
    const run = crypto.randomUUID();
    const request = { name: 'activation.runNow', args: { run, environment, integration: id, activation: activation?.id ?? '' } };
    const shown = async () => (await rows(tab, 'activations', environment, 'user')).find((row) => row.id === activation?.id)?.inFlight;
    // It is on this device before it is asked for without a network.
    await show(tab, integrationDocument(id));
    device.link(false);
    tab.network(false);
    await tab.untilSync(({ link }) => link.kind === 'offline');
    const kept = await tab.calls.edit(environment, [request]);
    expect(await shown()).toBe('queued');
    // The run waits; of the activation itself nothing does.
    expect(await tableQueries(tab.calls).detail('activations', environment, activation?.id ?? '')).toMatchObject({ pending: null, row: { pending: { kind: 'kept' }, queued: run } });
    expect((await rows(tab, 'runs', integrationDocument(id), 'at')).find((row) => row.id === run)).toMatchObject({ outcome: 'queued', pending: { kind: 'kept' } });
    await tab.calls.undo(kept.thread);
    expect(await shown()).toBeNull();
    device.link(true);
    tab.network(true);
    await tab.untilSync(({ document }) => document.kind === 'current');
    await tab.calls.open(environment);
    const again = await make(tab, environment, { ...request, args: { ...request.args, run: crypto.randomUUID() } });
    await tab.until(async () => (await shown()) === 'queued');
    await saved(tab, await tab.calls.undo(again.thread));
    await tab.until(async () => (await shown()) === null);
  });

  it('RUN-4 a run says whether its activation can be run again: not while a run waits, and not while it is switched off', async () => {
    const { tab, environment } = await sample.signedIn('olivia');
    const activation = first((await rows(tab, 'activations', environment, 'user')).filter(({ off, inFlight, latestRun }) => off.length === 0 && inFlight === null && latestRun !== null));
    const id = activation.integration?.id ?? '';
    const place = integrationDocument(id);
    await show(tab, place);
    const run = crypto.randomUUID();
    const asked = await make(tab, environment, { name: 'activation.runNow', args: { run, environment, integration: id, activation: activation.id } });
    const again = async () => (await tableQueries(tab.calls).detail('runs', place, run))?.again;
    await tab.until(async () => (await again())?.waits === true);
    expect((await rows(tab, 'activations', environment, 'user')).find((row) => row.id === activation.id)).toMatchObject({ waits: true });
    const other = { name: 'activation.runNow', args: { run: crypto.randomUUID(), environment, integration: id, activation: activation.id } };
    await tab.calls.edit(environment, [other, { name: 'activation.setEnabled', args: { activation: activation.id, enabled: false } }]);
    await tab.until(() => tab.all('edit').some((event) => event.kind === 'refused' && event.message.includes('queued already')));
    await tab.until(async () => (await again())?.off.length === 1);
    expect(await again()).toEqual({ off: ['activation'], waits: true });
    await saved(tab, await tab.calls.undo(asked.thread));
  });

  it('CASE-44 an account matched without a network is so after the tab was closed, and is saved when the network is back', async () => {
    const { device, tab, environment } = await sample.signedIn('adela');
    const id = await integration(tab, environment);
    const place = integrationDocument(id);
    await show(tab, place);
    const unmatched = first((await rows(tab, 'appAccounts', place, 'username')).filter(({ status }) => status === 'Unmatched user')).id;
    const member = first((await rows(tab, 'members', environment, 'name')).filter(({ email }) => email.startsWith('adela')));
    device.link(false);
    tab.network(false);
    await tab.untilSync(({ link }) => link.kind === 'offline');
    await tab.calls.edit(environment, [{ name: 'appAccount.match', args: { account: unmatched, member: member.id } }]);
    expect((await detail(tab, place, unmatched))?.row.member).toMatchObject({ name: member.name });
    await tab.close();
    const again = sample.open(device);
    await sessionOf(again);
    await again.calls.open(place);
    await again.until(async () => (await detail(again, place, unmatched))?.row.member?.id === member.id);
    device.link(true);
    again.network(true);
    await again.untilSync(({ waiting, document }) => waiting === 0 && document.kind === 'current');
    expect(again.all('edit').map(({ kind }) => kind)).toEqual(['saved']);
  });
});

describe('documents that nobody looks at', () => {
  it('SYNC-10 come to the device one after another, until all that may be read is there', async () => {
    const owner = await sample.signedIn('olivia');
    const mateo = first((await rows(owner.tab, 'members', owner.environment, 'name')).filter(({ name }) => name === 'Mateo García')).id;
    const others = (await sessionOf(owner.tab)).workspaces.flatMap(({ environments }) => environments.slice(1));
    await make(owner.tab, owner.environment, ...others.map(({ id }) => ({ name: 'member.setEnvironmentLevel', args: { member: mateo, environment: id, level: 'none' } })));
    await sample.closeTabs();
    const { device, tab, environment, user } = await sample.signedIn('mateo', { hurried: true });
    const session = await sessionOf(tab);
    const listed = session.workspaces.flatMap(({ environments }) => environments.flatMap(({ documents }) => documents));
    await tab.untilSync(({ documents }) => documents.here === documents.of && documents.of === listed.length);
    const names = await databases(user);
    for (const document of listed) expect(names.some((name) => name.includes(`:${document}:`)), document).toBe(true);
    // What has not changed is asked about, and not fetched again.
    device.requests.length = 0;
    device.link(false);
    tab.network(false);
    await tab.untilSync(({ link }) => link.kind === 'offline');
    device.link(true);
    tab.network(true);
    await tab.untilSync(({ document }) => document.kind === 'current');
    const last = listed.findLast((document) => document.startsWith('integration.'));
    await vi.waitUntil(() => device.requests.includes(`GET /api/documents/${last}`), { timeout: 20_000 });
    expect(device.requests.filter((request) => request.endsWith('/snapshot'))).toEqual([]);
    // Without a network, a page that was never opened shows its rows.
    device.link(false);
    tab.network(false);
    const place = integrationDocument(await integration(tab, environment, 2));
    await tab.calls.open(place);
    await tab.until(async () => (await rows(tab, 'appAccounts', place, 'username')).length > 0);
  });
});

describe('what may not be read', () => {
  it('PERM-8 goes at the next start where it would not go before: documents, epochs that were replaced, and indexes', async () => {
    const { device, tab, environment, user } = await sample.signedIn('mateo');
    await tab.close();
    const left = ['integration.gone', 'scoped.gone'] as const;
    const registry = new UserStore(user, () => undefined);
    await registry.run('leaving something', async (db) => void (await db.put('documents', { epoch: 'one' }, left[0])));
    await registry.close();
    for (const name of [documentDatabase(user, left[0], 'one'), documentDatabase(user, left[1], 'one'), documentDatabase(user, environment, 'before')]) {
      (await openDB(name)).close();
    }
    const indexes = new IndexStore(user, device.files(user), () => crypto.randomUUID());
    await indexes.save(left[1], { epoch: 'one', version: 1 }, createEnvironmentIndex({ locale: 'en' }).snapshot());
    await indexes.close();

    const again = sample.open(device);
    await sessionOf(again);
    await show(again, environment);
    expect((await databases(user)).filter((name) => name.includes('gone') || name.endsWith(':before'))).toEqual([]);
    expect(await indexes.documents()).not.toContain(left[1]);
    await indexes.close();
    expect((await rows(again, 'integrations', environment, 'name')).length).toBeGreaterThan(0);
  });
});

describe('a member of single integrations', () => {
  it('DOC-2 PERM-7 has the connections and activations of theirs as whoever reads the environment has them, and little of the connected users', async () => {
    const owner = await sample.signedIn('olivia');
    const { environment } = owner;
    const byName = await rows(owner.tab, 'connections', environment, 'name');
    const uses = await Promise.all(byName.filter(({ sharing }) => sharing === 'user').map(({ id }) => tableQueries(owner.tab.calls).detail('connections', environment, id)));
    const one = first(uses.flatMap((connection) => connection?.usedBy ?? [])).id;
    const place = integrationDocument(one);
    await show(owner.tab, place);
    const ids = async (tab: TestTab) => (await rows(tab, 'usedConnections', place, 'name')).map(({ id }) => id);
    const copies = (tab: TestTab) => rows(tab, 'ownActivations', place, 'user');
    const { member } = (await sessionOf((await sample.signedIn('mateo')).tab)).workspaces[0] ?? {};
    const theirs = { member: member?.id ?? '' };
    const { environments } = (await tableQueries(owner.tab.calls).detail('members', environment, theirs.member))?.record ?? { environments: {} };
    await make(
      owner.tab,
      environment,
      ...Object.keys(environments).map((of) => ({ name: 'member.setEnvironmentLevel', args: { ...theirs, environment: of, level: 'none' } })),
      { name: 'member.setIntegrationLevel', args: { ...theirs, integration: one, level: 'manage' } },
    );
    await sample.closeTabs();
    const [again, single] = [await sample.signedIn('olivia'), await sample.signedIn('mateo')];
    for (const { tab } of [again, single]) await show(tab, place);
    expect(await ids(single.tab)).toEqual(await ids(again.tab));
    expect(await ids(single.tab)).not.toEqual([]);
    expect(await copies(single.tab)).toEqual(await copies(again.tab));
    expect((await copies(single.tab)).some(({ user, off }) => user !== null && off.length === 0)).toBe(true);
    const counts = async (tab: TestTab) => (await tab.calls.overview(environment)).integrations.find(({ id }) => id === one);
    expect(await counts(single.tab)).toEqual(await counts(again.tab));
    // Nothing of the users but what that takes is theirs to know.
    const { user } = first((await copies(single.tab)).filter((copy) => copy.user !== null));
    expect((await tableQueries(single.tab.calls).detail('users', place, user?.id ?? ''))?.record).toEqual({ environment, enabled: expect.any(Boolean) as boolean, externalId: user?.externalId, name: user?.name });
  });

  it('PERM-7 PERM-8 has the documents of those and no other, edits through them, and loses them with the right', async () => {
    const owner = await sample.signedIn('olivia');
    const [one, other] = [await integration(owner.tab, owner.environment, 0), await integration(owner.tab, owner.environment, 1)];
    const mina = first((await rows(owner.tab, 'members', owner.environment, 'name')).filter(({ name }) => name === 'Mina Tanaka')).id;
    const record = await tableQueries(owner.tab.calls).detail('members', owner.environment, mina);
    const give = (integrationId: string, level: string) => ({ name: 'member.setIntegrationLevel', args: { member: mina, integration: integrationId, level } });
    await make(
      owner.tab,
      owner.environment,
      ...Object.keys(record?.record.environments ?? {}).map((environment) => ({ name: 'member.setEnvironmentLevel', args: { member: mina, environment, level: 'none' } })),
      give(one, 'manage'),
      give(other, 'monitor'),
    );

    const { device, tab, environment, user } = await sample.signedIn('mina', { hurried: true });
    expect(environment).toBe(owner.environment);
    const listed = [integrationDocument(one), scopedDocument(one), integrationDocument(other), scopedDocument(other)];
    expect((await sessionOf(tab)).workspaces[0]?.environments.flatMap(({ documents }) => documents).toSorted()).toEqual(listed.toSorted());
    await tab.untilSync(({ documents }) => documents.here === 4 && documents.of === 4);
    const kept = (await databases(user)).filter((name) => name.split(':').length === 4).map((name) => name.split(':')[2]);
    expect(kept.toSorted()).toEqual([...listed, ownDocument(mina)].toSorted());
    for (const document of [environment, runsDocument(one), integrationDocument(await integration(owner.tab, environment, 2))]) {
      expect((await device.fetch(`/api/documents/${document}`)).status, document).toBe(404);
    }

    // Both are listed at home; neither has the environment's own tables.
    expect((await tab.calls.overview(environment)).integrations.map(({ id }) => id).toSorted()).toEqual([one, other].toSorted());
    await expect(rows(tab, 'users', environment, 'name')).rejects.toThrow('single integrations');
    await show(tab, integrationDocument(one));
    expect((await rows(tab, 'access', integrationDocument(one), 'name')).map(({ name }) => name)).toContain('Mina Tanaka');
    const account = first((await rows(tab, 'appAccounts', integrationDocument(one), 'username')).filter(({ status, exempted }) => status === null && !exempted));
    await make(tab, environment, { name: 'appAccount.setExempted', args: { account: account.id, exempted: true } });
    const [activation] = await rows(tab, 'activations', integrationDocument(one), 'account');
    if (activation !== undefined) await make(tab, environment, { name: 'activation.setEnabled', args: { activation: activation.id, enabled: !activation.enabled } });
    await make(tab, environment, { name: 'member.setNotifications', args: { member: mina, integration: other, on: true } });

    await make(owner.tab, environment, give(one, 'none'));
    await tab.until(async () => (await databases(user)).every((name) => !name.includes(one)));
    await tab.untilSync(({ documents }) => documents.of === 2);
    await expect(rows(tab, 'appAccounts', integrationDocument(one), 'username')).rejects.toThrow('no access');
    expect((await tab.calls.overview(environment)).integrations.map(({ id }) => id)).toEqual([other]);
  });
});
