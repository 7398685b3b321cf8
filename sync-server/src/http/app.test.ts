import { connect } from 'node:net';
import { AUTHOR_HEADER, type Session } from '@latchkey/shared/protocol/http';
import { limits } from '@latchkey/shared/protocol/limits';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { StorageFull } from '../store/store.ts';
import { owner, startTestServer, type Person, type TestServer } from '../testing/server.ts';

describe('the app over HTTP', () => {
  let server: TestServer;
  let olga: Person;
  beforeAll(async () => {
    server = await startTestServer();
    olga = server.olga;
  });
  afterAll(() => server.end());
  const versions = async () => (await server.services.library.state(server.environments[2]))?.version;

  test.each([
    ['GET', '/api/pulse'],
    ['GET', '/api/session'],
    ['POST', '/api/edits'],
    ['GET', '/api/documents/x'],
    ['GET', '/api/documents/x/snapshot'],
    ['GET', '/api/workspaces/x/activity'],
    ['GET', '/api/workspaces/x/api-keys'],
    ['POST', '/api/workspaces/x/api-keys'],
    ['POST', '/api/environments/x/connected-users/import?dryRun=true'],
    ['GET', '/api/v1/environments/x/connected-users'],
  ])('CASE-15 %s %s without a session: 401, in a problem', async (method, path) => {
    const response = await fetch(server.url + path, { method });
    expect([response.status, response.headers.get('content-type')]).toEqual([401, 'application/problem+json']);
  });

  test.each(['https://evil.example', 'null', 'http://127.0.0.1:1', undefined])('CASE-16 with a cookie and Origin %s: 403, and nothing has happened', async (origin) => {
    const before = await versions();
    for (const path of ['/api/edits', `/api/workspaces/${server.workspace}/api-keys`, '/api/auth/sign-out', `/api/environments/${server.environments[2]}/connected-users/import?dryRun=false`]) {
      const headers: Record<string, string> = { cookie: olga.cookie, 'content-type': 'application/json' };
      const response = await fetch(server.url + path, { method: 'POST', body: '{}', headers: origin === undefined ? headers : { ...headers, origin } });
      expect([path, response.status]).toEqual([path, 403]);
    }
    expect((await olga.fetch('/api/pulse')).status).toBe(200);
    expect(await versions()).toBe(before);
  });

  const device = '00000000-0000-4000-8000-000000000001';
  test.each<[string, string, number, string | null]>([
    ['no JSON', '{"device":', 400, null],
    ['NaN', '{"device":"x","edits":[NaN]}', 400, null],
    ['an array', '[]', 400, 'body'],
    ['no edits', JSON.stringify({ device }), 400, 'edits'],
    ['a device that is no UUID', JSON.stringify({ device: 'x', edits: [] }), 400, 'device'],
    ['an unknown field', JSON.stringify({ device, edits: [], more: 1 }), 400, 'more'],
    ['201 edits', JSON.stringify({ device, edits: Array(limits.batchEdits + 1).fill({}) }), 400, 'edits'],
    ['more than a megabyte', JSON.stringify({ device, edits: ['x'.repeat(limits.requestBytes)] }), 413, null],
  ])('CASE-6 CASE-7 an envelope with %s is refused with its field', async (_, body, status, field) => {
    const response = await olga.fetch('/api/edits', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const problem = (await response.json()) as { errors?: { field: string }[] };
    expect([response.status, problem.errors?.[0]?.field ?? null]).toEqual([status, field]);
  });

  test('CASE-46 edits of another user than the one who is signed in: 401, and nothing is judged', async () => {
    const post = (author: string) => olga.fetch('/api/edits', { method: 'POST', headers: { 'content-type': 'application/json', [AUTHOR_HEADER]: author }, body: JSON.stringify({ device, edits: [] }) });
    expect((await post('somebody-else')).status).toBe(401);
    const { user } = (await (await olga.fetch('/api/session')).json()) as Session;
    expect((await post(user.id)).status).toBe(200);
  });

  test('CASE-6 bytes that are not UTF-8: 400; another type: 415', async () => {
    const send = (type: string, body: Uint8Array<ArrayBuffer>) => olga.fetch('/api/edits', { method: 'POST', headers: { 'content-type': type }, body });
    expect((await send('application/json', new Uint8Array([0x22, 0xff, 0x22]))).status).toBe(400);
    expect((await send('text/plain', new Uint8Array([0x7b, 0x7d]))).status).toBe(415);
  });

  test('CASE-7 a chunked request is cut off at the limit as well', async () => {
    const part = new TextEncoder().encode('x'.repeat(64 * 1024));
    let left = 40;
    const body = new ReadableStream<Uint8Array>({ pull: (controller) => (left-- > 0 ? controller.enqueue(part) : controller.close()) });
    const response = await olga.fetch('/api/edits', { method: 'POST', headers: { 'content-type': 'application/json' }, body, duplex: 'half' } as RequestInit);
    expect(response.status).toBe(413);
  });

  test('CASE-38 a full disk: 503 with Retry-After, and reading goes on; any other failure says nothing of the inside', async () => {
    const submit = vi.spyOn(server.services.desk, 'submit');
    const send = () => olga.post('/api/edits', { device, edits: [{}] });
    submit.mockRejectedValueOnce(new StorageFull('SQLITE_FULL at /srv/data'));
    const full = await send();
    expect([full.status, full.headers.get('retry-after'), await full.text()]).toEqual([503, '30', expect.not.stringContaining('/srv/data')]);
    submit.mockRejectedValueOnce(new Error('a secret of the inside'));
    const failed = await send();
    expect([failed.status, await failed.text()]).toEqual([500, expect.not.stringContaining('secret')]);
    submit.mockRestore();
    expect((await olga.fetch(`/api/documents/${server.environments[2]}`)).status).toBe(200);
    expect((await send()).status).toBe(200);
  });

  test('every answer carries the security headers and a request id', async () => {
    for (const path of ['/healthz', '/api/pulse', '/nowhere.js']) {
      const { headers } = await fetch(server.url + path);
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-security-policy': expect.stringContaining("object-src 'none'") as string,
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
        'x-content-type-options': 'nosniff',
        'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      });
    }
  });

  test.each(['/_app/nothing.js', '/_app/', '/api/nothing', '/api', '/api/v1/nothing', '/missing.js'])('%s is a 404, never the shell', async (path) => {
    const response = await fetch(server.url + path);
    expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
  });

  test('probes answer without a session', async () => {
    for (const path of ['/healthz', '/readyz']) expect((await fetch(server.url + path)).status).toBe(200);
  });

  test('a request that is no HTTP does not take the server along', async () => {
    await new Promise<void>((resolve) => {
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write('GARBAGE\u0000\r\n\r\n'));
      socket.on('error', () => resolve());
      socket.on('close', () => resolve());
      socket.resume();
    });
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  test('a sign-in shows scripts no token', async () => {
    const response = await fetch(`${server.url}/api/auth/sign-in/email`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email: owner.email, password: 'a password for tests' }) });
    expect(await response.json()).toEqual({});
    expect(response.headers.getSetCookie()[0]).toMatch(/HttpOnly; SameSite=Lax/);
  });

  test('OUT-8 a 401 says whether the sign-in was ended, and whose it was; a lost or made-up cookie is only asked to sign in', async () => {
    const pulse = async (cookie?: string) => {
      const response = await fetch(`${server.url}/api/pulse`, { headers: cookie === undefined ? {} : { cookie } });
      const { type, user } = (await response.json()) as { type: string; user?: string };
      return [response.status, type, user];
    };
    const gone = await server.signIn(owner.email);
    const { user } = (await (await gone.fetch('/api/session')).json()) as Session;
    await gone.post('/api/auth/sign-out', {});
    expect(await pulse(gone.cookie)).toEqual([401, 'urn:latchkey:problem:sign-in-ended', user.id]);
    const asked = [401, 'urn:latchkey:problem:signed-out', undefined];
    expect(await pulse()).toEqual(asked);
    expect(await pulse('latchkey.session_token=abc.def')).toEqual(asked);
  });

  test('OUT-8 a disabled member is signed out everywhere but in the cookie: pulse and session say 401, and whom', async () => {
    await server.addMember('Dora', { level: 'administrator', enabled: false });
    const dora = await server.signIn('dora@northwind.example');
    for (const path of ['/api/pulse', '/api/session']) {
      const response = await dora.fetch(path);
      expect([response.status, await response.json()]).toEqual([401, expect.objectContaining({ type: 'urn:latchkey:problem:no-access', user: expect.any(String) })]);
    }
    expect((await dora.fetch(`/api/documents/${server.environments[0]}`)).status).toBe(404);
  });
});
