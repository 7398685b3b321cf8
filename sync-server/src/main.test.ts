/** The process as it is started: configuration, the sample, and the orderly end. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MadeApiKey } from '@latchkey/shared/protocol/api-keys';
import { CloseCode } from '@latchkey/shared/protocol/close-codes';
import { SYNC_PATH } from '@latchkey/shared/protocol/documents';
import type { Session, SetUp } from '@latchkey/shared/protocol/http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { signInTo } from './testing/server.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

describe('the process', () => {
  let dataDir: string;
  let children: ChildProcess[];
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'latchkey-'));
    children = [];
  });
  afterEach(async () => {
    for (const child of children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    rmSync(dataDir, { recursive: true });
  });

  const run = (env: Record<string, string>, ...args: string[]) => {
    const child = spawn(process.execPath, [MAIN, ...args], { env: { PATH: process.env['PATH'], PORT: '0', DATA_DIR: join(dataDir, 'data'), ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    children.push(child);
    const output = { out: '', err: '' };
    child.stdout.on('data', (part: Buffer) => (output.out += part.toString()));
    child.stderr.on('data', (part: Buffer) => (output.err += part.toString()));
    const exit = once(child, 'exit').then(([code]) => code as number | null);
    /** The address that it logs once it listens. */
    const ready = new Promise<string>((resolve, reject) => {
      child.stdout.on('data', () => {
        const url = /"url":"(http:[^"]+)"/.exec(output.out)?.[1];
        if (url !== undefined) resolve(url);
      });
      void exit.then((code) => reject(new Error(`it ended with ${code}: ${output.err}`)));
    });
    ready.catch(() => undefined); // some are not meant to become ready
    return { child, output, exit, ready };
  };

  test.each<[Record<string, string>, string[], RegExp]>([
    [{ PORT: 'web' }, [], /PORT: 'web' is not a port/],
    [{ PUBLIC_URL: 'nowhere' }, [], /PUBLIC_URL: 'nowhere' is not an address/],
    [{ HOST: '0.0.0.0' }, [], /HOST: the sample workspace .* loopback only/],
    [{ HOST: '0.0.0.0' }, ['--empty'], /PUBLIC_URL: is missing; on HOST '0\.0\.0\.0'/],
    [{}, ['--emtpy'], /--emtpy: there is no such flag/],
  ])('%j %j: ends with an error that says what is wrong', async (env, args, message) => {
    const { exit, output } = run(env, ...args);
    expect(await exit).toBe(1);
    expect(output.err).toMatch(message);
  });

  test('a port that is taken is named', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { exit, output } = run({ PORT: String(port) }, '--empty');
    expect(await exit).toBe(1);
    expect(output.err).toContain(`PORT: ${port} on 127.0.0.1 is taken`);
    other.close();
  });

  test('DATA-1 a second server on the same directory ends and says so; after a SIGKILL of the first, the next one starts at once', { timeout: 60_000 }, async () => {
    const first = run({}, '--empty');
    const url = await first.ready;
    const second = run({}, '--empty');
    expect(await second.exit).toBe(1);
    expect(second.output.err).toContain(`DATA_DIR: another Latchkey is running on ${join(dataDir, 'data')}; stop that one, or choose another directory`);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    first.child.kill('SIGKILL');
    const third = run({}, '--empty');
    expect((await fetch(`${await third.ready}/readyz`)).status).toBe(200);
  });

  test('the sample: five people can sign in, each to what they may read; a second start has it still, and --empty is refused', { timeout: 60_000 }, async () => {
    const first = run({});
    const url = await first.ready;
    const { needed, sample } = (await (await fetch(`${url}/api/set-up`)).json()) as SetUp;
    expect([needed, sample?.map(({ level }) => level)]).toEqual([false, ['owner', 'owner', 'administrator', 'manager', 'monitor']]);
    const environments: string[][] = [];
    for (const { email, password } of sample ?? []) {
      const session = (await (await (await signInTo(url, email, password)).fetch('/api/session')).json()) as Session;
      environments.push(session.workspaces.flatMap((workspace) => workspace.environments.map(({ name }) => name)));
    }
    const all = ['Development', 'Staging', 'Production'];
    expect(environments).toEqual([[...all, ...all], all, all, all, ['Staging', 'Production']]);
    first.child.kill('SIGTERM');
    expect(await first.exit).toBe(0);

    const second = run({});
    expect(await (await fetch(`${await second.ready}/api/set-up`)).json()).toEqual({ needed: false, sample });
    second.child.kill('SIGINT');
    expect(await second.exit).toBe(0);

    const third = run({}, '--empty');
    expect(await third.exit).toBe(1);
    expect(third.output.err).toMatch(/--empty: .* already holds the sample/);
  });

  test('SYNC-6 SIGTERM: sockets close with 1001, requests under way are answered, exit 0; and no secret was logged', { timeout: 60_000 }, async () => {
    const server = run({ LOG_LEVEL: 'debug' });
    const url = await server.ready;
    const [owner] = ((await (await fetch(`${url}/api/set-up`)).json()) as SetUp).sample ?? [];
    const person = await signInTo(url, owner?.email ?? '', owner?.password ?? '');
    const session = (await (await person.fetch('/api/session')).json()) as Session;
    const [workspace] = session.workspaces;
    const production = workspace?.environments[2]?.id ?? '';
    const key = (await (await person.post(`/api/workspaces/${workspace?.id ?? ''}/api-keys`, { name: 'k', access: { level: 'administrator' } })).json()) as MadeApiKey;
    const put = (name: string) =>
      fetch(`${url}/api/v1/environments/${production}/connected-users/stop-${name}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${key.secret}`, 'content-type': 'application/json' },
        body: '{}',
      });
    expect((await put('first')).status).toBe(201);
    const socket = new WebSocket(`${url.replace('http', 'ws')}${SYNC_PATH}/${production}`, { headers: { cookie: person.cookie, origin: url } });
    await once(socket, 'open');
    const closed = once(socket, 'close');
    const underWay = Array.from({ length: 10 }, (_, i) => put(String(i)).then(({ status }) => status, () => 'not accepted'));
    const started = performance.now();
    server.child.kill('SIGTERM');
    expect(((await closed) as [number])[0]).toBe(CloseCode.goingAway);
    expect(await server.exit).toBe(0);
    expect(performance.now() - started).toBeLessThan(8_000);

    const again = run({});
    const person2 = await signInTo(await again.ready, owner?.email ?? '', owner?.password ?? '');
    const statuses = await Promise.all(underWay);
    for (const [i, status] of statuses.entries()) {
      expect([201, 503, 'not accepted']).toContain(status);
      if (status !== 201) continue;
      const found = await fetch(`${await again.ready}/api/v1/environments/${production}/connected-users/stop-${i}`, { headers: { authorization: `Bearer ${key.secret}` } });
      expect(found.status).toBe(200);
    }
    expect((await person2.fetch('/api/pulse')).status).toBe(200);

    const token = decodeURIComponent(person.cookie.split('=')[1] ?? '').split('.')[0] ?? '';
    expect(token.length).toBeGreaterThan(20);
    for (const secret of [owner?.password ?? '', token, key.secret]) expect(server.output.out + server.output.err).not.toContain(secret);
    expect(server.output.out).toMatch(/"requestId":"[0-9a-f-]{36}"/);
  });
});
