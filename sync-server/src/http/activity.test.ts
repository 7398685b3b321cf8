import { randomUUID } from 'node:crypto';
import { Activity, ActivityChain, ActivityThreads } from '@latchkey/shared/protocol/activity';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleIntegration, sampleUser } from '../testing/rows.ts';
import { jsonBody, startTestServer, type Person, type TestServer } from '../testing/server.ts';

const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';

describe('reading the audit log', () => {
  let server: TestServer;
  let olga: Person;
  let sequence = 0;
  const device = randomUUID();
  const thread = randomUUID();
  beforeAll(async () => {
    server = await startTestServer();
    olga = server.olga;
    await server.addMember('Max', {});
    await server.addMember('Mia', {});
    const edit = (name: string, args: object) => ({
      ...{ id: randomUUID(), device, sequence: ++sequence, name, args, thread },
      ...{ document: server.environments[2], epoch: 'none', base: 0, at: Date.now() },
    });
    const edits = [
      edit('member.setEnvironmentLevel', { member: 'member-max', environment: server.environments[2], level: 'manage' }),
      edit('member.setEnvironmentLevel', { member: 'member-mia', environment: server.environments[2], level: 'manage' }),
      edit('member.setLevel', { member: 'nobody', level: 'owner' }),
    ];
    const answer = await olga.fetch('/api/edits', { ...jsonBody({ device, edits }), headers: { 'content-type': 'application/json', 'user-agent': CHROME } });
    expect(await answer.json()).toMatchObject({ verdicts: [{ outcome: 'applied' }, { outcome: 'applied' }, { outcome: 'refused' }] });
  });
  afterAll(() => server.end());

  const path = (rest: string) => `/api/workspaces/${server.workspace}/activity${rest}`;
  const threads = async (query: string) => v.parse(ActivityThreads, await (await olga.fetch(path(`/threads?${query}`))).json());
  const entries = async (query: string) => v.parse(Activity, await (await olga.fetch(path(`?${query}`))).json());

  test('AUDIT-3 what was asked together is one thread: who, on what, which element, from which device, and what became of it', async () => {
    const { threads: found, names, count, total } = await threads('what=member.setEnvironmentLevel');
    expect(found).toMatchObject([
      {
        first: {
          ...{ actor: { name: 'Olga Owner' }, subject: { kind: 'member', name: 'Max' }, device, deviceName: 'Chrome on Linux', thread },
          ...{ element: `environments/${server.environments[2]}`, before: null, after: 'manage', outcome: 'applied' },
        },
        outcomes: { applied: 2, refused: 0, superseded: 0 },
      },
    ]);
    expect(names[server.environments[2]]).toBe('Production');
    expect([count, total]).toEqual([1, 2]);
    const opened = await entries(`thread=${found[0]?.thread}`);
    expect(opened.entries.map(({ subject, outcome }) => [subject?.name, outcome])).toEqual([[undefined, 'refused'], ['Mia', 'applied'], ['Max', 'applied']]);
  });

  test('AUDIT-3 QUERY-1 an entry about an activation is found by the integration, by whose it is and by what is said of it', async () => {
    const environment = server.environments[2];
    await server.put(sampleIntegration(server.workspace, environment, 'hubspot'), ...sampleUser(server.workspace, environment, 'Zoe', 'hubspot'));
    const edit = { id: randomUUID(), device, sequence: ++sequence, name: 'activation.setEnabled', args: { activation: 'activation-Zoe', enabled: false }, thread: randomUUID() };
    const answer = await olga.post('/api/edits', { device, edits: [{ ...edit, document: environment, epoch: 'none', base: 0, at: Date.now() }] });
    expect(await answer.json()).toMatchObject({ verdicts: [{ outcome: 'applied' }] });
    const { threads: found } = await threads('q=user+zoe+northwind');
    expect(found.map(({ first }) => first.subject?.name)).toEqual(['HubSpot → Northwind CRM, User Zoe']);
    const { threads: said, count, counts } = await threads('q=Dísabled+activation+zoe');
    expect(said.map(({ thread }) => thread)).toEqual(found.map(({ thread }) => thread));
    expect([count, counts.what]).toEqual([1, { 'activation.setEnabled': 1 }]);
  });

  test('AUDIT-3 says which entry is the latest of the environment, whatever else is asked', async () => {
    const [latest] = (await entries(`environment=${server.environments[2]}&limit=1`)).entries;
    expect(await threads(`environment=${server.environments[2]}&q=nothing+like+it`)).toMatchObject({ count: 0, latest: latest?.sequence });
    expect(latest?.sequence).toBeGreaterThan(0);
  });

  test('AUDIT-3 threads are found by what was done and from which device, and come in the order that is asked', async () => {
    const { threads: found } = await threads('what=member.setEnvironmentLevel&device=Chrome+on+Linux');
    expect(found.map(({ first }) => first.action)).toEqual(['member.setEnvironmentLevel']);
    expect((await threads('device=Safari+on+iPhone')).count).toBe(0);
    const [usual, oldest, last] = await Promise.all(
      ['', 'direction=ascending', 'sort=subject&direction=descending'].map(async (order) => (await threads(order)).threads.map(({ first }) => first)),
    );
    expect(oldest).toEqual(usual?.toReversed());
    expect(last?.map(({ subject }) => subject?.name ?? 'The workspace').slice(0, 2)).toEqual(['The workspace', 'Max']);
  });

  test('AUDIT-3 pages go back by a cursor, and keep their filter', async () => {
    const first = await entries('who=Olga+Owner&kind=member&limit=1');
    expect(first.entries.map(({ subject }) => subject?.name)).toEqual(['Mia']);
    const second = await entries(`who=Olga+Owner&kind=member&limit=1&before=${first.next}`);
    expect(second.entries.map(({ subject }) => subject?.name)).toEqual(['Max']);
  });

  test.for<readonly [query: string, field: string, message: string]>([
    ['limit=500', 'limit', 'must be a number from 1 to 200'],
    ['before=x', 'before', 'must be a number from 1 to 9007199254740991'],
    ['from=yesterday', 'from', 'must be a date and time like 2026-02-21T19:04:07.533Z'],
    ['q=a&q=b', 'q', 'may be given once'],
    ['sort=hash', 'sort', 'must be when, who, what, subject, device or outcome'],
    ['direction=up', 'direction', 'must be ascending or descending'],
  ])('what makes no sense is named: %s', async ([query, field, message]) => {
    const answer = await olga.fetch(path(`${['sort', 'direction'].includes(field) ? '/threads' : ''}?${query}`));
    expect([answer.status, await answer.json()]).toMatchObject([422, { errors: [{ field, message }] }]);
  });

  test('only owners and administrators read it, chain and threads too', async () => {
    const max = await server.signIn('max@northwind.example');
    for (const rest of ['', '/threads', '/chain']) expect((await max.fetch(path(rest))).status).toBe(403);
  });

  test('AUDIT-2 the chain is walked on request', async () => {
    const chain = v.parse(ActivityChain, await (await olga.fetch(path('/chain'))).json());
    const latest = (await entries('limit=1')).entries[0];
    expect(chain).toEqual({ entries: latest?.sequence, brokenAt: null, last: latest?.hash });
  });
});
