import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { personRow } from '../edits/scene.ts';
import type { Row } from '../store/store.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { served } from './served.ts';

const USERS = 30_000;

/** How often something can happen, one time after the other, while some work goes on. */
async function during(work: Promise<unknown>, happens: () => Promise<unknown>): Promise<number> {
  const state = { isDone: false };
  const done = work.finally(() => (state.isDone = true));
  let times = 0;
  for (; !state.isDone; times++) await happens();
  await done;
  return times;
}

describe(`DOC-9 a document of ${USERS} users that exists only as rows is made in slices`, () => {
  let server: TestServer;
  const user = (environment: string, n: number, name = `User ${n}`): Row => {
    const row = personRow(`${environment}-${n}`);
    return { ...row, workspace: server.workspace, environment, record: { ...row.record, environment, name } };
  };
  beforeAll(async () => {
    server = await startTestServer();
    await server.services.store.transact(async (transaction) => {
      for (const environment of server.environments.slice(1)) for (let n = 0; n < USERS; n++) await transaction.putRow(user(environment, n));
    });
  }, 60_000);
  afterAll(() => server.end());

  test('the event loop turns at least once for each thousand users', async () => {
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    expect(await during(server.services.library.snapshot(server.environments[1]), turn)).toBeGreaterThan(USERS / 1_000);
  }, 60_000);

  test('health is answered meanwhile, other documents are written, and what is written to this one is in it', async () => {
    const [development, , production] = server.environments;
    let written = 0;
    const answered = await during(server.services.library.snapshot(production), async () => {
      expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
      await server.put(user(development, written), ...(written === 0 ? [user(production, 0, 'Written meanwhile')] : []));
      written++;
    });
    expect(answered).toBeGreaterThan(2);
    const doc = await served(server.services, production);
    expect(doc.getMap('users').size).toBe(USERS);
    expect(doc.getMap<string>('users').get(`${production}-0`)).toContain('Written meanwhile');
  }, 60_000);
});
