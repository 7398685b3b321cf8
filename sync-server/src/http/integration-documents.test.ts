import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { integrationDocument, runsDocument, scopedDocument } from '@latchkey/shared/document/placement';
import { observeChanges } from '@latchkey/shared/document/records';
import { CloseCode } from '@latchkey/shared/protocol/close-codes';
import { SYNC_PATH } from '@latchkey/shared/protocol/documents';
import type { Session } from '@latchkey/shared/protocol/http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket, type ClientOptions } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { served } from '../documents/served.ts';
import { appAccountRow, runRow } from '../records/rows.ts';
import { sampleIntegration, sampleUser } from '../testing/rows.ts';
import { startTestServer, type Person, type TestServer } from '../testing/server.ts';

describe('rights on one integration', () => {
  let server: TestServer;
  let olga: Person;
  let production: string;
  const at = '2026-01-01T00:00:00.000Z';
  const account = (id: string, integration: string) =>
    appAccountRow(server.workspace, id, {
      ...{ environment: production, integration, username: id, member: null, teams: {}, operation: null, assets: [] },
      ...{ desired: { presence: 'present', roles: {}, exempted: false, protected: false, retry: null }, reported: { presence: 'unknown' } },
    }, null);
  beforeAll(async () => {
    server = await startTestServer();
    olga = server.olga;
    production = server.environments[2];
    const slack = sampleIntegration(server.workspace, production, 'slack');
    await server.put(sampleIntegration(server.workspace, production, 'hubspot'), { ...slack, record: { ...slack.record, connector: 'slack' } });
    await server.put(...sampleUser(server.workspace, production, 'ursula', 'hubspot'), account('in-hubspot', 'hubspot'), account('in-slack', 'slack'));
    await server.put(runRow(server.workspace, 'run-1', { environment: production, integration: 'hubspot', activation: 'activation-ursula', state: { kind: 'queued', at } }));
  });
  afterAll(() => server.end());

  const all = () => [production, ...['hubspot', 'slack'].flatMap((id) => [integrationDocument(id), scopedDocument(id), runsDocument(id)])];
  const sync = () => `${server.url.replace('http', 'ws')}${SYNC_PATH}`;
  const headersOf = (person: Person) => ({ cookie: person.cookie, origin: server.url });
  const join = async (name: string, access: Parameters<TestServer['addMember']>[1]) => {
    const id = await server.addMember(name, access);
    return { id, person: await server.signIn(`${name.toLowerCase()}@northwind.example`) };
  };
  const listed = async (person: Person) => ((await (await person.fetch('/api/session')).json()) as Session).workspaces.flatMap(({ environments }) => environments);
  const overHttp = async (person: Person, path = '') => {
    const read = await Promise.all(all().map(async (document) => ((await person.fetch(`/api/documents/${document}${path}`)).status === 200 ? [document] : [])));
    return read.flat();
  };
  const overSockets = async (person: Person) => {
    const opened = all().map(async (document) => {
      const socket = new WebSocket(`${sync()}/${document}`, { headers: headersOf(person) });
      const [what] = await Promise.race([once(socket, 'open').then(() => ['opened']), once(socket, 'unexpected-response').then((answer) => [(answer[1] as { statusCode: number }).statusCode])]);
      socket.on('error', () => undefined);
      socket.terminate();
      return what === 'opened' ? [document] : (expect(what).toBe(404), []);
    });
    return (await Promise.all(opened)).flat();
  };

  test.each([
    ['Iris', { integrations: { hubspot: 'monitor' } }, () => ['integration.hubspot', 'scoped.hubspot']],
    ['Rosa', { integrations: { hubspot: 'manage' }, runs: { 'integration/hubspot': { view: true, run: false } } }, () => ['integration.hubspot', 'scoped.hubspot', 'runs.hubspot']],
    ['Emil', { environments: {} }, () => []],
    ['Mona', { get environments() { return { [production]: 'monitor' as const }; } }, () => [production, 'integration.hubspot', 'integration.slack']],
    ['Adam', { level: 'administrator' }, () => [production, 'integration.hubspot', 'runs.hubspot', 'integration.slack', 'runs.slack']],
  ] as const)('PERM-7 PERM-8 %s has exactly these documents, in the session, over HTTP and over sockets', async (name, access, expected) => {
    const { person } = await join(name, access);
    const there = (await listed(person)).filter(({ id }) => id === production);
    expect(there.flatMap(({ documents }) => documents)).toEqual(expected());
    const sorted = [...expected()].sort();
    expect((await overHttp(person)).sort()).toEqual(sorted);
    expect((await overHttp(person, '/snapshot')).sort()).toEqual(sorted);
    expect((await overSockets(person)).sort()).toEqual(sorted);
    // QUERY-7: where they all are is one question, with what each one's own answers.
    const together = await person.fetch(`/api/documents?environment=${production}`);
    expect(together.status).toBe(sorted.length === 0 ? 404 : 200);
    const states = await Promise.all(sorted.map(async (document) => [document, await (await person.fetch(`/api/documents/${document}`)).json()]));
    if (sorted.length > 0) expect(await together.json()).toEqual(Object.fromEntries(states));
  });

  /** y-websocket as it comes from npm; only the cookie of a browser is put in. */
  const follow = async (person: Person, document: string, doc: Y.Doc): Promise<WebsocketProvider> => {
    class WithCookie extends WebSocket {
      constructor(address: string, protocols?: string | string[]) {
        super(address, protocols ?? [], { headers: headersOf(person) } satisfies ClientOptions);
      }
    }
    const provider = new WebsocketProvider(sync(), document, doc, { WebSocketPolyfill: WithCookie as unknown as typeof globalThis.WebSocket, disableBc: true });
    await new Promise<void>((resolve) => provider.once('sync', () => resolve()));
    return provider;
  };

  test('SYNC-1 a stock y-websocket client follows the documents of an integration', async () => {
    const { person } = await join('Igor', { integrations: { hubspot: 'monitor' } });
    const [own, scoped] = [new Y.Doc(), new Y.Doc()];
    const providers = [await follow(person, integrationDocument('hubspot'), own), await follow(person, scopedDocument('hubspot'), scoped)];
    expect([...own.getMap('accounts').keys()]).toEqual(['in-hubspot']);
    expect([...scoped.getMap('integrations').keys()]).toEqual(['hubspot']);
    expect([[...scoped.getMap('activations').keys()], [...scoped.getMap('connections').keys()]]).toEqual([['activation-ursula'], ['connection-ursula']]);
    const users = [...scoped.getMap<string>('users')].map(([id, text]) => [id, JSON.parse(text) as unknown]);
    expect(users).toEqual([['user-ursula', { environment: production, externalId: 'ursula', name: 'User ursula', enabled: true }]]);
    expect(scoped.getMap('users.status').size).toBe(0);
    const seen = new Promise<string | undefined>((resolve) => observeChanges(own, ([change]) => resolve(change?.id)));
    await server.put(account('later', 'hubspot'));
    expect(await seen).toBe('later');
    providers.forEach((provider) => provider.destroy());
  });

  test('PERM-7 of the members, those who may read one integration see what they hold there and nowhere else', async () => {
    const { id, person } = await join('Petra', { integrations: { hubspot: 'manage', slack: 'monitor' }, runs: { 'integration/slack': { view: true, run: true } } });
    const doc = new Y.Doc();
    const provider = await follow(person, scopedDocument('hubspot'), doc);
    const member = JSON.parse(doc.getMap<string>('members').get(id) ?? '{}') as Record<string, unknown>;
    expect(member).toMatchObject({ name: 'Petra', integrations: { hubspot: 'manage' }, runs: {} });
    provider.destroy();
  });

  test.each([
    ['Mara', 'manage', 'applied'],
    ['Milo', 'monitor', 'refused'],
  ] as const)('EDIT-7 PERM-7 %s, with %s on the integration, edits through its scoped document: the verdict names no other', async (name, level, outcome) => {
    const { person } = await join(name, { integrations: { hubspot: level } });
    const document = scopedDocument('hubspot');
    const verdict = await server.edit(person, { name: 'activation.setEnabled', args: { activation: 'activation-ursula', enabled: false } }, document);
    expect(verdict).toMatchObject({ outcome });
    expect(Object.keys(verdict.versions)).toEqual([document]);
    const shown = (await served(server.services, document)).getMap<string>('activations').get('activation-ursula');
    if (outcome === 'applied') expect([shown, (await served(server.services, production)).getMap<string>('activations').get('activation-ursula')]).toEqual([expect.stringContaining('"enabled":false'), shown]);
  });

  test('PERM-8 losing the right closes within a second with 4403; afterwards it is a 404 and not in the session', async () => {
    const { id, person } = await join('Lena', { integrations: { hubspot: 'manage' } });
    const sockets = ['integration.hubspot', 'scoped.hubspot'].map((document) => new WebSocket(`${sync()}/${document}`, { headers: headersOf(person) }));
    await Promise.all(sockets.map((socket) => once(socket, 'open')));
    const codes = Promise.all(sockets.map(async (socket) => ((await once(socket, 'close')) as [number])[0]));
    const row = await server.services.store.read((reader) => reader.row('member', id));
    if (row === undefined) throw new Error('Lena is not there');
    const started = performance.now();
    await server.put({ ...row, record: { ...row.record, integrations: {} } });
    expect(await codes).toEqual([CloseCode.forbidden, CloseCode.forbidden]);
    expect(performance.now() - started).toBeLessThan(1_000);
    expect([await overHttp(person), await overSockets(person), await listed(person)]).toEqual([[], [], []]);
    expect((await olga.fetch('/api/documents/integration.hubspot')).status).toBe(200);
  });

  test('PERM-8 whoever gets rights on the environment leaves the scoped document for the environment', async () => {
    const { id, person } = await join('Pia', { integrations: { slack: 'monitor' } });
    const row = await server.services.store.read((reader) => reader.row('member', id));
    if (row === undefined) throw new Error('Pia is not there');
    await server.put({ ...row, record: { ...row.record, environments: { [production]: 'monitor' } } });
    expect(await overHttp(person)).toEqual([production, 'integration.hubspot', 'integration.slack']);
  });

  test.each(['integration.HUBSPOT', 'integration.hubspot.', 'integration%2ehubspot', 'Integration.hubspot', 'integration.', 'scoped.nothing', 'runs.', `integration.${randomUUID()}`, 'scoped.integration.hubspot'])(
    'CASE-28 SYNC-8 %s is no document: 404',
    async (name) => {
        expect((await olga.fetch(`/api/documents/${name}`)).status).toBe(404);
    },
  );
});
