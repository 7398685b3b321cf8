import { integrationDocument, ownDocument, runsDocument, scopedDocument } from '@latchkey/shared/document/placement';
import { readAll, type Change } from '@latchkey/shared/document/records';
import { Activation } from '@latchkey/shared/domain/activation';
import { Connection } from '@latchkey/shared/domain/connection';
import type { Kind } from '@latchkey/shared/domain/kinds';
import type { ScopedLevel, WorkspaceLevel } from '@latchkey/shared/domain/levels';
import { runsOn } from '@latchkey/shared/domain/uses';
import { can, type Action, type Place } from '@latchkey/shared/permissions';
import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { ENVIRONMENTS, FOUNDED, memberOf, openScene, personRow, WORKSPACE, type Person } from '../edits/scene.ts';
import { activationRow, appAccountRow, appTeamRow, connectionRow, integrationRow, invitationRow, runRow, teamRow, viewRow } from '../records/rows.ts';
import type { Row } from '../store/store.ts';
import { actorOfRow, mayRead } from './access.ts';
import { servedAndTrue } from './served.ts';

const INTEGRATIONS = ['contacts', 'deals', 'alerts', 'staged'] as const;
type Name = (typeof INTEGRATIONS)[number];
const connectorOf = { contacts: 'hubspot', deals: 'hubspot', alerts: 'slack', staged: 'hubspot' } as const;
const environmentOf = (integration: Name) => (integration === 'staged' ? 'development' : 'production');
const PEOPLE: readonly Person[] = ['olivia', 'ada', 'max', 'moritz', 'nora'];
const documents: readonly string[] = [
  ...ENVIRONMENTS,
  ...INTEGRATIONS.flatMap((id) => [integrationDocument(id), scopedDocument(id), runsDocument(id)]),
  ...PEOPLE.map(ownDocument),
];

const integration = fc.constantFrom(...INTEGRATIONS);
const scoped = fc.constantFrom<ScopedLevel>('manage', 'monitor', 'none');
const workspaceLevel = fc.constantFrom<WorkspaceLevel>('none', 'none', 'none', 'administrator');
const person = fc.constantFrom(...PEOPLE);
const user = fc.constantFrom(null, 'u1', 'u2');
const account = fc.constantFrom(null, 'a1', 'a2');
const sharing = fc.constantFrom('user', 'account');
const number = fc.nat({ max: 4 });
const levels = fc.dictionary(integration, scoped, { maxKeys: 3 });
const environments = fc.dictionary(fc.constantFrom(...ENVIRONMENTS), scoped, { maxKeys: 2 });

const integrationOf = (id: Name, group: string | null): Row =>
  integrationRow(WORKSPACE, id, {
    ...{ environment: environmentOf(id), name: id, connector: connectorOf[id], flow: { name: id, url: null }, configuration: { id, name: id } },
    ...{ group, sharing: 'user', roles: {}, teamWord: 'team', enabled: true, createdAt: FOUNDED },
  });

/** One write of something, as one of the server's own would make it. */
const write: fc.Arbitrary<Row> = fc.oneof(
  fc.record({ person, level: workspaceLevel, environments, integrations: levels, enabled: fc.boolean(), runs: fc.dictionary(fc.constantFrom('integration/contacts', 'integration/staged', 'group/crm'), fc.record({ view: fc.boolean(), run: fc.boolean() })) })
    .map(({ person, ...access }) => memberOf(person, access)),
  fc.record({ number, integrations: levels }).map(({ number, integrations }) => teamRow(`team-${number}`, { workspace: WORKSPACE, name: `Team ${number}`, members: { ada: true }, integrations, createdAt: FOUNDED })),
  fc.record({ number, level: workspaceLevel, environments, integrations: levels })
    .map(({ number, ...access }) => invitationRow(`invitation-${number}`, { ...access, workspace: WORKSPACE, email: `i${number}@example.com`, status: 'accepted', invitedBy: 'olivia', sentAt: FOUNDED, expiresAt: FOUNDED })),
  fc.record({ id: integration, group: fc.constantFrom(null, 'crm') }).map(({ id, group }) => integrationOf(id, group)),
  fc.record({ id: fc.constantFrom('u1', 'u2'), enabled: fc.boolean(), removed: fc.boolean() }).map(({ id, enabled, removed }) => {
    const row = personRow(id);
    return { ...row, record: { ...row.record, enabled }, removed };
  }),
  fc.record({ number, integration, user, account, sharing, removed: fc.boolean() }).map(({ number, integration, user, account, sharing, removed }) => ({
    ...activationRow(WORKSPACE, `activation-${number}-${integration}`, { environment: environmentOf(integration), integration, user, account, sharing, enabled: true, createdAt: FOUNDED }, { latestRun: null, inFlight: null }),
    ...{ key: null, parent: null, removed },
  })),
  fc.record({ number, connector: fc.constantFrom('hubspot', 'slack'), user, account, sharing, removed: fc.boolean() }).map(({ number, connector, user, account, sharing, removed }) => {
    const details = { name: 'Login', proprietary: false, status: 'valid', reason: null, authorizedAt: FOUNDED } as const;
    return { ...connectionRow(WORKSPACE, `connection-${number}`, { environment: 'production', connector, user, account, sharing, ...details }, null), parent: null, removed };
  }),
  fc.record({ number, integration }).map(({ number, integration }) =>
    appAccountRow(WORKSPACE, `account-${number}-${integration}`, {
      ...{ environment: environmentOf(integration), integration, username: `a${number}`, member: null, teams: {}, operation: null, assets: [] },
      ...{ desired: { presence: 'present', roles: {}, exempted: false, protected: false, retry: null }, reported: { presence: 'unknown' } },
    }, { lastUsedAt: null })),
  fc.record({ number, integration }).map(({ number, integration }) => appTeamRow(WORKSPACE, `app-team-${number}-${integration}`, { environment: environmentOf(integration), integration, name: `T${number}`, role: null, team: null })),
  fc.record({ number, integration }).map(({ number, integration }) => runRow(WORKSPACE, `run-${number}-${integration}`, { environment: environmentOf(integration), integration, activation: 'a', state: { kind: 'queued', at: FOUNDED } })),
  fc.record({ number, member: fc.option(person) }).map(({ number, member }) => viewRow(WORKSPACE, `view-${number}-${member ?? ''}`, { environment: 'production', member, screen: 'users', name: 'View', query: '' })),
);

/** The actor that a member makes, with what the teams give. */
const actorAmong = (reader: Row, all: readonly Row[]) => actorOfRow(reader, all.filter(({ kind, removed }) => kind === 'team' && !removed));

/** Whether a connected user has an integration. */
const having = (user: string, integration: string, all: readonly Row[]): boolean =>
  all.some(({ kind, record, removed }) => kind === 'activation' && !removed && record['user'] === user && record['integration'] === integration);

/** Whether `can` says that a member may read a record, stated kind by kind in the words of PRODUCT. */
function mayKnow(reader: Row, { kind, id, record }: Row, all: readonly Row[]): boolean {
  const actor = actorAmong(reader, all);
  const may = (action: Action['kind'] & ('environment.read' | 'integration.read' | 'runs.view'), place: Place) => can(actor, { kind: action }, place) === null;
  const at = (environment: string): Place => ({ workspace: WORKSPACE, environment, integration: null, group: null });
  const of = (row: Row | undefined): Place => ({ ...at(String(row?.record['environment'])), integration: row?.id ?? null, group: (row?.record['group'] ?? null) as string | null });
  const offered = all.filter((row) => row.kind === 'integration');
  const named = offered.find((row) => row.id === record['integration']);
  const reads = (integrations: readonly Row[]) => integrations.some((row) => may('integration.read', of(row)));
  const inEnvironments = (among: readonly string[]) => among.some((environment) => may('environment.read', at(environment)));
  switch (kind) {
    case 'member':
    case 'team':
      return inEnvironments(ENVIRONMENTS) || reads(offered);
    case 'invitation': {
      const invited = offered.filter((row) => row.id in (record['integrations'] as object));
      const reached = record['level'] === 'none' ? [...Object.keys(record['environments'] as object), ...invited.map((row) => String(row.record['environment']))] : ENVIRONMENTS;
      return inEnvironments(reached) || reads(invited);
    }
    case 'integration':
      return reads(offered.filter((row) => row.id === id));
    case 'activation':
    case 'appAccount':
    case 'appTeam':
      return may('integration.read', of(named));
    case 'run':
      return may('runs.view', of(named));
    case 'connection': {
      const connection = v.parse(Connection, record);
      const ofConnector = offered.filter((row) => row.record['connector'] === connection.connector && row.record['environment'] === 'production');
      const activations = all.filter((row) => row.kind === 'activation' && !row.removed).map((row) => v.parse(Activation, row.record));
      const isOfNobody = connection.user === null && connection.account === null;
      const users = ofConnector.filter((row) => isOfNobody || activations.some((activation) => activation.integration === row.id && runsOn(activation, connection)));
      return inEnvironments(['production']) || reads(users);
    }
    case 'connectedUser':
      return inEnvironments(['production']) || reads(offered.filter((row) => environmentOf(row.id as Name) === 'production' && having(id, row.id, all)));
    case 'view':
      return record['member'] === null ? inEnvironments(['production']) : actor.enabled && record['member'] === reader.id;
    default:
      throw new Error(`nothing of the kind '${kind}' was written`);
  }
}

test('PERM-7 DOC-2 a record reaches the documents of a member if and only if `can` says that they may read it; documents that follow commits read as those made of the rows', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(write, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12 }), async (commits) => {
      const scene = await openScene();
      await scene.put([...INTEGRATIONS.map((id) => integrationOf(id, null)), personRow('u1')]);
      for (const document of documents) await scene.library.snapshot(document); // from now on each follows what is committed
      for (const rows of commits) await scene.put(rows);

      const written = new Map([...INTEGRATIONS.map((id) => integrationOf(id, null)), personRow('u1'), ...PEOPLE.map((name) => memberOf(name)), ...commits.flat()].map((row) => [`${row.kind} ${row.id}`, row]));
      const all = [...written.values()];
      const entries = new Map<string, readonly Change[]>();
      for (const document of documents) {
        entries.set(document, [...readAll(await servedAndTrue(scene, document))]);
      }
      for (const { part, text } of INTEGRATIONS.flatMap((id) => entries.get(scopedDocument(id)) ?? []).filter(({ kind }) => kind === 'connectedUser')) {
        expect([part, Object.keys(JSON.parse(text ?? '') as object)]).toEqual(['record', ['environment', 'externalId', 'name', 'enabled']]);
      }
      for (const reader of all.filter(({ kind }) => kind === 'member')) {
        const readable: string[] = [];
        for (const document of documents) if (await scene.store.read((from) => mayRead(from, actorAmong(reader, all), document))) readable.push(document);
        const reached = new Set(readable.flatMap((document) => (entries.get(document) ?? []).map(({ kind, id }: { kind: Kind; id: string }) => `${kind} ${id}`)));
        const wrong = all.filter((row) => reached.has(`${row.kind} ${row.id}`) !== (!row.removed && mayKnow(reader, row, all)));
        expect(wrong.map(({ kind, id }) => `${kind} ${id}`), `${reader.id} reads ${readable.join(', ')}`).toEqual([]);
      }
      await scene.close();
    }),
    { numRuns: 25 },
  );
}, 60_000);
