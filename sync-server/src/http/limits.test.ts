import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jsonBody, startTestServer, type TestServer } from '../testing/server.ts';

const device = '00000000-0000-4000-8000-000000000001';

describe('limits, on a clock that only the test moves', () => {
  let now = Date.UTC(2026, 0, 1);
  let server: TestServer;
  beforeAll(async () => void (server = await startTestServer({ clock: () => now })));
  afterAll(() => server.end());

  test('CASE-14 a flood of batches is limited, with Retry-After; reading and others go on', async () => {
    await server.addMember('Eve', { environments: { [server.environments[2]]: 'monitor' } });
    const [eve, olga] = [await server.signIn('eve@northwind.example'), server.olga];
    const version = async () => (await server.services.library.state(server.environments[2]))?.version;
    const before = await version();
    const answers: Response[] = [];
    for (let i = 0; i < 105; i++) answers.push(await eve.post('/api/edits', { device, edits: [] }));
    expect(answers.map(({ status }) => status)).toEqual([...Array<number>(100).fill(200), ...Array<number>(5).fill(429)]);
    expect(answers.at(-1)?.headers.get('retry-after')).toBe('1');
    expect((await eve.fetch('/api/pulse')).status).toBe(200);
    expect((await olga.post('/api/edits', { device, edits: [] })).status).toBe(200);
    expect(await version()).toBe(before);
    now += 1_000;
    expect((await eve.post('/api/edits', { device, edits: [] })).status).toBe(200);
  });

  test('CASE-14 reading Activity is limited for each person, a page of threads before a page of entries and a walk before both', async () => {
    const path = `/api/workspaces/${server.workspace}/activity`;
    const statuses = async (rest: string, times: number) => {
      const found: number[] = [];
      for (let i = 0; i < times; i++) found.push((await server.olga.fetch(path + rest)).status);
      return found;
    };
    expect(await statuses('/chain', 6)).toEqual([...Array<number>(5).fill(200), 429]);
    expect(await statuses('/threads?size=1', 61)).toEqual([...Array<number>(60).fill(200), 429]);
    expect((await server.olga.fetch(`${path}/threads`)).headers.get('retry-after')).toBe('1');
    expect(await statuses('?limit=0', 1_000)).toEqual(Array<number>(1_000).fill(422));
    expect(await statuses('?limit=1', 1)).toEqual([429]);
    now += 10_000;
    for (const rest of ['', '/threads', '/chain']) expect(await statuses(rest, 1)).toEqual([200]);
  });

  test('CASE-10 a snapshot asked for in a loop is limited; what is asked of a document otherwise, and others, are not', async () => {
    await server.addMember('Sam', { environments: { [server.environments[2]]: 'monitor' } });
    const sam = await server.signIn('sam@northwind.example');
    const document = `/api/documents/${server.environments[2]}`;
    const status = async ({ fetch }: Pick<typeof sam, 'fetch'>, path: string) => (await fetch(path)).status;
    const statuses: number[] = [];
    for (let i = 0; i < 501; i++) statuses.push(await status(sam, `${document}/snapshot`));
    expect(statuses).toEqual([...Array<number>(500).fill(200), 429]);
    expect([await status(sam, document), await status(server.olga, `${document}/snapshot`)]).toEqual([200, 200]);
    now += 1_000;
    expect(await status(sam, `${document}/snapshot`)).toBe(200);
  });

  test('CASE-12 guessing a password is limited for one account from one address, and says until when', async () => {
    const guess = () => fetch(`${server.url}/api/auth/sign-in/email`, jsonBody({ email: 'victim@northwind.example', password: 'guess guess guess' }));
    const statuses: number[] = [];
    for (let i = 0; i < 11; i++) statuses.push((await guess()).status);
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429]);
    expect((await guess()).headers.get('retry-after')).toBe('10');
    now += 10_000;
    expect((await guess()).status).toBe(401);
  });
});
