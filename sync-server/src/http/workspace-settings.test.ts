import type { Session } from '@latchkey/shared/protocol/http';
import type { MadeEnvironment } from '@latchkey/shared/protocol/workspace-settings';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jsonBody, startTestServer, type Person, type TestServer } from '../testing/server.ts';

describe('settings of a workspace', () => {
  let server: TestServer;
  let olga: Person;
  beforeAll(async () => {
    server = await startTestServer();
    olga = server.olga;
  });
  afterAll(() => server.end());
  const patch = (by: Person, path: string, body: unknown) => by.fetch(`/api/workspaces/${server.workspace}${path}`, { ...jsonBody(body), method: 'PATCH' });
  const workspace = () => server.services.store.read((reader) => reader.workspace(server.workspace));

  test('what is absent stays; what is no setting is named', async () => {
    expect((await patch(olga, '', { membersMayInvite: true })).status).toBe(204);
    expect((await patch(olga, '', { name: 'Northwind Ltd' })).status).toBe(204);
    expect(await workspace()).toMatchObject({ name: 'Northwind Ltd', membersMayInvite: true });
    const session = (await (await olga.fetch('/api/session')).json()) as Session;
    expect(session.workspaces[0]).toMatchObject({ name: 'Northwind Ltd', membersMayInvite: true });
    const wrong = await patch(olga, '', { membersMayInvite: 'yes' });
    expect([wrong.status, await wrong.json()]).toMatchObject([422, { errors: [{ field: 'membersMayInvite', message: 'must be true or false' }] }]);
  });

  test('an environment is added, with the members of the workspace in its document, and renamed', async () => {
    const made = (await (await olga.post(`/api/workspaces/${server.workspace}/environments`, { name: 'Review' })).json()) as MadeEnvironment;
    const named = async () => ((await (await olga.fetch('/api/session')).json()) as Session).workspaces[0]?.environments.at(-1);
    expect(await named()).toMatchObject({ id: made.id, name: 'Review', isProduction: false });
    expect((await olga.fetch(`/api/documents/${made.id}/snapshot`)).status).toBe(200);
    expect((await patch(olga, `/environments/${made.id}`, { name: 'Preview' })).status).toBe(204);
    expect(await named()).toMatchObject({ name: 'Preview' });
    expect((await patch(olga, `/environments/${made.id}`, { isProduction: true })).status).toBe(204);
    expect(await named()).toMatchObject({ name: 'Preview', isProduction: true });
    expect((await patch(olga, '/environments/elsewhere', { name: 'x' })).status).toBe(404);
  });

  test('AUDIT-1 each change is on record', async () => {
    const entries = await server.services.store.read((reader) => reader.audit(server.workspace, { before: null, limit: 5 }));
    expect(entries.map(({ action }) => action)).toEqual(['environment.change', 'environment.change', 'environment.create', 'workspace.change', 'workspace.change']);
  });

  test('DOC-7 what was found damaged is in the session of its readers, and told to owners and administrators with what was found', async () => {
    const { library, store } = server.services;
    const production = server.environments[2];
    const damaged = async () => ((await (await olga.fetch('/api/session')).json()) as Session).workspaces[0]?.environments.map((environment) => environment.damaged);
    const rights = async () => ((await (await olga.fetch('/api/pulse')).json()) as { rights: string }).rights;
    const before = await rights();
    expect(await damaged()).not.toContainEqual([production]);
    library.damaged(production, 'a bit was flipped');
    await expect.poll(damaged).toContainEqual([production]);
    expect(await rights()).not.toBe(before);
    expect(await (await olga.fetch(`/api/workspaces/${server.workspace}/damaged`)).json()).toEqual({ documents: [{ id: production, why: 'a bit was flipped' }] });
    await store.transact((transaction) => transaction.liftQuarantine(production));
    expect(await rights()).toBe(before);
  });

  test('is for owners and administrators', async () => {
    await server.addMember('Max', { environments: { [server.environments[2]]: 'manage' } });
    const max = await server.signIn('max@northwind.example');
    expect((await patch(max, '', { membersMayInvite: false })).status).toBe(403);
    expect((await max.post(`/api/workspaces/${server.workspace}/environments`, { name: 'Mine' })).status).toBe(403);
    expect((await max.fetch(`/api/workspaces/${server.workspace}/damaged`)).status).toBe(403);
    expect(await workspace()).toMatchObject({ membersMayInvite: true });
  });
});
