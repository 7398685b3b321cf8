import { AppAccount } from '@latchkey/shared/domain/app-account';
import type { Request } from '@latchkey/shared/edits/definition';
import { randomUUID } from 'node:crypto';
import type { Session } from '@latchkey/shared/protocol/http';
import type { InvitationOffer, MadeLink } from '@latchkey/shared/protocol/invitations';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appTeamRow, teamRow } from '../records/rows.ts';
import { sampleIntegration } from '../testing/rows.ts';
import { jsonBody, owner, PASSWORD, startTestServer, type Person, type TestServer } from '../testing/server.ts';

const DAY = 24 * 3_600_000;

describe('invitations', () => {
  let server: TestServer;
  let olga: Person;
  let now = Date.now();
  beforeAll(async () => {
    server = await startTestServer({ clock: () => now });
    olga = server.olga;
  });
  afterAll(() => server.end());

  const edit = (by: Person, name: string, args: Request['args']) => server.edit(by, { name, args });
  const invite = async (email: string, change: Request['args'] = {}, by = olga) => {
    const invitation = randomUUID();
    const args = { invitation, email, level: 'none', environment: server.environments[2], integration: null, scoped: 'monitor', ...change };
    expect(await edit(by, 'invitation.create', args)).toMatchObject({ outcome: 'applied' });
    return invitation;
  };
  const linkOf = async (invitation: string, by = olga) => by.post(`/api/workspaces/${server.workspace}/invitations/${invitation}/link`, {});
  const tokenOf = async (invitation: string) => ((await (await linkOf(invitation)).json()) as MadeLink).path.split('#')[1] ?? '';
  const post = (what: 'look' | 'accept' | 'dismiss', body: unknown) => fetch(`${server.url}/api/invitations/${what}`, jsonBody(body));
  const chosen = { name: 'Ivy', password: PASSWORD };
  const statusOf = async (invitation: string) => (await server.services.store.read((reader) => reader.row('invitation', invitation)))?.record['status'];

  test('INVITE-4 a new person sees what is offered, chooses name and password, and is a member with that level', async () => {
    const invitation = await invite('ivy@northwind.example');
    const token = await tokenOf(invitation);
    expect((await (await post('look', { token })).json()) as InvitationOffer).toMatchObject({
      ...{ workspace: 'Northwind', email: 'ivy@northwind.example', invitedBy: owner.name, as: 'new' },
      environments: [{ name: 'Production', level: 'monitor' }],
    });
    const missing = await post('accept', { token });
    expect([missing.status, await missing.json()]).toMatchObject([422, { errors: [{ field: 'name' }, { field: 'password' }] }]);
    expect((await post('accept', { token, ...chosen })).status).toBe(201);
    const ivy = await server.signIn('ivy@northwind.example');
    const session = (await (await ivy.fetch('/api/session')).json()) as Session;
    expect(session.workspaces).toMatchObject([{ id: server.workspace, member: { level: 'none', environments: { [server.environments[2]]: 'monitor' } } }]);
    expect(await statusOf(invitation)).toBe('accepted');
  });

  test('INVITE-4 an address as long as they may be makes a member like any other, whom a team gives access', async () => {
    const email = `${'l'.repeat(230)}@northwind.example`;
    expect((await post('accept', { token: await tokenOf(await invite(email)), name: 'Lo', password: PASSWORD })).status).toBe(201);
    const lo = await server.signIn(email);
    const session = v.parse(v.object({ workspaces: v.tuple([v.object({ member: v.object({ id: v.string() }) })]) }), await (await lo.fetch('/api/session')).json());
    const [{ member: { id: member } }] = session.workspaces;
    await server.put(
      sampleIntegration(server.workspace, server.production, 'crm'),
      teamRow('support', { workspace: server.workspace, name: 'Support', members: {}, integrations: {}, createdAt: '2026-01-01T00:00:00.000Z' }),
      appTeamRow(server.workspace, 'agents', { environment: server.production, integration: 'crm', name: 'Agents', role: null, team: 'support' }),
    );
    for (const on of [true, false]) {
      expect(await edit(olga, 'team.setMember', { team: 'support', member, on })).toMatchObject({ outcome: 'applied' });
      const [account] = await server.services.store.read((reader) => reader.accountsOfMember(member));
      expect(v.parse(AppAccount, account?.record)).toMatchObject({ username: email, teams: on ? { agents: true } : {} });
    }
  });

  test('CASE-20 of ten that accept in parallel exactly one succeeds; replayed it is refused', async () => {
    const token = await tokenOf(await invite('ina@northwind.example'));
    const statuses = await Promise.all(Array.from({ length: 10 }, async () => (await post('accept', { token, ...chosen })).status));
    expect(statuses.toSorted()).toEqual([201, ...Array<number>(9).fill(410)]);
    expect((await post('accept', { token, ...chosen })).status).toBe(410);
    expect((await post('look', { token })).status).toBe(410);
  });

  test('INVITE-2 of the token only the hash is kept, and a new link ends the one before', async () => {
    const invitation = await invite('ida@northwind.example');
    const [first, second] = [await tokenOf(invitation), await tokenOf(invitation)];
    expect([(await post('look', { token: first })).status, (await post('look', { token: second })).status]).toEqual([410, 200]);
    expect(await server.services.store.read((reader) => reader.token(second))).toBeUndefined();
    expect(await (await olga.fetch(`/api/workspaces/${server.workspace}/activity`)).text()).not.toContain(second);
    const wrong = await post('look', { token: 'short' });
    expect([wrong.status, await wrong.json()]).toMatchObject([422, { errors: [{ field: 'token' }] }]);
  });

  test.each([
    ['revoked', async (invitation: string) => edit(olga, 'invitation.setStatus', { invitation, status: 'revoked' })],
    ['dismissed', async (_: string, token: string) => post('dismiss', { token })],
    ['expired', async () => void (now += 7 * DAY)],
  ] as const)('INVITE-3 one that was %s can not be accepted, and makes no account', async (what, make) => {
    const email = `${what}@northwind.example`;
    const invitation = await invite(email);
    const token = await tokenOf(invitation);
    await make(invitation, token);
    const answer = await post('accept', { token, ...chosen });
    expect([answer.status, await answer.text()]).toEqual([410, expect.stringMatching(what === 'dismissed' ? /does not work/ : what)]);
    expect(await server.services.identity.hasUser(email)).toBe(false);
  });

  test('INVITE-3 one whose author may no longer invite so can not be accepted', async () => {
    const id = await server.addMember('Adam', { level: 'administrator' });
    const invitation = await invite('ines@northwind.example', { level: 'administrator', environment: null }, await server.signIn('adam@northwind.example'));
    const token = await tokenOf(invitation);
    await edit(olga, 'member.setLevel', { member: id, level: 'none' });
    expect((await post('accept', { token, ...chosen })).status).toBe(410);
  });

  test('INVITE-3 whoever sends it again vouches for it: its links are good although the first author has left', async () => {
    const id = await server.addMember('Anna', { level: 'administrator' });
    const invitation = await invite('irma@northwind.example', {}, await server.signIn('anna@northwind.example'));
    await edit(olga, 'member.setRemoved', { member: id, removed: true });
    expect((await post('look', { token: await tokenOf(invitation) })).status).toBe(410);
    expect(await edit(olga, 'invitation.resend', { invitation, at: new Date(now).toISOString() })).toMatchObject({ outcome: 'applied' });
    const token = await tokenOf(invitation);
    expect(await (await post('look', { token })).json()).toMatchObject({ invitedBy: owner.name });
    expect((await post('accept', { token, ...chosen })).status).toBe(201);
  });

  test('INVITE-4 an address that has an account accepts signed in, as itself, and gains what was offered', async () => {
    await server.addMember('Mona', { environments: { [server.environments[0]]: 'manage' } });
    const [mona, other] = [await server.signIn('mona@northwind.example'), olga];
    const token = await tokenOf(await invite('Mona@northwind.example'));
    expect((await post('accept', { token, ...chosen })).status).toBe(409);
    expect((await other.post('/api/invitations/accept', { token })).status).toBe(409);
    expect(await (await mona.post('/api/invitations/look', { token })).json()).toMatchObject({ as: 'ready' });
    expect((await mona.post('/api/invitations/accept', { token })).status).toBe(201);
    const session = (await (await mona.fetch('/api/session')).json()) as Session;
    expect(session.workspaces[0]?.member.environments).toEqual({ [server.environments[0]]: 'manage', [server.environments[2]]: 'monitor' });
  });

  test('INVITE-4 a member who is signed in is told what of an invitation they have already, also through a team; nobody else is', async () => {
    const member = await server.addMember('Nora', { environments: { [server.environments[0]]: 'monitor' } });
    const team = { workspace: server.workspace, name: 'Sales', members: { [member]: true as const }, integrations: { sales: 'monitor' as const }, createdAt: '2026-01-01T00:00:00.000Z' };
    await server.put(sampleIntegration(server.workspace, server.production, 'sales'), sampleIntegration(server.workspace, server.production, 'stock'), teamRow('sales-team', team));
    const [development, , production] = server.environments;
    const invitation = await invite('nora@northwind.example');
    const row = await server.services.store.read((reader) => reader.row('invitation', invitation));
    if (row === undefined) throw new Error('the invitation is not there');
    const offered = { level: 'administrator', environments: { [development]: 'monitor', [production]: 'monitor' }, integrations: { sales: 'monitor', stock: 'monitor' } };
    await server.put({ ...row, record: { ...row.record, ...offered } });
    const token = await tokenOf(invitation);
    const lookAs = async (by: Person) => (await (await by.post('/api/invitations/look', { token })).json()) as InvitationOffer;
    expect(await lookAs(await server.signIn('nora@northwind.example'))).toMatchObject({
      levelHeld: false,
      environments: [{ held: true }, { held: false }],
      integrations: [{ held: true }, { held: false }],
    });
    await server.put({ ...row, record: { ...row.record, integrations: { sales: 'manage' }, environments: {} } });
    expect(await lookAs(await server.signIn('nora@northwind.example'))).toMatchObject({ levelHeld: true, integrations: [{ held: false }] });
    expect(await lookAs(olga)).toMatchObject({ levelHeld: false, integrations: [{ held: false }] });
  });

  test('INVITE-4 a member who is switched off gains nothing', async () => {
    await server.addMember('Dora', { enabled: false });
    const token = await tokenOf(await invite('dora@northwind.example'));
    const dora = await server.signIn('dora@northwind.example');
    expect((await dora.post('/api/invitations/accept', { token })).status).toBe(410);
    expect((await dora.fetch('/api/session')).status).toBe(401);
  });

  test('PERM-5 an environment of another workspace is not invited to, and none is shown', async () => {
    const { store } = server.services;
    await store.transact(async (transaction) => {
      await transaction.putWorkspace('foreign', { name: 'Foreign', membersMayInvite: false, createdAt: '2026-01-01T00:00:00.000Z' });
      await transaction.putEnvironment('secret', { workspace: 'foreign', name: 'Secret', isProduction: true, createdAt: '2026-01-01T00:00:00.000Z' });
    });
    for (const environment of ['secret', 'nowhere']) {
      const args = { invitation: randomUUID(), email: 'iris@northwind.example', level: 'none', environment, integration: null, scoped: 'monitor' };
      expect(await edit(olga, 'invitation.create', args)).toMatchObject({ outcome: 'refused', reason: 'unknown' });
    }
    const invitation = await invite('iris@northwind.example');
    const token = await tokenOf(invitation);
    await store.transact(async (transaction) => {
      const row = await transaction.row('invitation', invitation);
      if (row === undefined) throw new Error('the invitation is not kept');
      await transaction.putRow({ ...row, record: { ...row.record, environments: { secret: 'manage', nowhere: 'manage' }, integrations: { nowhere: 'manage' } } });
    });
    const offer = await (await post('look', { token })).json();
    expect(offer).toMatchObject({ environments: [], integrations: [] });
  });

  test('PERM-7 a link is for those who may invite so; to others there is no such invitation', async () => {
    const invitation = await invite('ilse@northwind.example', { level: 'administrator', environment: null });
    await server.addMember('Max', { environments: { [server.environments[2]]: 'manage' } });
    expect((await linkOf(invitation, await server.signIn('max@northwind.example'))).status).toBe(404);
    expect((await linkOf(randomUUID())).status).toBe(404);
    expect((await linkOf(invitation)).status).toBe(201);
  });
});

describe('several workspaces', () => {
  test('PRODUCT Words: one person switches between theirs, and not to one where they are switched off', async () => {
    const server = await startTestServer();
    const { store, identity } = server.services;
    const user = await identity.createUser({ name: 'Wanda', email: 'wanda@northwind.example', password: PASSWORD });
    await store.transact(async (transaction) => {
      for (const [workspace, enabled] of [['second', true], ['third', false]] as const) {
        await transaction.putWorkspace(workspace, { name: workspace, membersMayInvite: false, createdAt: '2026-01-01T00:00:00.000Z' });
        await transaction.putRow({
          ...{ kind: 'member', id: `wanda-${workspace}`, workspace, environment: null, key: user, parent: null, status: null, removed: false, orphaned: false },
          record: {
            ...{ workspace, user, name: 'Wanda', userName: 'wanda', email: 'wanda@northwind.example', level: 'owner', enabled },
            ...{ environments: {}, integrations: {}, runs: {}, joinedAt: '2026-01-01T00:00:00.000Z' },
          },
        });
      }
    });
    const wanda = await server.signIn('wanda@northwind.example');
    const session = (await (await wanda.fetch('/api/session')).json()) as Session;
    expect(session.workspaces.map(({ id }) => id)).toEqual(['second']);
    for (const [workspace, expected] of [['second', 200], ['third', 404]] as const) {
      expect((await wanda.fetch(`/api/workspaces/${workspace}/activity`)).status).toBe(expected);
    }
    await server.end();
  });
});
