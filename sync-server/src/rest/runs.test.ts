import { runsDocument } from '@latchkey/shared/document/placement';
import { readAll } from '@latchkey/shared/document/records';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { served } from '../documents/served.ts';
import { appAccountRow, runRow } from '../records/rows.ts';
import { RUNS_KEPT, RUNS_UNDER_WAY } from '../records/runs.ts';
import { sampleIntegration, sampleUser } from '../testing/rows.ts';
import { startTestServer, type Program, type TestServer } from '../testing/server.ts';

describe('integrations and their runs over REST', () => {
  let server: TestServer;
  let [development, production] = ['', ''];
  const programs = new Map<string, Program>();
  beforeAll(async () => {
    server = await startTestServer();
    [development, , production] = server.environments;
    const accesses = { administrator: { level: 'administrator' }, manage: { level: 'none', environments: { [production]: 'manage' } }, monitor: { level: 'none', environments: { [production]: 'monitor' } } } as const;
    for (const [name, access] of Object.entries(accesses)) programs.set(name, await server.program(access));
    await server.put(sampleIntegration(server.workspace, production, 'hubspot'), sampleIntegration(server.workspace, development, 'elsewhere'));
    await server.put(...sampleUser(server.workspace, production, 'ursula', 'hubspot'));
  });
  afterAll(() => server.end());

  const send = (method: string, path: string, body?: unknown, level = 'administrator') => {
    const program = programs.get(level);
    if (program === undefined) throw new Error(`no program has the level ${level}`);
    return program.send(method, path, body);
  };
  const put = (run: string, state: object, key = 'administrator') => send('PUT', `${production}/connected-users/ursula/activations/hubspot/runs/${run}`, { state }, key);
  const activation = () => server.services.store.read((reader) => reader.row('activation', 'activation-ursula'));
  const runs = async () => {
    const doc = await served(server.services, runsDocument('hubspot'));
    return new Map([...readAll(doc)].map(({ id, text }) => [id, JSON.parse(text ?? 'null') as unknown]));
  };
  const at = (minute: number): string => new Date(Date.UTC(2026, 5, 1, 12, minute)).toISOString();
  const ended = (minute: number, result: 'success' | 'error') => ({ kind: 'ended', startedAt: at(minute), endedAt: at(minute + 1), result, message: result === 'error' ? 'the app answered 503' : null });

  test('RUN-2 a run from queued to its result: its document and the activation follow', async () => {
    const made = await put('first', { kind: 'queued', at: at(0) });
    expect(made).toMatchObject({ status: 201, body: { integration: 'hubspot', activation: 'activation-ursula', state: { kind: 'queued' } } });
    expect((await activation())?.status).toEqual({ latestRun: null, inFlight: 'queued', queued: made.body['id'] });
    expect((await put('first', { kind: 'running', startedAt: at(1) })).status).toBe(200);
    expect((await activation())?.status).toEqual({ latestRun: null, inFlight: 'running' });
    expect(await put('first', ended(1, 'error'))).toMatchObject({ status: 200, body: { id: made.body['id'] } });
    expect((await activation())?.status).toEqual({ latestRun: { result: 'error', at: at(2) }, inFlight: null });
    expect((await runs()).get(String(made.body['id']))).toMatchObject({ state: { kind: 'ended', result: 'error' } });
  });

  test('RUN-3 a result stands: the same again is no change, another is a 409, and an older run does not become the latest', async () => {
    await put('done', ended(10, 'success'));
    const version = async () => (await server.services.library.state(runsDocument('hubspot')))?.version;
    const before = await version();
    expect((await put('done', ended(10, 'success'))).status).toBe(200);
    expect(await put('done', ended(10, 'error'))).toMatchObject({ status: 409, body: { type: expect.stringContaining('run-ended') as string } });
    expect((await put('done', { kind: 'running', startedAt: at(10) })).status).toBe(409);
    expect(await version()).toBe(before);
    await put('late', ended(5, 'error'));
    expect((await activation())?.status).toMatchObject({ latestRun: { result: 'success', at: at(11) } });
  });

  test('a run that was asked for in Latchkey is put by its id', async () => {
    const asked = runRow(server.workspace, 'asked', { environment: production, integration: 'hubspot', activation: 'activation-ursula', state: { kind: 'queued', at: at(20) } });
    await server.put(asked);
    expect(await put('asked', ended(20, 'success'))).toMatchObject({ status: 200, body: { id: 'asked' } });
  });

  test.each([
    ['state.result', { kind: 'ended', startedAt: at(0), endedAt: at(1), result: 'maybe', message: null }],
    ['state.endedAt', { kind: 'ended', startedAt: at(1), endedAt: at(0), result: 'success', message: null }],
    ['state.startedAt', { kind: 'running', startedAt: 'yesterday' }],
    ['state.kind', { kind: 'lapsed', queuedAt: at(0), at: at(1) }],
  ])('CASE-6 a wrong %s is named', async (field, state) => {
    expect(await put('wrong', state)).toMatchObject({ status: 422, body: { errors: [{ field }] } });
  });

  test('CASE-21 CASE-29 who may put and read runs, and where', async () => {
    expect([(await put('k', ended(30, 'success'), 'manage')).status, (await put('k', ended(30, 'success'), 'monitor')).status]).toEqual([201, 403]);
    expect((await send('GET', `${production}/integrations/hubspot/runs?limit=1`)).body).toMatchObject({ runs: [{ integration: 'hubspot' }], next: expect.any(String) as string });
    expect((await send('GET', `${production}/integrations/hubspot/runs`, undefined, 'manage')).status).toBe(403);
    for (const path of [`${production}/integrations/elsewhere/runs`, `${production}/integrations/elsewhere/app-accounts`, `${production}/connected-users/nobody/activations/hubspot/runs/x`]) {
      expect((await send(path.endsWith('/x') ? 'PUT' : 'GET', path, path.endsWith('/x') ? { state: ended(0, 'success') } : undefined)).status).toBe(404);
    }
    expect((await send('GET', `${development}/integrations`, undefined, 'monitor')).status).toBe(404);
  });

  test('what is offered and who has accounts can be read', async () => {
    const account = appAccountRow(server.workspace, 'account', {
      ...{ environment: production, integration: 'hubspot', username: 'ada', member: null, teams: {}, operation: null, assets: ['Pipeline'] },
      ...{ desired: { presence: 'present', roles: {}, exempted: false, protected: false, retry: null }, reported: { presence: 'unknown' } },
    }, null);
    await server.put(account);
    expect((await send('GET', `${production}/integrations`, undefined, 'monitor')).body).toMatchObject({ integrations: [{ id: 'hubspot', connector: 'hubspot' }], next: null });
    expect((await send('GET', `${production}/integrations/hubspot/app-accounts`, undefined, 'monitor')).body).toMatchObject({ accounts: [{ id: 'account', username: 'ada', teams: [], lastUsedAt: null }] });
    expect((await send('GET', `${production}/integrations/hubspot/app-teams`, undefined, 'monitor')).body).toEqual({ teams: [], next: null });
  });

  test('RUN-1 the latest 2,000 runs of an integration stay; older ones leave its document and the rows', async () => {
    const old = Array.from({ length: RUNS_KEPT }, (_, n) => {
      const startedAt = new Date(Date.UTC(2026, 6, 1) + n * 1_000).toISOString();
      return runRow(server.workspace, `many-${String(n).padStart(4, '0')}`, { environment: production, integration: 'hubspot', activation: 'activation-ursula', state: { kind: 'ended', startedAt, endedAt: startedAt, result: 'success', message: null } });
    });
    await server.put(...old);
    const { body } = await put('newest', { kind: 'running', startedAt: '2026-08-01T00:00:00.000Z' });
    const left = await runs();
    expect([left.size, left.has(String(body['id'])), left.has('many-0000'), left.has('many-0001')]).toEqual([RUNS_KEPT, true, false, true]);
    const row = (id: string) => server.services.store.read((reader) => reader.row('run', id));
    expect([await row('many-0000'), (await row('many-0001'))?.id]).toEqual([undefined, 'many-0001']);
  });

  test('RUN-5 beyond 10,000 runs that do not end another one is refused, until some have ended', async () => {
    const { store } = server.services;
    const startedAt = '2026-09-01T00:00:00.000Z';
    const running = Array.from({ length: RUNS_UNDER_WAY }, (_, n) => runRow(server.workspace, `stuck-${n}`, { environment: production, integration: 'hubspot', activation: `elsewhere-${n}`, state: { kind: 'running', startedAt } }));
    // They have no document to show in: 10,000 of them are written for their number alone.
    await store.transact(async (transaction) => {
      for (const row of running) await transaction.putRow(row);
    });
    expect(await put('one-more', { kind: 'running', startedAt })).toMatchObject({ status: 409, body: { type: expect.stringContaining('too-many-runs') as string, title: expect.stringContaining('10,000') as string } });
    expect(await put('another', { kind: 'ended', startedAt, endedAt: startedAt, result: 'success', message: null })).toMatchObject({ status: 201 });
    await store.transact(async (transaction) => {
      for (const { kind, id } of running) await transaction.deleteRow(kind, id);
    });
    expect(await put('one-more', { kind: 'running', startedAt })).toMatchObject({ status: 201 });
  });
});
