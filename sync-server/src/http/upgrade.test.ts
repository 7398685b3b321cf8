import { once } from 'node:events';
import { request } from 'node:http';
import { observeChanges, readMeta, type Change } from '@latchkey/shared/document/records';
import type { Request } from '@latchkey/shared/edits/definition';
import { CloseCode } from '@latchkey/shared/protocol/close-codes';
import { SYNC_PATH } from '@latchkey/shared/protocol/documents';
import { limits } from '@latchkey/shared/protocol/limits';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket, type ClientOptions } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { connectedUserRow } from '../records/rows.ts';
import { owner, startTestServer, type Person, type TestServer } from '../testing/server.ts';

describe('sockets', () => {
  let server: TestServer;
  let olga: Person;
  let production: string;
  beforeAll(async () => {
    server = await startTestServer();
    olga = server.olga;
    production = server.environments[2];
    const user = { environment: production, externalId: 'u1', name: 'Ursula', email: null, account: null, enabled: true, createdAt: '2026-01-01T00:00:00.000Z' };
    await server.put(connectedUserRow(server.workspace, 'user-1', user, null));
  });
  afterAll(() => server.end());

  const wsUrl = (path: string) => `${server.url.replace('http', 'ws')}${SYNC_PATH}/${path}`;
  const headersOf = (person: Person) => ({ cookie: person.cookie, origin: server.url });
  const open = async (person: Person, path: string): Promise<WebSocket> => {
    const socket = new WebSocket(wsUrl(path), { headers: headersOf(person) });
    await once(socket, 'open');
    return socket;
  };
  const closed = async (socket: WebSocket): Promise<number> => ((await once(socket, 'close')) as [number])[0];

  /** What the server answers to an upgrade that it refuses. */
  const refusal = (path: string, headers: Record<string, string>): Promise<{ readonly status: number; readonly body: string }> =>
    new Promise((resolve, reject) => {
      const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' };
      const asked = request(`${server.url}${SYNC_PATH}/${path}`, { headers: { ...upgrade, ...headers } });
      asked.on('response', (response) => {
        let body = '';
        response.on('data', (part: Buffer) => (body += part.toString()));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      });
      asked.on('upgrade', (_, socket) => {
        socket.destroy();
        reject(new Error('it was upgraded'));
      });
      asked.on('error', reject);
      asked.end();
    });

  test('CASE-15 without a session, or with one that is none: 401 before the upgrade', async () => {
    expect((await refusal(production, { origin: server.url })).status).toBe(401);
    expect((await refusal(production, {})).status).toBe(401);
    expect((await refusal(production, { origin: server.url, cookie: 'latchkey.session_token=no' })).status).toBe(401);
  });

  test.each(['https://evil.example', 'null', ''])('CASE-16 with a cookie and Origin %j: 403', async (origin) => {
    expect((await refusal(production, { cookie: olga.cookie, origin })).status).toBe(403);
  });

  test('CASE-16 with a cookie and no Origin: 403', async () => expect((await refusal(production, { cookie: olga.cookie })).status).toBe(403));

  test.each([
    (id: string) => id.toUpperCase(),
    (id: string) => `%${id.charCodeAt(0).toString(16)}${id.slice(1)}`,
    (id: string) => `${id}/`,
    (id: string) => `${id}%00`,
    () => 'no-such-document',
    () => '',
  ])('CASE-28 SYNC-8 a name that is not exactly a document: 404 %#', async (trick) => {
    expect((await refusal(trick(production), headersOf(olga))).status).toBe(404);
  });

  test('PERM-7 a document that one may not read: 404', async () => {
    await server.addMember('Mona', { environments: { [server.environments[0]]: 'monitor' } });
    const mona = await server.signIn('mona@northwind.example');
    expect((await refusal(production, headersOf(mona))).status).toBe(404);
    (await open(mona, server.environments[0])).terminate();
  });

  test('SYNC-3 another epoch: 409, with the new one', async () => {
    const state = (await (await olga.fetch(`/api/documents/${production}`)).json()) as { epoch: string };
    const { status, body } = await refusal(`${production}?epoch=old&version=3`, headersOf(olga));
    expect([status, (JSON.parse(body) as { epoch: string }).epoch]).toEqual([409, state.epoch]);
    (await open(olga, `${production}?epoch=${state.epoch}&version=0`)).terminate();
  });

  test('SYNC-4 a text frame 1003, garbage 4422, a frame over the limit 1009; and the document is as it was', async () => {
    const version = (await server.services.library.state(production))?.version;
    for (const [bytes, code] of [
      ['hello', CloseCode.unsupported],
      [new Uint8Array([250, 1, 2]), CloseCode.malformed],
      [new Uint8Array(limits.frameBytes + 1), CloseCode.tooBig],
    ] as const) {
      const socket = await open(olga, production);
      const code_ = closed(socket);
      socket.send(bytes);
      expect(await code_).toBe(code);
    }
    expect((await server.services.library.state(production))?.version).toBe(version);
  });

  test('CASE-13 CASE-18 what is sent behind a refused upgrade is never taken in', async () => {
    const socket = new WebSocket(wsUrl(production), { headers: { origin: server.url } });
    const failed = once(socket, 'error');
    expect(String((await failed)[0])).toMatch(/401/);
    expect((await server.services.library.state(production))?.version).toBeGreaterThan(0);
  });

  test('CASE-17 SYNC-6 signing out closes the sockets of that sign-in with 4401 within a second, and no others', async () => {
    const again = await server.signIn(owner.email);
    const [mine, other] = [await open(again, production), await open(olga, production)];
    const started = performance.now();
    const code = closed(mine);
    expect((await again.fetch('/api/auth/sign-out', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })).status).toBe(200);
    expect(await code).toBe(CloseCode.signedOut);
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(other.readyState).toBe(WebSocket.OPEN);
    other.terminate();
    expect((await refusal(production, headersOf(again))).status).toBe(401);
  });

  test('CASE-17 a member who is disabled: 4401 within a second', async () => {
    const dora = await server.addMember('Dora', { level: 'administrator' });
    const socket = await open(await server.signIn('dora@northwind.example'), production);
    const code = closed(socket);
    const started = performance.now();
    expect((await edit('member.setEnabled', { member: dora, enabled: false })).outcome).toBe('applied');
    expect(await code).toBe(CloseCode.signedOut);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  test('CASE-12 no more sockets for one person than the limit; others get theirs', async () => {
    await server.addMember('Greta', { environments: { [production]: 'monitor' } });
    const greta = await server.signIn('greta@northwind.example');
    const sockets: WebSocket[] = [];
    for (let i = 0; i < 60; i++) sockets.push(await open(greta, production));
    expect((await refusal(production, headersOf(greta))).status).toBe(429);
    sockets.push(await open(olga, production));
    sockets.forEach((socket) => socket.terminate());
  });

  const edit = (name: string, args: Request['args']) => server.edit(olga, { name, args });

  /** y-websocket as it comes from npm; only the cookie of a browser is put in. */
  const follow = (person: Person, doc: Y.Doc): WebsocketProvider => {
    class WithCookie extends WebSocket {
      constructor(address: string, protocols?: string | string[]) {
        super(address, protocols ?? [], { headers: headersOf(person) } satisfies ClientOptions);
      }
    }
    return new WebsocketProvider(`${server.url.replace('http', 'ws')}${SYNC_PATH}`, production, doc, {
      WebSocketPolyfill: WithCookie as unknown as typeof globalThis.WebSocket,
      disableBc: true,
    });
  };
  const synced = (provider: WebsocketProvider) => new Promise<void>((resolve) => provider.once('sync', () => resolve()));

  test('SYNC-1 a stock y-websocket client with a session cookie follows an environment document and sees edits arrive', async () => {
    const doc = new Y.Doc();
    const provider = follow(olga, doc);
    await synced(provider);
    expect(doc.getMap('users').has('user-1')).toBe(true);
    const seen = new Promise<readonly Change[]>((resolve) => observeChanges(doc, resolve));
    const verdict = await edit('connectedUser.setEnabled', { user: 'user-1', enabled: false });
    expect(verdict.outcome).toBe('applied');
    expect(JSON.parse((await seen)[0]?.text ?? '')).toMatchObject({ externalId: 'u1', enabled: false });
    expect(readMeta(doc)?.version).toBe(verdict.versions[production]);
    provider.destroy();
  });

  test('SYNC-2 CASE-4 a stock y-websocket client that writes is closed with 4403 and changes nothing', async () => {
    const [writer, reader] = [new Y.Doc(), new Y.Doc()];
    const [writing, reading] = [follow(olga, writer), follow(olga, reader)];
    await Promise.all([synced(writing), synced(reading)]);
    const before = Y.encodeStateAsUpdate(reader);
    const version = (await server.services.library.state(production))?.version;
    const code = new Promise<number>((resolve) => writing.once('connection-close', (event: { code: number } | null) => resolve(event?.code ?? 0)));
    writer.getMap<string>('users').set('intruder', '{}');
    expect(await code).toBe(CloseCode.forbidden);
    expect((await server.services.library.state(production))?.version).toBe(version);
    expect(Y.encodeStateAsUpdate(reader)).toEqual(before);
    expect(reading.wsconnected).toBe(true);
    [writing, reading].forEach((provider) => provider.destroy());
  });
});
