/** CASE-21: the table of PRODUCT, asked of the real server by every path on which it is decided. */
import { randomUUID } from 'node:crypto';
import { integrationDocument, runsDocument, scopedDocument } from '@latchkey/shared/document/placement';
import type { Kind } from '@latchkey/shared/domain/kinds';
import type { Request } from '@latchkey/shared/edits/definition';
import { definitions } from '@latchkey/shared/edits/definitions';
import type { NewApiKey } from '@latchkey/shared/protocol/api-keys';
import { columns, type Column, type Condition, type PermissionRow, type Things } from '@latchkey/shared/testing/permission-row';
import { allows, permissionTable } from '@latchkey/shared/testing/permission-table';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appAccountRow, appTeamRow, invitationRow, teamRow, viewRow } from '../records/rows.ts';
import type { Row } from '../store/store.ts';
import { firstConnection, sampleIntegration, sampleMember, sampleUser } from '../testing/rows.ts';
import { jsonBody, startTestServer, type Person, type TestServer } from '../testing/server.ts';

const INTEGRATION = 'the-integration';
const at = '2026-01-01T00:00:00.000Z';
const broad: readonly Column[] = columns.slice(0, 4);
const managers: readonly Column[] = ['owner', 'administrator', 'manage'];
const administrators: readonly Column[] = ['owner', 'administrator'];

const titled = permissionTable.map((row) => [`${row.right}${row.when === null ? '' : ` (${row.when})`}`, row] as const);

describe('CASE-21 role × edit × path', () => {
  let server: TestServer;
  let production: string;
  const people = new Map<Column, { readonly person: Person; readonly member: string }>();

  beforeAll(async () => {
    server = await startTestServer();
    production = server.environments[2];
    await server.put(integration());
    const access = {
      owner: { level: 'owner' },
      administrator: { level: 'administrator' },
      manage: { environments: { [production]: 'manage' } },
      monitor: { environments: { [production]: 'monitor' } },
      'integration manage': { integrations: { [INTEGRATION]: 'manage' } },
      'integration monitor': { integrations: { [INTEGRATION]: 'monitor' } },
    } as const;
    for (const column of columns) {
      const name = `R${column.replace(' ', '')}`;
      const member = await server.addMember(name, access[column]);
      people.set(column, { member, person: await server.signIn(`${name.toLowerCase()}@northwind.example`) });
    }
  }, 60_000); // thirteen passwords are hashed, slowly on purpose
  afterAll(() => server.end());

  const someone = (column: Column) => {
    const found = people.get(column);
    if (found === undefined) throw new Error(`nobody is ${column}`);
    return found;
  };
  const person = (column: Column): Person => someone(column).person;
  const rowOf = (kind: Kind, id: string) => server.services.store.read((reader) => reader.row(kind, id));
  const integration = (): Row => {
    const row = sampleIntegration(server.workspace, production, INTEGRATION);
    return { ...row, record: { ...row.record, group: 'crm', roles: { viewer: { name: 'Viewer', description: null } } } };
  };

  let count = 0;
  /** Records that nothing was tried on yet. */
  const freshThings = async (self: string): Promise<Things> => {
    const n = `n${++count}`;
    const { workspace } = server;
    const [user, activation, connection] = sampleUser(workspace, production, n, INTEGRATION);
    const [member, otherOwner] = [sampleMember(workspace, n), sampleMember(workspace, `${n}-owner`)];
    const invited = { workspace, email: `${n}@x.example`, level: 'none', environments: {}, integrations: { [INTEGRATION]: 'monitor' }, status: 'pending', invitedBy: member.id } as const;
    const account = { environment: production, integration: INTEGRATION, username: n, member: null, teams: {}, operation: null, assets: [] };
    const desired = { presence: 'present', roles: {}, exempted: false, protected: false, retry: null } as const;
    const rows = [
      ...[integration(), user, activation, connection, firstConnection(workspace, production, n), member, { ...otherOwner, record: { ...otherOwner.record, level: 'owner' } }],
      appAccountRow(workspace, `account-${n}`, { ...account, desired, reported: { presence: 'present', roles: {}, protected: false } }, { lastUsedAt: null }),
      appTeamRow(workspace, `app-team-${n}`, { environment: production, integration: INTEGRATION, name: n, role: null, team: `team-${n}` }),
      teamRow(`team-${n}`, { workspace, name: n, members: {}, integrations: {}, createdAt: at }),
      invitationRow(`invitation-${n}`, { ...invited, sentAt: at, expiresAt: '2999-01-01T00:00:00.000Z' }),
      viewRow(workspace, `view-${n}`, { environment: production, member: null, screen: 'users', name: n, query: '' }),
    ];
    await server.put(...rows);
    return {
      ...{ workspace, environment: production, integration: INTEGRATION, group: 'crm', self, role: 'viewer', newId: randomUUID(), newEmail: `new-${n}@x.example`, at: new Date().toISOString() },
      ...{ user: user.id, activation: activation.id, connection: connection.id, member: member.id, otherOwner: otherOwner.id },
      ...{ account: `account-${n}`, appTeam: `app-team-${n}`, team: `team-${n}`, invitation: `invitation-${n}`, view: `view-${n}` },
    };
  };

  /** The document in which whoever has that level would make an edit of such a record. */
  const documentFor = (kind: Kind, column: Column): string => {
    if (kind === 'appAccount' || kind === 'appTeam') return integrationDocument(INTEGRATION);
    if (kind === 'run') return runsDocument(INTEGRATION);
    if (broad.includes(column)) return production;
    return kind === 'invitation' ? integrationDocument(INTEGRATION) : scopedDocument(INTEGRATION);
  };

  const send = async (column: Column, { name, args }: Request) => {
    const definition = definitions.get(name);
    if (definition === undefined) throw new Error(`there is no edit called ${name}`);
    const target = definition.target(args);
    const before = await rowOf(target.kind, target.id);
    const verdict = await server.edit(person(column), { name, args }, documentFor(target.kind, column));
    const after = await rowOf(target.kind, target.id);
    return { outcome: verdict.outcome, reason: verdict.outcome === 'refused' ? verdict.reason : null, isChanged: JSON.stringify(after) !== JSON.stringify(before) };
  };

  const fulfil = async (when: Condition | null, member: string): Promise<void> => {
    const { store } = server.services;
    const row = await rowOf('member', member);
    if (row === undefined) throw new Error(`there is no member ${member}`);
    const rights = { view: when === 'runs viewed', run: when === 'runs started' };
    await server.put({ ...row, record: { ...row.record, runs: rights.view || rights.run ? { 'group/crm': rights } : {} } });
    await store.transact(async (transaction) => {
      const workspace = await transaction.workspace(server.workspace);
      await transaction.putWorkspace(server.workspace, { ...workspace, membersMayInvite: when === 'members may invite' });
    });
  };

  const documents: Readonly<Record<NonNullable<PermissionRow['reads']>, () => string>> = {
    environment: () => production,
    integration: () => integrationDocument(INTEGRATION),
    runs: () => runsDocument(INTEGRATION),
  };

  describe.each(titled)('%s', (_, row) => {
    test.each(columns)('PERM-1 %s', async (column) => {
      const { member } = someone(column);
      await fulfil(row.when, member);
      const expected = allows(row, column);
      const things = await freshThings(member);
      for (const edit of row.edits(things)) {
        const { outcome, reason, isChanged } = await send(column, edit);
        expect([edit.name, outcome, reason]).toEqual([edit.name, ...(expected ? ['applied', null] : ['refused', expect.stringMatching(/^(forbidden|unknown)$/)])]);
        // What was asked for the second time changes nothing; what was refused never does.
        if (!expected) expect([edit.name, isChanged]).toEqual([edit.name, false]);
      }
      if (row.reads !== undefined) {
        const document = documents[row.reads]();
        expect((await person(column).fetch(`/api/documents/${document}`)).status).toBe(expected ? 200 : 404);
        expect((await person(column).fetch(`/api/documents/${document}/snapshot`)).status).toBe(expected ? 200 : 404);
      }
      await fulfil(null, member);
    });
  });

  test.each(broad.map((column) => [column, managers.includes(column)] as const))('PERM-7 who reads a record is told why not: %s', async (column, may) => {
    const { user } = await freshThings(someone(column).member);
    const verdict = await send(column, { name: 'connectedUser.setEnabled', args: { user, enabled: false } });
    expect(verdict.reason).toBe(may ? null : 'forbidden');
  });

  test.each(columns.map((column) => [column, managers.includes(column) ? 200 : column === 'monitor' ? 403 : 404] as const))('CSV: %s → %s', async (column, expected) => {
    const before = (await server.services.library.state(production))?.version;
    const response = await person(column).fetch(`/api/environments/${production}/connected-users/import?dryRun=false`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: `external_id\ncsv-${column}\n`,
    });
    expect(response.status).toBe(expected);
    const row = await server.services.store.read((reader) => reader.rowByKey('connectedUser', production, `csv-${column}`));
    expect(row !== undefined).toBe(expected === 200);
    if (expected !== 200) expect((await server.services.library.state(production))?.version).toBe(before);
  });

  /** A key carries one of these levels and acts as one; a level on single integrations no key has. */
  const keys: readonly (readonly [Column | null, (environment: string) => NewApiKey['access']])[] = [
    ['administrator', () => ({ level: 'administrator' })],
    ['manage', (environment) => ({ level: 'none', environments: { [environment]: 'manage' } })],
    ['monitor', (environment) => ({ level: 'none', environments: { [environment]: 'monitor' } })],
    [null, () => ({ level: 'none', environments: {} })],
  ];
  const restRows = permissionTable.filter(({ rest }) => rest !== undefined);

  test.each(keys)('REST: a key with the level %s', async (column, access) => {
    const program = await server.program(access(production));
    await server.put(integration(), ...sampleUser(server.workspace, production, 'rest', INTEGRATION));
    for (const row of restRows) {
      const expected = column === null ? 404 : allows(row, column) ? 'allowed' : 403;
      for (const [method, pathOf, body] of row.rest ?? []) {
        const path = pathOf('rest', INTEGRATION);
        const before = (await server.services.library.state(production))?.version;
        const { status } = await program.send(method, `${production}/${path}`, body);
        expect([method, path, status < 300 ? 'allowed' : status]).toEqual([method, path, expected]);
        if (expected !== 'allowed') expect((await server.services.library.state(production))?.version).toBe(before);
      }
    }
  });

  test.each(columns.map((column) => [column, administrators.includes(column)] as const))('activity, API keys and settings: %s', async (column, may) => {
    for (const path of ['activity', 'api-keys']) expect((await person(column).fetch(`/api/workspaces/${server.workspace}/${path}`)).status).toBe(may ? 200 : 403);
    const change = { ...jsonBody({ name: 'Northwind' }), method: 'PATCH' };
    expect((await person(column).fetch(`/api/workspaces/${server.workspace}`, change)).status).toBe(may ? 204 : 403);
  });
});
