import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { tamper } from './documents/damage.ts';
import { startServer } from './server.ts';
import { openSqliteStore } from './store/sqlite/open.ts';
import { sampleIntegration, sampleUser } from './testing/rows.ts';

const fail = (cause: Error): never => {
  throw cause;
};

test('DOC-7 CASE-39 a start with --verify goes on beside what is still damaged, and the log names each row', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'latchkey-'));
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
  tamper(file, "UPDATE records SET record = record || ' ' WHERE id IN ('crm-production', 'user-production')");

  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line) => void lines.push(line) });
  const config = { host: '127.0.0.1', port: 0, dataDir, siteDir: join(dataDir, 'site'), publicUrl: null, trustedOrigins: [], proxies: 0, empty: true, restored: false, verify: true, logLevel: 'info' } as const;
  const server = await startServer(config, { log, clock: Date.now, failed: fail });
  try {
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    expect(await server.services.store.read(async (reader) => (await reader.quarantined('acme')).map(({ id }) => id))).toEqual(['production']);
    expect(lines.filter((line) => /served/.test(line)).join('\n')).toMatch(/crm-production/);
    expect((await server.services.library.state('staging'))?.quarantined).toBeNull();
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true });
  }
});
