import type { MadeApiKey } from '@latchkey/shared/protocol/api-keys';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type Person, type TestServer } from '../testing/server.ts';

describe('API keys', () => {
  let server: TestServer;
  let olga: Person;
  let production: string;
  beforeAll(async () => {
    server = await startTestServer();
    olga = server.olga;
    production = server.environments[2];
  });
  afterAll(() => server.end());
  const use = async (secret: string) =>
    (await fetch(`${server.url}/api/v1/environments/${production}/connected-users`, { headers: { authorization: `Bearer ${secret}` } })).status;

  test('a key is kept as a hash, listed without its secret, and of no use once removed', async () => {
    const path = `/api/workspaces/${server.workspace}/api-keys`;
    const made = (await (await olga.post(path, { name: 'Short-lived', access: { level: 'none', environments: { [production]: 'monitor' } } })).json()) as MadeApiKey;
    const listed = await (await olga.fetch(path)).text();
    expect(listed).toContain(made.id);
    expect(listed).not.toContain(made.secret);
    expect(await (await olga.fetch(`/api/workspaces/${server.workspace}/activity`)).text()).not.toContain(made.secret);
    expect(await use(made.secret)).toBe(200);
    expect((await olga.fetch(`${path}/${made.id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await olga.fetch(`${path}/${made.id}`, { method: 'DELETE' })).status).toBe(404);
    expect(await use(made.secret)).toBe(401);
    const wrong = await olga.post(path, { name: 'x', access: { level: 'none', environments: { nowhere: 'manage' } } });
    expect([wrong.status, await wrong.json()]).toMatchObject([422, { errors: [{ field: 'access.environments.nowhere' }] }]);
  });
});
