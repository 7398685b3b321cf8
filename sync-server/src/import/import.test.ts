import type { Activity } from '@latchkey/shared/protocol/activity';
import type { ImportReport } from '@latchkey/shared/protocol/http';
import { limits } from '@latchkey/shared/protocol/limits';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleIntegration, sampleUser } from '../testing/rows.ts';
import { startTestServer, type Person, type TestServer } from '../testing/server.ts';

describe('CASE-58 FILE-1 importing CSV', () => {
  let server: TestServer;
  let olga: Person;
  let production: string;
  beforeAll(async () => {
    server = await startTestServer();
    olga = server.olga;
    production = server.environments[2];
  });
  afterAll(() => server.end());

  const send = (text: BodyInit, dryRun: string, environment = production, type = 'text/csv; charset=utf-8') =>
    olga.fetch(`/api/environments/${environment}/connected-users/import?dryRun=${dryRun}`, { method: 'POST', headers: { 'content-type': type }, body: text });
  const report = async (text: string, dryRun = 'false', environment = production) => (await (await send(text, dryRun, environment)).json()) as ImportReport;
  const version = async (environment = production) => (await server.services.library.state(environment))?.version ?? 0;
  const user = (externalId: string, environment = production) => server.services.store.read((reader) => reader.rowByKey('connectedUser', environment, externalId));
  const entries = async () => ((await (await olga.fetch(`/api/workspaces/${server.workspace}/activity`)).json()) as Activity).entries;

  test('a dry run says what an import would do, and changes nothing', async () => {
    const text = 'external_id,name\na,Ada\nb,Bo\n';
    const before = await version();
    const would = await report(text, 'true');
    expect(would).toEqual({ dryRun: true, accepted: true, rows: 2, created: 2, updated: 0, unchanged: 0, wrong: 0, errors: [] });
    expect([await version(), await user('a')]).toEqual([before, undefined]);
    expect(await report(text)).toEqual({ ...would, dryRun: false });
    expect(await version()).toBe(before + 1);
  });

  test('creates, updates and leaves alone, in one version and with one audit entry; EDIT-9 the switch stays', async () => {
    const integration = sampleIntegration(server.workspace, production, 'hubspot');
    const [row] = sampleUser(server.workspace, production, 'off', 'hubspot');
    await server.put(integration, { ...row, record: { ...row.record, enabled: false } });
    await report('external_id,name,email\nsame,Same,s@x.example\n');
    const [before, earlier] = [await version(), (await entries()).length];
    expect(await report('external_id,name,email,nonsense\nnew,New,,x\noff,Off,,x\nsame,Same,s@x.example,x\n')).toMatchObject({ accepted: true, created: 1, updated: 1, unchanged: 1 });
    expect(await version()).toBe(before + 1);
    expect((await user('off'))?.record).toMatchObject({ name: 'Off', enabled: false });
    expect(await entries()).toHaveLength(earlier + 1);
    expect((await entries())[0]).toMatchObject({ action: 'connectedUsers.import', after: { rows: 3, created: 1, updated: 1, unchanged: 1 }, thread: expect.any(String) as string });
  });

  test('one wrong row: nothing is imported, and the row is named', async () => {
    const before = await version();
    expect(await report('external_id,email\nx1,x@x.example\nx2,nobody\nx1,y@x.example\n')).toEqual({
      ...{ dryRun: false, accepted: false, rows: 3, created: 0, updated: 0, unchanged: 0, wrong: 2 },
      errors: [
        { row: 3, field: 'email', message: 'must be an e-mail address like name@example.com' },
        { row: 4, field: 'external_id', message: 'is the same as in row 2' },
      ],
    });
    expect([await version(), await user('x1')]).toEqual([before, undefined]);
  });

  test.each([
    ['what is no UTF-8', () => send(new Uint8Array([0x65, 0xff]), 'true'), 400],
    ['another type', () => send('external_id\na', 'true', production, 'application/json'), 415],
    ['no word on a dry run', () => send('external_id\na', 'maybe'), 422],
    ['an environment that does not exist', () => send('external_id\na', 'true', 'nowhere'), 404],
    ['too many rows', () => send(`external_id\n${Array.from({ length: limits.importRows + 1 }, (_, i) => i).join('\n')}`, 'true'), 413],
    ['too many bytes', () => send('x'.repeat(limits.importBytes + 1), 'true'), 413],
  ])('%s is refused', async (_, sending, status) => {
    const before = await version();
    const response = await sending();
    expect([response.status, response.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
    expect(await version()).toBe(before);
  });

  test('100,000 rows: one version, and other requests are answered meanwhile', { timeout: 60_000 }, async () => {
    const environment = server.environments[1];
    const lines = Array.from({ length: limits.importRows }, (_, i) => `cus_${i},"Name, ${i}",user${i}@company${i % 400}.example,acc_${i % 400},2026-01-01T00:00:00.000Z`);
    const before = await version(environment);
    let done = false;
    const importing = report(`\ufeffexternal_id,name,email,account_id,created_at\r\n${lines.join('\r\n')}\r\n`, 'false', environment).finally(() => (done = true));
    let longest = 0;
    let answered = 0;
    while (!done) {
      const started = performance.now();
      expect((await olga.fetch('/api/pulse')).status).toBe(200);
      longest = Math.max(longest, performance.now() - started);
      answered += 1;
    }
    expect(await importing).toMatchObject({ accepted: true, created: limits.importRows, wrong: 0 });
    expect(await version(environment)).toBe(before + 1);
    expect(answered).toBeGreaterThan(5);
    expect(longest).toBeLessThan(10_000);
  });
});
