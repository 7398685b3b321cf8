/** What is asked of the outside world, from the manager's request to what the app did and back, over HTTP (RECON). */
import { randomUUID } from 'node:crypto';
import { integrationDocument, runsDocument } from '@latchkey/shared/document/placement';
import { readAll } from '@latchkey/shared/document/records';
import { AppAccount } from '@latchkey/shared/domain/app-account';
import { explainStatus } from '@latchkey/shared/domain/app-account-status';
import { Integration } from '@latchkey/shared/domain/integration';
import { patience } from '@latchkey/shared/domain/patience';
import type { Request } from '@latchkey/shared/edits/definition';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { served } from '../documents/served.ts';
import { sampleIntegration, sampleUser } from '../testing/rows.ts';
import { startTestServer, type Person, type Program, type TestServer } from '../testing/server.ts';
import { drive } from './drive.ts';
import { lapse } from './lapse.ts';
import { RecordedConnector } from './recorded-connector.ts';
import type { World } from './world.ts';

const APP = 'hubspot';

describe('asked over HTTP', () => {
  let now = Date.UTC(2026, 5, 1);
  let server: TestServer;
  let max: Person;
  let product: Program;
  let world: World;
  let connector: RecordedConnector;
  beforeAll(async () => {
    server = await startTestServer({ clock: () => now });
    const { store, library, clock, newId: id } = server.services;
    world = { store, library, clock, id };
    connector = new RecordedConnector(() => new Date(now).toISOString());
    const app = sampleIntegration(server.workspace, server.production, APP);
    await server.put({ ...app, record: { ...app.record, roles: { editor: { name: 'Editor', description: null } } } }, ...sampleUser(server.workspace, server.production, 'ursula', APP));
    await server.addMember('Max', { environments: { [server.production]: 'manage' }, runs: { [`integration/${APP}`]: { view: true, run: true } } });
    await server.addMember('Ada', {});
    max = await server.signIn('max@northwind.example');
    product = await server.program({ level: 'administrator' });
  });
  afterAll(() => server.end());

  const ask = async (name: string, args: Request['args'], document = integrationDocument(APP)) => {
    now += 1_000;
    return server.edit(max, { name, args }, document);
  };
  /** A record as a device that follows the document has it. */
  const shown = async (document: string, id: string): Promise<unknown> => {
    const entry = [...readAll(await served(server.services, document))].find((each) => each.id === id && each.part === 'record');
    return entry?.text === undefined || entry.text === null ? undefined : JSON.parse(entry.text);
  };
  const account = async (id: string) => v.parse(AppAccount, await shown(integrationDocument(APP), id));
  const chip = async (id: string) => explainStatus(await account(id), now);
  const status = async (id: string) => (await chip(id)).status;
  const carryOut = (kind: 'appAccount' | 'integration' | 'run', id: string) => drive(world, connector, { kind, id });
  const add = (account: string, username: string) => ({ account, environment: server.production, integration: APP, member: 'member-ada', username });

  test('an account waits as queued, fails with a reason, is retried, and agrees; the API of the product says the same', async () => {
    const id = randomUUID();
    expect(await ask('appAccount.add', add(id, 'ada'))).toMatchObject({ outcome: 'applied' });
    expect(await status(id)).toBe('Inviting');
    connector.failures.push('The app has no seat left.');
    expect(await carryOut('appAccount', id)).toBe(true);
    const failed = await chip(id);
    expect(failed).toMatchObject({ status: 'Invite failed', reason: 'The app has no seat left.' });
    expect(await carryOut('appAccount', id)).toBe(false);

    expect(await ask('appAccount.retry', { account: id, at: failed.retry })).toMatchObject({ outcome: 'applied' });
    expect(await status(id)).toBe('Inviting');
    expect(await carryOut('appAccount', id)).toBe(true);
    await ask('appAccount.setRole', { account: id, role: 'editor', on: true });
    expect(await status(id)).toBe('Awaiting update');
    await carryOut('appAccount', id);
    expect(await status(id)).toBeNull();
    const { body } = await product.send('GET', `${server.production}/integrations/${APP}/app-accounts`);
    expect(body['accounts']).toMatchObject([{ username: 'ada', reported: { presence: 'present', roles: { editor: true } }, operation: null }]);
  });

  test('is cancelled until it is sent, and then no more', async () => {
    const [cancelled, sent] = [randomUUID(), randomUUID()];
    for (const id of [cancelled, sent]) await ask('appAccount.add', add(id, id));
    expect(await ask('appAccount.setWithdrawn', { account: cancelled, withdrawn: true })).toMatchObject({ outcome: 'applied' });
    expect(await shown(integrationDocument(APP), cancelled)).toBeUndefined();
    expect(await carryOut('appAccount', cancelled)).toBe(false);
    await carryOut('appAccount', sent);
    expect(await ask('appAccount.setWithdrawn', { account: sent, withdrawn: true })).toMatchObject({ outcome: 'refused', reason: 'conflict' });
    expect(connector.accounts.has(cancelled)).toBe(false);
  });

  test('a run is started once and ends as the product says', async () => {
    const run = randomUUID();
    const runNow = { run, environment: server.production, integration: APP, activation: 'activation-ursula' };
    expect(await ask('activation.runNow', runNow, runsDocument(APP))).toMatchObject({ outcome: 'applied' });
    expect(await shown(runsDocument(APP), run)).toMatchObject({ state: { kind: 'queued' } });
    await carryOut('run', run);
    expect([connector.runs, await shown(runsDocument(APP), run)]).toMatchObject([['activation-ursula'], { state: { kind: 'running' } }]);
    const at = new Date(now).toISOString();
    const ended = { state: { kind: 'ended', startedAt: at, endedAt: at, result: 'success', message: null } };
    expect(await product.send('PUT', `${server.production}/connected-users/ursula/activations/${APP}/runs/${run}`, ended)).toMatchObject({ status: 200 });
    expect(await shown(runsDocument(APP), run)).toMatchObject({ state: { kind: 'ended', result: 'success' } });
  });

  test('RECON-4 with nobody to carry it out it waits as queued, and lapses visibly: a run after an hour, the rest after seven days', async () => {
    const [id, run] = [randomUUID(), randomUUID()];
    await ask('appAccount.add', add(id, 'late'));
    await ask('activation.runNow', { run, environment: server.production, integration: APP, activation: 'activation-ursula' }, runsDocument(APP));
    await ask('integration.checkForUpdates', { integration: APP, at: new Date(now).toISOString() }, server.production);
    const checked = async () => v.parse(Integration, await shown(server.production, APP)).checked?.state;
    expect(await lapse(world)).toBe(0);
    now += patience.run;
    expect(await lapse(world)).toBe(1);
    expect([await shown(runsDocument(APP), run), await status(id), await checked()]).toMatchObject([{ state: { kind: 'lapsed' } }, 'Inviting', undefined]);
    now += patience.rest;
    expect(await lapse(world)).toBe(2);
    expect([await chip(id), await checked()]).toMatchObject([{ status: 'Invite failed', reason: expect.stringContaining('lapsed') as string }, 'lapsed']);
    expect([await carryOut('run', run), await carryOut('appAccount', id), await carryOut('integration', APP)]).toEqual([false, false, false]);

    // Asked for again, it is carried out.
    expect(await ask('appAccount.retry', { account: id, at: (await chip(id)).retry })).toMatchObject({ outcome: 'applied' });
    expect(await carryOut('appAccount', id)).toBe(true);
    expect(await status(id)).toBeNull();
  });
});
