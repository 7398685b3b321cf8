/** CASE-21: the table of PRODUCT, asked of the real server by every path on which it is decided. */
import { randomUUID } from 'node:crypto';
import type { Kind } from '@latchkey/shared/domain/kinds';
import type { EditBatchReply } from '@latchkey/shared/protocol/http';
import type { MadeApiKey, NewApiKey } from '@latchkey/shared/protocol/api-keys';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { firstConnection, sampleIntegration, sampleMember, sampleUser } from '../testing/rows.ts';
import { owner, startTestServer, type Person, type TestServer } from '../testing/server.ts';

const roles = ['owner', 'administrator', 'manage', 'monitor', 'integration manage', 'integration monitor'] as const;
type Role = (typeof roles)[number];

interface EditCase {
  readonly kind: Kind;
  readonly args: (name: string) => Record<string, unknown>;
  readonly may: readonly Role[];
}

const managers: readonly Role[] = ['owner', 'administrator', 'manage'];
const administrators: readonly Role[] = ['owner', 'administrator'];

const edits: Readonly<Record<string, EditCase>> = {
  'connectedUser.setEnabled': { kind: 'connectedUser', args: (name) => ({ user: `user-${name}`, enabled: false }), may: managers },
  'connectedUser.setRemoved': { kind: 'connectedUser', args: (name) => ({ user: `user-${name}`, removed: true }), may: managers },
  'activation.setEnabled': { kind: 'activation', args: (name) => ({ activation: `activation-${name}`, enabled: false }), may: [...managers, 'integration manage'] },
  'integration.setEnabled': { kind: 'integration', args: () => ({ integration: 'the-integration', enabled: false }), may: [...managers, 'integration manage'] },
  'member.setEnabled': { kind: 'member', args: (name) => ({ member: `member-${name}`, enabled: false }), may: administrators },
  'member.setLevel': { kind: 'member', args: (name) => ({ member: `member-${name}`, level: 'administrator' }), may: administrators },
  'member.setEnvironmentLevel': { kind: 'member', args: (name) => ({ member: `member-${name}`, environment: 'production', level: 'manage' }), may: administrators },
  'member.setRemoved': { kind: 'member', args: (name) => ({ member: `member-${name}`, removed: true }), may: administrators },
  'connection.rename': { kind: 'connection', args: (name) => ({ connection: `connection-${name}`, name: 'Another name' }), may: [...managers, 'integration manage'] },
  'connection.setRemoved': { kind: 'connection', args: (name) => ({ connection: `connection-${name}`, removed: true }), may: [...managers, 'integration manage'] },
};
const broad = roles.slice(0, 4);

describe('CASE-21 role × edit × path', () => {
  let server: TestServer;
  let production: string;
  const people = new Map<Role, Person>();
  let olga: Person;

  beforeAll(async () => {
    server = await startTestServer();
    production = server.environments[2];
    await server.put(sampleIntegration(server.workspace, production, 'the-integration'));
    const access = {
      owner: { level: 'owner' },
      administrator: { level: 'administrator' },
      manage: { environments: { [production]: 'manage' } },
      monitor: { environments: { [production]: 'monitor' } },
      'integration manage': { integrations: { 'the-integration': 'manage' } },
      'integration monitor': { integrations: { 'the-integration': 'monitor' } },
    } as const;
    for (const role of roles) {
      const name = `R${role.replace(' ', '')}`;
      await server.addMember(name, access[role]);
      people.set(role, await server.signIn(`${name.toLowerCase()}@northwind.example`));
    }
    olga = await server.signIn(owner.email);
  }, 60_000); // thirteen passwords are hashed, slowly on purpose
  afterAll(() => server.end());

  const person = (role: Role): Person => {
    const found = people.get(role);
    if (found === undefined) throw new Error(`nobody is ${role}`);
    return found;
  };
  const rowOf = (kind: Kind, id: string) => server.services.store.read((reader) => reader.row(kind, id));

  let count = 0;
  const cells = roles.flatMap((role) => Object.entries(edits).map(([edit, it]) => [role, edit, it.may.includes(role) ? 'applied' : 'refused', it] as const));

  test.each(cells)('edit: %s, %s → %s', async (role, edit, expected, { kind, args }) => {
    const name = `n${++count}`;
    const { workspace } = server;
    await server.put(sampleIntegration(workspace, production, 'the-integration'), ...sampleUser(workspace, production, name, 'the-integration'), firstConnection(workspace, production, name), sampleMember(workspace, name));
    const target = Object.values(args(name)).find((value) => typeof value === 'string' && (value.includes(name) || value === 'the-integration')) as string;
    const before = await rowOf(kind, target);
    const state = await server.services.library.state(production);
    const device = randomUUID();
    const sent = {
      ...{ id: randomUUID(), device, sequence: 0, name: edit, args: { ...args(name), ...('environment' in args(name) ? { environment: production } : {}) } },
      ...{ document: production, epoch: state?.epoch, base: state?.version, at: Date.now(), thread: randomUUID() },
    };
    const { verdicts } = (await (await person(role).post('/api/edits', { device, edits: [sent] })).json()) as EditBatchReply;
    expect(verdicts.map(({ outcome }) => outcome)).toEqual([expected]);
    if (expected === 'refused') {
      const reads = broad.includes(role) || kind === 'activation' || kind === 'integration' || kind === 'connection';
      expect(verdicts[0]).toMatchObject({ reason: reads ? 'forbidden' : 'unknown' }); // PERM-7
      expect(await rowOf(kind, target)).toEqual(before);
    } else expect(await rowOf(kind, target)).not.toEqual(before);
  });

  test.each(roles.map((role) => [role, managers.includes(role) ? 200 : role === 'monitor' ? 403 : 404] as const))('CSV: %s → %s', async (role, expected) => {
    const before = (await server.services.library.state(production))?.version;
    const response = await person(role).fetch(`/api/environments/${production}/connected-users/import?dryRun=false`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: `external_id\ncsv-${role}\n`,
    });
    expect(response.status).toBe(expected);
    const row = await server.services.store.read((reader) => reader.rowByKey('connectedUser', production, `csv-${role}`));
    expect(row !== undefined).toBe(expected === 200);
    if (expected !== 200) expect((await server.services.library.state(production))?.version).toBe(before);
  });

  const keys: Readonly<Record<string, (environment: string) => NewApiKey['access']>> = {
    administrator: () => ({ level: 'administrator' }),
    manage: (environment) => ({ level: 'none', environments: { [environment]: 'manage' } }),
    monitor: (environment) => ({ level: 'none', environments: { [environment]: 'monitor' } }),
    none: () => ({ level: 'none', environments: {} }),
  };
  const rest = [
    ['GET', 'connected-users', undefined],
    ['GET', 'connected-users/n1', undefined],
    ['PUT', 'connected-users/rest', { name: 'Rest' }],
    ['PUT', 'connected-users/n1/activations/the-integration', { inFlight: 'queued' }],
    ['PUT', 'connected-users/n1/connections/second', { connector: 'hubspot', status: 'valid' }],
    ['DELETE', 'connected-users/rest', undefined],
  ] as const;
  test.each(Object.keys(keys))('REST: a key with the level %s', async (level) => {
    const made = (await (await olga.post(`/api/workspaces/${server.workspace}/api-keys`, { name: level, access: keys[level]?.(production) })).json()) as MadeApiKey;
    await server.put(...sampleUser(server.workspace, production, 'n1', 'the-integration'));
    for (const [method, path, body] of rest) {
      const before = (await server.services.library.state(production))?.version;
      const response = await fetch(`${server.url}/api/v1/environments/${production}/${path}`, {
        method,
        headers: { authorization: `Bearer ${made.secret}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const expected = level === 'none' ? 404 : level === 'monitor' && method !== 'GET' ? 403 : 'allowed';
      expect([method, path, response.ok ? 'allowed' : response.status]).toEqual([method, path, expected]);
      if (expected !== 'allowed') expect((await server.services.library.state(production))?.version).toBe(before);
    }
  });

  test.each(roles.map((role) => [role, administrators.includes(role) ? 200 : 403] as const))('activity and API keys: %s → %s', async (role, expected) => {
    for (const path of ['activity', 'api-keys']) expect((await person(role).fetch(`/api/workspaces/${server.workspace}/${path}`)).status).toBe(expected);
  });
});
