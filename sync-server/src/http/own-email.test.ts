import type { Session } from '@latchkey/shared/protocol/http';
import type { AskedEmail, EmailRequests, MadeEmailLink } from '@latchkey/shared/protocol/own-email';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appAccountRow, appTeamRow, teamRow } from '../records/rows.ts';
import { sampleIntegration } from '../testing/rows.ts';
import { owner, PASSWORD, startTestServer, type Person, type TestServer } from '../testing/server.ts';

describe('INVITE-5 changing one\'s own address', () => {
  let server: TestServer;
  let olga: Person;
  let mona: Person;
  let id: string;
  let now = Date.now();
  beforeAll(async () => {
    server = await startTestServer({ clock: () => now });
    olga = server.olga;
    id = await server.addMember('Mona', { environments: { [server.environments[2]]: 'manage' } });
    mona = await server.signIn('mona@northwind.example');
  });
  afterAll(() => server.end());

  const ask = (email: string, password = PASSWORD) => mona.post('/api/me/email', { email, password });
  const link = (by = olga, member = id) => by.post(`/api/workspaces/${server.workspace}/members/${member}/email-link`, {});
  const confirm = (by: Person, path: string) => by.post('/api/me/email/confirm', { token: path.split('#')[1] ?? '' });

  test('takes the password, and an address that nobody has', async () => {
    expect([(await ask('new@northwind.example', 'a wrong password')).status, (await ask(owner.email)).status]).toEqual([422, 409]);
    expect((await link()).status).toBe(409);
  });

  test('takes two: the person can not make the link, and whoever makes it can not use it', async () => {
    expect((await ask('new@northwind.example')).status).toBe(202);
    expect((await link(mona)).status).toBe(403);
    const made = (await (await link()).json()) as MadeEmailLink;
    expect(made.email).toBe('new@northwind.example');
    expect((await confirm(olga, made.path)).status).toBe(410);
    expect((await confirm(mona, made.path)).status).toBe(204);
    expect((await confirm(mona, made.path)).status).toBe(410);
    expect((await server.services.store.read((reader) => reader.row('member', id)))?.record).toMatchObject({ email: 'new@northwind.example' });
    expect(((await (await mona.fetch('/api/session')).json()) as Session).user.email).toBe('new@northwind.example');
    await server.signIn('new@northwind.example');
    await expect(server.signIn('mona@northwind.example')).rejects.toThrow(/401/);
  });

  test('what is asked for is shown to whoever asked, who may take it back, and to those who may make the link', async () => {
    const asked = async () => ((await (await mona.fetch('/api/me/email')).json()) as AskedEmail).asked;
    const requests = (by: Person) => by.fetch(`/api/workspaces/${server.workspace}/email-requests`);
    const shown = async () => ((await (await requests(olga)).json()) as EmailRequests).requests;
    await ask('next@northwind.example');
    await olga.post('/api/me/email', { email: 'mine@northwind.example', password: PASSWORD });
    expect(await asked()).toBe('next@northwind.example');
    expect(await shown()).toEqual([{ member: id, name: 'Mona', from: 'new@northwind.example', email: 'next@northwind.example' }]);
    expect((await requests(mona)).status).toBe(403);
    const { path } = (await (await link()).json()) as MadeEmailLink;
    expect((await mona.fetch('/api/me/email', { method: 'DELETE' })).status).toBe(204);
    expect([await asked(), await shown()]).toEqual([null, []]);
    expect((await confirm(mona, path)).status).toBe(410);
  });

  test('a link is good for a day; an address that was taken meanwhile is refused', async () => {
    await ask('newer@northwind.example');
    const late = (await (await link()).json()) as MadeEmailLink;
    now += 24 * 3_600_000;
    expect((await confirm(mona, late.path)).status).toBe(410);
    const made = (await (await link()).json()) as MadeEmailLink;
    await server.addMember('Newer', {});
    expect((await confirm(mona, made.path)).status).toBe(409);
  });

  test('EDIT-14 what a team gives by the address follows it, under one thread, and can be taken away afterwards', async () => {
    const { workspace, production: environment } = server;
    const account = { environment, integration: 'crm', username: 'new@northwind.example', member: null, teams: {}, operation: null, assets: [] };
    await server.put(
      sampleIntegration(workspace, environment, 'crm'),
      teamRow('support', { workspace, name: 'Support', members: {}, integrations: {}, createdAt: '2026-01-01T00:00:00.000Z' }),
      appTeamRow(workspace, 'agents', { environment, integration: 'crm', name: 'Agents', role: null, team: 'support' }),
      appAccountRow(workspace, 'old', { ...account, desired: { presence: 'gone', roles: {}, exempted: false, protected: false, retry: null }, reported: { presence: 'present', roles: {}, protected: false } }, null),
    );
    const accounts = async () => {
      const rows = await server.services.store.read((reader) => reader.rowsOfIntegration('appAccount', 'crm', { after: null, limit: 10 }));
      return Object.fromEntries(rows.map(({ record }) => [record['username'], [record['teams'], (record['operation'] as { kind: string } | null)?.kind]]));
    };
    const isIn = (on: boolean) => server.edit(olga, { name: 'team.setMember', args: { team: 'support', member: id, on } });
    expect(await isIn(true)).toMatchObject({ outcome: 'applied' });
    expect(await accounts()).toEqual({ 'new@northwind.example': [{ agents: true }, undefined] });

    await ask('latest@northwind.example');
    expect((await confirm(mona, ((await (await link()).json()) as MadeEmailLink).path)).status).toBe(204);
    expect(await accounts()).toEqual({ 'new@northwind.example': [{}, 'deprovision'], 'latest@northwind.example': [{ agents: true }, 'invite'] });
    const [last, ...others] = await server.services.store.read((reader) => reader.audit(workspace, { before: null, limit: 3 }));
    expect(others.map(({ action, thread }) => [action, thread])).toEqual([['appAccount.teamAccess', last?.thread], ['member.changeEmail', last?.thread]]);
    expect(await isIn(false)).toMatchObject({ outcome: 'applied' });
    expect(await accounts()).toEqual({ 'new@northwind.example': [{}, 'deprovision'], 'latest@northwind.example': [{}, undefined] });
  });

  test('nobody makes a link for the member of another workspace, nor for one who is not there', async () => {
    expect((await link(olga, 'nobody')).status).toBe(404);
  });
});
