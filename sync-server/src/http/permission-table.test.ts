/** CASE-21: the table of PRODUCT, asked of the real server by every path on which it is decided. */
import { randomUUID } from 'node:crypto';
import { integrationDocument, runsDocument, scopedDocument } from '@latchkey/shared/document/placement';
import type { Kind } from '@latchkey/shared/domain/kinds';
import type { Request } from '@latchkey/shared/edits/definition';
import { definitions } from '@latchkey/shared/edits/definitions';
import type { NewApiKey } from '@latchkey/shared/protocol/api-keys';
import type { EditBatchReply } from '@latchkey/shared/protocol/http';
import { columns, type Column, type Condition, type PermissionRow, type Things } from '@latchkey/shared/testing/permission-row';
import { allows, offers, permissionTable } from '@latchkey/shared/testing/permission-table';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Row } from '../store/store.ts';
import { offeredIntegration, putThings } from '../testing/permission-things.ts';
import { sampleUser } from '../testing/rows.ts';
import { startTestServer, type Person, type TestServer } from '../testing/server.ts';

const INTEGRATION = 'the-integration';
/** Nobody has a level on this one alone. */
const ANOTHER = 'another-integration';
const broad: readonly Column[] = columns.slice(0, 4);
const USERS = 'connected users: enable, disable, remove, import';

const titled = permissionTable.map((row) => [`${row.right}${row.when === null ? '' : ` (${row.when})`}`, row] as const);

describe('CASE-21 role × edit × path', () => {
  let server: TestServer;
  let production: string;
  const people = new Map<Column, { readonly person: Person; readonly member: string }>();

  beforeAll(async () => {
    server = await startTestServer();
    production = server.environments[2];
    await server.put(integration(INTEGRATION));
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
  const integration = (id: string): Row => offeredIntegration(server.workspace, production, id);
  let count = 0;
  const freshThings = (self: string, of = INTEGRATION): Promise<Things> => putThings(server, { name: `n${++count}`, self, integration: of });

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

  /** The latest entry of the log: there is another one as soon as anything was done or tried (AUDIT-1). */
  const latest = async () => (await server.services.store.read((reader) => reader.audit(server.workspace, { before: null, limit: 1 })))[0];
  const ask = (column: Column, method: string, path: string, body: unknown) => {
    const type = typeof body === 'string' ? 'text/csv' : 'application/json';
    const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body), headers: { 'content-type': type } };
    return person(column).fetch(`/api/${path}`, { method, ...sent });
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
      for (const [method, path, body] of row.http?.(things) ?? []) {
        const before = await latest();
        const { status } = await ask(column, method, path, body);
        expect([method, path, status < 300 ? 'done' : status]).toEqual([method, path, expected ? 'done' : expect.toSatisfy((answer) => answer === 403 || answer === 404)]);
        const isSame = !expected || method === 'GET';
        expect([method, path, JSON.stringify(await latest()) === JSON.stringify(before)]).toEqual([method, path, isSame]);
      }
      for (const edit of row.edits(things)) {
        const { outcome, reason, isChanged } = await send(column, edit);
        expect([edit.name, outcome, reason]).toEqual([edit.name, ...(expected ? ['applied', null] : ['refused', expect.stringMatching(/^(forbidden|unknown)$/)])]);
        expect([edit.name, isChanged]).toEqual([edit.name, expected]);
      }
      if (row.reads !== undefined) {
        const document = documents[row.reads]();
        expect((await person(column).fetch(`/api/documents/${document}`)).status).toBe(expected ? 200 : 404);
        expect((await person(column).fetch(`/api/documents/${document}/snapshot`)).status).toBe(expected ? 200 : 404);
      }
      await fulfil(null, member);
    });
  });

  test.each(['integration manage', 'integration monitor'] as const)('PERM-5 PERM-7 %s: nothing of another integration, through whatever document', async (column) => {
    const { member } = someone(column);
    const things = await freshThings(member, ANOTHER);
    const documents = [integrationDocument, scopedDocument, runsDocument].flatMap((of) => [of(INTEGRATION), of(ANOTHER)]);
    for (const row of permissionTable.filter(({ at: of }) => of !== 'workspace')) {
      await fulfil(row.when, member);
      const device = randomUUID();
      const tried = row.edits(things).flatMap((edit) => documents.map((document) => ({ ...edit, document })));
      const edits = tried.map((edit, sequence) => ({ ...edit, ...{ id: randomUUID(), device, sequence, epoch: 'none', base: 0, at: Date.now(), thread: device } }));
      if (edits.length === 0) continue;
      const { verdicts } = (await (await person(column).post('/api/edits', { device, edits })).json()) as EditBatchReply;
      expect(verdicts.map(({ outcome }, i) => [tried[i]?.name, outcome])).toEqual(tried.map(({ name }) => [name, 'refused']));
    }
    await fulfil(null, member);
  });

  test.each(columns)('PERM-7 who sees a record is told why not; of what one may not read one learns nothing: %s', async (column) => {
    const { user, newId } = await freshThings(someone(column).member);
    const may = offers(USERS, column);
    // Whoever has the integration sees who uses it.
    const verdict = await send(column, { name: 'connectedUser.setEnabled', args: { user, enabled: false } });
    expect(verdict.reason).toBe(may ? null : 'forbidden');
    const imported = await ask(column, 'POST', `environments/${production}/connected-users/import?dryRun=true`, `external_id\n${newId}\n`);
    expect(imported.status).toBe(may ? 200 : offers('read the environment', column) ? 403 : 404);
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
    const user = `rest-${String(column)}`;
    await server.put(integration(INTEGRATION), ...sampleUser(server.workspace, production, user, INTEGRATION));
    for (const row of restRows) {
      const expected = column === null ? 404 : allows(row, column) ? 'done' : 403;
      for (const [method, pathOf, body] of row.rest ?? []) {
        const path = pathOf(user, INTEGRATION);
        const before = await latest();
        const { status } = await program.send(method, `${production}/${path}`, body);
        expect([method, path, status < 300 ? 'done' : status]).toEqual([method, path, expected]);
        const isSame = expected !== 'done' || method === 'GET';
        expect([method, path, JSON.stringify(await latest()) === JSON.stringify(before)]).toEqual([method, path, isSame]);
      }
    }
  });
});
