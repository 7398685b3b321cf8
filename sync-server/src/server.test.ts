import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino, type Logger } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tamper } from './documents/damage.ts';
import { startServer } from './server.ts';
import { openSqliteStore } from './store/sqlite/open.ts';
import { sampleIntegration, sampleUser } from './testing/rows.ts';

const fail = (cause: Error): never => {
  throw cause;
};

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'latchkey-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

/** A workspace with a user and an integration in each of two environments, both in quarantine. @returns the file of the database */
async function quarantined(): Promise<string> {
  const file = join(dataDir, 'latchkey.db');
  const store = await openSqliteStore(file, { maxPages: null, failed: fail, damaged: fail });
  await store.transact(async (transaction) => {
    await transaction.putWorkspace('acme', { name: 'Acme', membersMayInvite: false, createdAt: '2026-01-01T00:00:00.000Z' });
    for (const id of ['production', 'staging']) {
      await transaction.putEnvironment(id, { workspace: 'acme', name: id, isProduction: false, createdAt: '2026-01-01T00:00:00.000Z' });
      for (const row of [sampleIntegration('acme', id, `crm-${id}`), ...sampleUser('acme', id, id, `crm-${id}`)]) await transaction.putRow(row);
    }
  });
  for (const id of ['production', 'staging']) await store.quarantine(id, 'a bit was flipped', randomUUID());
  await store.close();
  return file;
}

const start = (log: Logger, port = 0) => {
  const config = { host: '127.0.0.1', port, dataDir, siteDir: join(dataDir, 'site'), publicUrl: null, trustedOrigins: [], proxies: 0, empty: true, restored: false, verify: true, logLevel: 'info' } as const;
  return startServer(config, { log, clock: Date.now, failed: fail });
};

test('DOC-7 CASE-39 a start with --verify goes on beside what is still damaged, and the log names each row', async () => {
  tamper(await quarantined(), "UPDATE records SET record = record || ' ' WHERE id IN ('crm-production', 'user-production')");
  const lines: string[] = [];
  const server = await start(pino({ level: 'info' }, { write: (line) => void lines.push(line) }));
  try {
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    expect(await server.services.store.read(async (reader) => (await reader.quarantined('acme')).map(({ id }) => id))).toEqual(['production']);
    expect(lines.filter((line) => /served/.test(line)).join('\n')).toMatch(/crm-production/);
    expect((await server.services.library.state('staging'))?.quarantined).toBeNull();
  } finally {
    await server.stop();
  }
});

test('a start that finds its port taken changes nothing in its directory, and gives it back (DATA-1)', async () => {
  const file = await quarantined();
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  try {
    await expect(start(pino({ level: 'silent' }), (other.address() as AddressInfo).port)).rejects.toThrow(/is taken/);
    const store = await openSqliteStore(file, { maxPages: null, failed: fail, damaged: fail });
    expect(await store.read(async (reader) => (await reader.quarantined('acme')).map(({ id }) => id))).toEqual(['production', 'staging']);
    await store.close();
    await (await start(pino({ level: 'silent' }))).stop();
  } finally {
    other.close();
  }
});

test('a client that leaves before its request is all here is logged as that, not as a failure of the server', async () => {
  let answered: (line: string) => void = () => undefined;
  const line = new Promise<string>((resolve) => (answered = resolve));
  const server = await start(pino({ level: 'info' }, { write: (text) => void (text.includes('"path":"/api/set-up"') && answered(text)) }));
  try {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.write('POST /api/set-up HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 50\r\nExpect: 100-continue\r\n\r\n');
    await once(socket, 'data'); // it is waiting for the body
    socket.destroy();
    expect(JSON.parse(await line)).toMatchObject({ level: 30, status: 400, msg: 'request' });
  } finally {
    await server.stop();
  }
});
