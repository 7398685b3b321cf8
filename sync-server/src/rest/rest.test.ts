import type { Activity } from '@latchkey/shared/protocol/activity';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sampleIntegration, sampleUser } from '../testing/rows.ts';
import { startTestServer, type Person, type Program, type TestServer } from '../testing/server.ts';

describe('the REST API', () => {
  let server: TestServer;
  let olga: Person;
  let product: Program;
  let [development, production] = ['', ''];
  beforeAll(async () => {
    server = await startTestServer();
    olga = server.olga;
    [development, , production] = server.environments;
    product = await server.program({ level: 'administrator' });
    await server.put(sampleIntegration(server.workspace, production, 'hubspot-production'), sampleIntegration(server.workspace, development, 'hubspot-development'));
  });
  beforeEach(() => server.put(...sampleUser(server.workspace, production, 'ursula', 'hubspot-production')));
  afterAll(() => server.end());

  const send: Program['send'] = (...request) => product.send(...request);
  const version = async (environment = production) => (await server.services.library.state(environment))?.version ?? 0;
  const activity = async () => (await (await olga.fetch(`/api/workspaces/${server.workspace}/activity?limit=200`)).json()) as Activity;
  const put = (path: string, body: unknown) => send('PUT', `${production}/connected-users/${path}`, body);

  test('a put makes a user; the same put again changes nothing and leaves no second entry', async () => {
    const user = { name: 'Ada', email: 'ada@x.example', account: 'acc', createdAt: '2026-02-21T20:04:07+01:00', lastSeenAt: null };
    const made = await put('ada', user);
    expect(made).toMatchObject({ status: 201, body: { ...user, externalId: 'ada', enabled: true, createdAt: '2026-02-21T19:04:07.000Z' } });
    const [before, entries] = [await version(), (await activity()).entries.length];
    expect(await put('ada', user)).toEqual({ status: 200, body: made.body });
    expect([await version(), (await activity()).entries.length]).toEqual([before, entries]);
    expect(await put('ada', { email: 'ada@y.example' })).toMatchObject({ status: 200, body: { id: made.body['id'], name: 'Ada', email: 'ada@y.example' } });
    expect([await version(), (await activity()).entries.length]).toEqual([before + 1, entries + 1]);
    expect((await activity()).entries[0]).toMatchObject({ actor: { kind: 'key', name: 'Product' }, action: 'rest.putConnectedUser', before: { email: 'ada@x.example' }, after: { email: 'ada@y.example' } });
  });

  test('an external id is any text, escaped', async () => {
    const id = 'a/b c?ü';
    expect((await put(encodeURIComponent(id), {})).body['externalId']).toBe(id);
    expect((await send('GET', `${production}/connected-users/${encodeURIComponent(id)}`)).body['externalId']).toBe(id);
  });

  test('EDIT-9 a put never touches the switch of a manager', async () => {
    const [row] = sampleUser(server.workspace, production, 'ursula', 'hubspot-production');
    await server.put({ ...row, record: { ...row.record, enabled: false } });
    expect(await put('ursula', { name: 'Ursula' })).toMatchObject({ status: 200, body: { enabled: false, name: 'Ursula' } });
    expect(await put('ursula', { enabled: true })).toMatchObject({ status: 422, body: { errors: [{ field: 'enabled', message: 'is not a field of this' }] } });
  });

  test('EDIT-10 removed and put again: a new id, and nothing of the old one comes along', async () => {
    const first = await put('phoenix', { name: 'First' });
    await put('phoenix/connections/main', { connector: 'hubspot', status: 'valid' });
    expect((await send('DELETE', `${production}/connected-users/phoenix`)).status).toBe(204);
    expect((await send('GET', `${production}/connected-users/phoenix`)).status).toBe(404);
    expect((await send('DELETE', `${production}/connected-users/phoenix`)).status).toBe(404);
    const second = await put('phoenix', {});
    expect(second).toMatchObject({ status: 201, body: { name: null } });
    expect(second.body['id']).not.toBe(first.body['id']);
    const children = await server.services.store.read((reader) => reader.children(String(first.body['id'])));
    expect(children.map(({ orphaned }) => orphaned)).toEqual([true]);
  });

  test.each([
    ['ada', { name: '' }, 'name', 'must not be empty'],
    ['ada', { email: 'no' }, 'email', 'must be an e-mail address like name@example.com'],
    ['ada', { createdAt: 'yesterday' }, 'createdAt', 'must be a date and time like 2026-02-21T19:04:07.533Z'],
    ['ada', { createdAt: '2026-02-30T00:00:00Z' }, 'createdAt', 'must be a date and time like 2026-02-21T19:04:07.533Z'],
    ['ada', [], 'body', 'must be an object, in curly brackets'],
    ['ada', 'Ada', 'body', 'must be an object, in curly brackets'],
    ['ada', { name: 'a\u0000b' }, 'name', 'must not hold control characters, tabs or line breaks'],
    ['ada', { name: ' \u200b' }, 'name', 'must not be only blanks or characters that do not show'],
    ['ada', { name: 'Ada \u202enimda' }, 'name', 'must not hold characters that turn the direction of the text'],
    ['ada', { more: 1 }, 'more', 'is not a field of this'],
    ['a'.repeat(201), {}, 'externalId', 'must be at most 200 characters long'],
    ['ursula/connections/main', { connector: 'hubspot', status: 'broken' }, 'status', 'must be valid or invalid'],
    ['ursula/connections/main', { status: 'valid' }, 'connector', 'is missing'],
    ['ursula/connections/main', { connector: 'slack', status: 'valid' }, 'connector', 'must stay hubspot; another connector is another connection'],
    ['ursula/connections/main', { connector: 'hubspot', status: 'valid', name: 'Mine' }, 'name', "can be chosen from the user's second connection for this connector on"],
    ['ursula/connections/main', { connector: 'hubspot', status: 'valid', reason: 'x' }, 'reason', 'must be left out or null while the connection is valid'],
    ['ursula/activations/hubspot-production', { enabled: true }, 'enabled', 'is not a field of this'],
    ['ursula/activations/hubspot-production', { inFlight: 'soon' }, 'inFlight', 'must be queued or running'],
    ['ursula/activations/hubspot-production', { latestRun: 'success' }, 'latestRun', 'must be an object, in curly brackets'],
  ])('CASE-6 put %s %j names the field and changes nothing', async (path, body, field, message) => {
    const before = await version();
    const answer = await put(path, body);
    expect(answer.status).toBe(422);
    expect(answer.body['errors']).toEqual([{ field, message }]);
    expect(await version()).toBe(before);
  });

  test('an activation: made once, its latest run reported, the switch left alone', async () => {
    await put('otto', {});
    const made = await put('otto/activations/hubspot-production', {});
    expect(made).toMatchObject({ status: 201, body: { enabled: true, latestRun: null, inFlight: null } });
    const before = await version();
    const run = { latestRun: { result: 'error', at: '2026-01-02T00:00:00.000Z' }, inFlight: 'running' };
    expect(await put('otto/activations/hubspot-production', run)).toMatchObject({ status: 200, body: { id: made.body['id'], ...run } });
    expect(await put('otto/activations/hubspot-production', run)).toMatchObject({ status: 200, body: run });
    expect(await version()).toBe(before + 1);
  });

  test('CONF-2 another sharing level is that of new activations; those that are there stay the ones that are put', async () => {
    for (const user of ['osei', 'odile']) await put(user, { account: 'acme' });
    const path = 'activations/hubspot-production';
    const own = await put(`osei/${path}`, {});
    const share = { name: 'integration.configure', args: { integration: 'hubspot-production', field: 'sharing', value: 'account' } };
    expect(await server.edit(olga, share, production)).toMatchObject({ outcome: 'applied' });
    expect(await put(`osei/${path}`, {})).toMatchObject({ status: 200, body: { id: own.body['id'], sharing: 'user' } });
    const shared = await put(`odile/${path}`, {});
    expect(shared).toMatchObject({ status: 201, body: { sharing: 'account', account: 'acme' } });
    await server.edit(olga, { ...share, args: { ...share.args, value: 'user' } }, production);
    expect(await put(`odile/${path}`, {})).toMatchObject({ status: 200, body: { id: shared.body['id'] } });
  });

  test('a connection: named by rule, invalid with a reason, valid again without', async () => {
    await put('otto', { name: 'Otto van Dijk' });
    const valid = { connector: 'hubspot', status: 'valid', authorizedAt: '2026-02-21T00:00:00.000Z' };
    expect(await put('otto/connections/a', valid)).toMatchObject({ status: 201, body: { name: 'HubSpot Login authorized on 2026-02-21 by OD', reason: null } });
    expect(await put('otto/connections/a', { ...valid, status: 'invalid', reason: 'token refused, 401' })).toMatchObject({ status: 200, body: { reason: 'token refused, 401' } });
    expect(await put('otto/connections/a', valid)).toMatchObject({ status: 200, body: { status: 'valid', reason: null } });
    expect(await put('otto/connections/b', { ...valid, name: 'The second one' })).toMatchObject({ status: 201, body: { name: 'The second one' } });
  });

  test('CASE-29 what belongs to another environment, or workspace, is unknown', async () => {
    const before = [await version(), await version(development)];
    for (const [method, path, body] of [
      ['GET', `${development}/connected-users/ursula`, undefined],
      ['DELETE', `${development}/connected-users/ursula`, undefined],
      ['PUT', `${development}/connected-users/ursula/activations/hubspot-development`, {}],
      ['PUT', `${production}/connected-users/ursula/activations/hubspot-development`, {}],
      ['PUT', `${development}/connected-users/ursula/connections/x`, { connector: 'hubspot', status: 'valid' }],
      ['GET', `${production.toUpperCase()}/connected-users`, undefined],
      ['GET', 'elsewhere/connected-users', undefined],
    ] as const) {
      expect([path, (await send(method, path, body)).status]).toEqual([path, 404]);
    }
    expect([await version(), await version(development)]).toEqual(before);
    expect((await send('GET', `${development}/connected-users`)).body).toEqual({ users: [], next: null });
  });

  test('a list comes page by page, each user once', async () => {
    for (let i = 0; i < 7; i++) await send('PUT', `${server.environments[1]}/connected-users/p${i}`, {});
    const seen: string[] = [];
    for (let next: unknown = null, pages = 0; pages < 10; pages++) {
      const { body } = await send('GET', `${server.environments[1]}/connected-users?limit=3${next === null ? '' : `&after=${String(next)}`}`);
      seen.push(...(body['users'] as { externalId: string }[]).map(({ externalId }) => externalId));
      next = body['next'];
      if (next === null) break;
    }
    expect(seen.toSorted()).toEqual(Array.from({ length: 7 }, (_, i) => `p${i}`));
    for (const limit of ['0', '1001', 'x', '-1']) expect((await send('GET', `${production}/connected-users?limit=${limit}`)).body['errors']).toMatchObject([{ field: 'limit' }]);
  });

  test.each(['', 'Bearer', 'Bearer lk_wrong', `Bearer lk_${'A'.repeat(43)}`, 'Basic abc'])('without a key that is known (%j): 401', async (authorization) => {
    expect((await fetch(`${server.url}/api/v1/environments/${production}/connected-users`, { headers: { authorization } })).status).toBe(401);
  });
});
