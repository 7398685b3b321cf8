import type { Session } from '@latchkey/shared/protocol/http';
import type { MadeEnvironment } from '@latchkey/shared/protocol/workspace-settings';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jsonBody, owner, startTestServer, type Person, type TestServer } from '../testing/server.ts';

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
    expect(session.workspaces[0]).toMatchObject({ silentDays: 14 });
    const wrong = await patch(olga, '', { membersMayInvite: 'yes' });
    expect([wrong.status, await wrong.json()]).toMatchObject([422, { errors: [{ field: 'membersMayInvite', message: 'must be true or false' }] }]);
  });

  test('OUT-10 a device may be silent for a whole number of days, from 1 to 90; the session of every member says it, and its rights change with it', async () => {
    const rights = async () => ((await (await olga.fetch('/api/pulse')).json()) as { rights: string }).rights;
    const before = await rights();
    for (const [silentDays, message] of [
      [0, 'must be at least 1'],
      [91, 'must be at most 90'],
      [1.5, 'must be a whole number'],
      ['7', 'must be a number'],
    ]) {
      const wrong = await patch(olga, '', { silentDays });
      expect([wrong.status, await wrong.json()]).toMatchObject([422, { errors: [{ field: 'silentDays', message }] }]);
    }
    expect(await rights()).toBe(before);
    for (const silentDays of [1, 90, 7]) expect((await patch(olga, '', { silentDays })).status).toBe(204);
    expect(((await (await olga.fetch('/api/session')).json()) as Session).workspaces[0]).toMatchObject({ silentDays: 7 });
    expect(await rights()).not.toBe(before);
    const [entry] = await server.services.store.read((reader) => reader.audit(server.workspace, { before: null, limit: 1 }));
    expect(entry).toMatchObject({ action: 'workspace.change', before: { silentDays: 90 }, after: { silentDays: 7 } });
  });

  test('OUT-10 a sign-in runs out after as long without use: from the first contact on, and from the first one after a change', async () => {
    const allowed = async (person: Person) => {
      const found = await server.services.identity.signInOf(new Headers({ cookie: person.cookie }));
      return found === null ? null : (found.until - found.prolongedAt) / (24 * 60 * 60 * 1000);
    };
    const person = await server.signIn(owner.email);
    expect((await patch(olga, '', { silentDays: 30 })).status).toBe(204);
    for (const path of ['/api/session', '/api/pulse']) {
      await person.fetch(path);
      expect(await allowed(person)).toBe(30);
      expect((await person.fetch(path)).headers.getSetCookie()).toEqual([]);
      await patch(olga, '', { silentDays: 2 });
      expect(await allowed(person)).toBe(30);
      expect((await person.fetch(path)).headers.getSetCookie()).toHaveLength(1);
      expect(await allowed(person)).toBe(2);
      await patch(olga, '', { silentDays: 30 });
    }
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

  test('AUDIT-1 each change is on record, with the browser that it came from', async () => {
    const headers = { 'content-type': 'application/json', 'user-agent': 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0' };
    const answer = await olga.fetch(`/api/workspaces/${server.workspace}`, { method: 'PATCH', headers, body: JSON.stringify({ membersMayInvite: true }) });
    expect(answer.status).toBe(204);
    const [latest] = await server.services.store.read((reader) => reader.audit(server.workspace, { before: null, limit: 1 }));
    expect(latest).toMatchObject({ action: 'workspace.change', deviceName: 'Firefox on Windows' });
    const entries = await server.services.store.read((reader) => reader.audit(server.workspace, { before: null, limit: 5 }));
    expect(entries.map(({ action }) => action)).toEqual(['workspace.change', 'environment.change', 'environment.change', 'environment.create', 'workspace.change']);
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
