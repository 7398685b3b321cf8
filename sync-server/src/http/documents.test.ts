import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { readAll } from '@latchkey/shared/document/records';
import { readFrames } from '@latchkey/shared/document/frames';
import { get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { startTestServer, type Person, type TestServer } from '../testing/server.ts';

describe('documents over HTTP', () => {
  let server: TestServer;
  let olga: Person;
  let production: string;
  beforeAll(async () => {
    server = await startTestServer();
    olga = server.olga;
    production = server.environments[2];
  });
  afterAll(() => server.end());

  /** As it is on the wire: `fetch` would unpack it. */
  const raw = (path: string, headers: Record<string, string>): Promise<{ response: IncomingMessage; body: Buffer }> =>
    new Promise((resolve, reject) => {
      get(server.url + path, { headers: { cookie: olga.cookie, ...headers } }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => resolve({ response, body: Buffer.concat(parts) }));
      }).on('error', reject);
    });

  test.each<[string, string | undefined, (bytes: Buffer) => Buffer]>([
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['br;q=0, gzip', 'gzip', gunzipSync],
    ['', undefined, (bytes) => bytes],
  ])('SYNC-1 a snapshot for a client that accepts %j', async (accepts, coding, unpack) => {
    const { response, body } = await raw(`/api/documents/${production}/snapshot`, { 'accept-encoding': accepts });
    expect([response.statusCode, response.headers['content-encoding'], response.headers['cache-control']]).toEqual([200, coding, 'private, no-cache']);
    const frames = unpack(body);
    expect(frames.length).toBe(Number(response.headers['latchkey-bytes']));
    expect(response.headers.etag).toBe(`"${String(response.headers['latchkey-epoch'])}:${String(response.headers['latchkey-version'])}"`);
    const doc = new Y.Doc();
    const stream = (async function* () {
      yield await Promise.resolve(frames);
    })();
    for await (const frame of readFrames(stream)) Y.applyUpdate(doc, frame);
    expect([...readAll(doc)].map(({ kind }) => kind)).toContain('member');
  });

  test('SYNC-1 a snapshot that the client has: 304 and no body', async () => {
    const { response } = await raw(`/api/documents/${production}/snapshot`, {});
    const again = await raw(`/api/documents/${production}/snapshot`, { 'if-none-match': String(response.headers.etag) });
    expect([again.response.statusCode, again.body.length]).toEqual([304, 0]);
  });

  test('SYNC-3 the state says epoch and version; another epoch is a 409 with the new one', async () => {
    const state = (await (await olga.fetch(`/api/documents/${production}`)).json()) as { epoch: string };
    expect((await olga.fetch(`/api/documents/${production}?epoch=${state.epoch}`)).status).toBe(200);
    const response = await olga.fetch(`/api/documents/${production}?epoch=an-old-one`);
    expect([response.status, await response.json()]).toEqual([409, expect.objectContaining(state)]);
  });

  test("one's own document can be read, another's can not", async () => {
    const session = (await (await olga.fetch('/api/session')).json()) as { workspaces: { own: string }[] };
    const own = session.workspaces[0]?.own ?? '';
    expect((await olga.fetch(`/api/documents/${own}/snapshot`)).status).toBe(200);
    const adam = await server.addMember('Adam', { level: 'administrator' });
    expect((await olga.fetch(`/api/documents/me.${adam}`)).status).toBe(404);
  });

  const tricks: readonly (readonly [string, (id: string) => string])[] = [
    ['upper case', (id) => id.toUpperCase()],
    ['an escaped letter', (id) => `%${id.charCodeAt(0).toString(16)}${id.slice(1)}`],
    ['a trailing space', (id) => `${id}%20`],
    ['a trailing NUL', (id) => `${id}%00`],
    ['a full-width digit', (id) => encodeURIComponent(id.replace(/\d/, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)))],
    ['a combining mark', (id) => `${id}%CC%81`],
    ['broken UTF-8', (id) => `${id}%ff`],
    ['a broken escape', (id) => `${id}%zz`],
    ['a dot', (id) => `${id}.`],
    ['nothing', () => '%20'],
    ['a document that does not exist', () => '00000000-0000-4000-8000-000000000000'],
  ];
  test.each(tricks)('CASE-28 SYNC-8 %s in the name: the same 404', async (_, trick) => {
    const absent = await olga.fetch('/api/documents/no-such-document');
    for (const path of ['', '/snapshot']) {
      const { response, body } = await raw(`/api/documents/${trick(production)}${path}`, {});
      expect([response.statusCode, body.toString()]).toEqual([404, await absent.clone().text()]);
    }
  });

  test('PERM-7 an environment that one may not read is a 404', async () => {
    await server.addMember('Mona', { environments: { [server.environments[0]]: 'monitor' } });
    const mona = await server.signIn('mona@northwind.example');
    expect((await mona.fetch(`/api/documents/${server.environments[0]}`)).status).toBe(200);
    for (const path of ['', '/snapshot']) expect((await mona.fetch(`/api/documents/${production}${path}`)).status).toBe(404);
  });
});
