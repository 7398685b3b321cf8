/** The records that the cells of PRODUCT's table 'Who may do what' are tried on. */
import { randomUUID } from 'node:crypto';
import type { Things } from '@latchkey/shared/testing/permission-row';
import { apiKeyRecord, hashOfSecret } from '../identity/api-keys.ts';
import { appAccountRow, appTeamRow, invitationRow, teamRow, viewRow } from '../records/rows.ts';
import type { Row } from '../store/store.ts';
import { firstConnection, sampleIntegration, sampleMember, sampleUser } from './rows.ts';
import type { TestServer } from './server.ts';

const at = '2026-01-01T00:00:00.000Z';
const GROUP = 'crm';
const ROLE = 'viewer';

/** An integration in a group, which offers a role. */
export function offeredIntegration(workspace: string, environment: string, id: string): Row {
  const row = sampleIntegration(workspace, environment, id);
  return { ...row, record: { ...row.record, group: GROUP, roles: { [ROLE]: { name: 'Viewer', description: null } } } };
}

interface Wanted {
  /** Nothing else was made with it. */
  readonly name: string;
  readonly self: string;
  readonly integration: string;
}

/** Writes records of Production that nothing was tried on yet, and the integration as it was. */
export async function putThings({ workspace, production: environment, services, put }: TestServer, { name, self, integration }: Wanted): Promise<Things> {
  const [user, activation, connection] = sampleUser(workspace, environment, name, integration);
  const [member, otherOwner] = [sampleMember(workspace, name), sampleMember(workspace, `${name}-owner`)];
  const invited = { workspace, email: `${name}@x.example`, level: 'none', environments: {}, integrations: { [integration]: 'monitor' }, status: 'pending', invitedBy: member.id } as const;
  const account = { environment, integration, username: name, member: null, teams: {}, operation: null, assets: [] };
  const desired = { presence: 'present', roles: {}, exempted: false, protected: false, retry: null } as const;
  await put(
    ...[offeredIntegration(workspace, environment, integration), user, activation, connection, firstConnection(workspace, environment, name)],
    ...[member, { ...otherOwner, record: { ...otherOwner.record, level: 'owner' } }],
    appAccountRow(workspace, `account-${name}`, { ...account, desired, reported: { presence: 'present', roles: {}, protected: false } }, { lastUsedAt: null }),
    appTeamRow(workspace, `app-team-${name}`, { environment, integration, name, role: null, team: `team-${name}` }),
    teamRow(`team-${name}`, { workspace, name, members: {}, integrations: {}, createdAt: at }),
    invitationRow(`invitation-${name}`, { ...invited, sentAt: at, expiresAt: '2999-01-01T00:00:00.000Z' }),
    viewRow(workspace, `view-${name}`, { environment, member: null, screen: 'users', name, query: '' }),
  );
  const key = apiKeyRecord(workspace, { name, access: { level: 'administrator' } }, name, { at, by: name });
  await services.store.transact((transaction) => transaction.putApiKey(`key-${name}`, hashOfSecret(name), workspace, key));
  return {
    ...{ workspace, environment, integration, self, group: GROUP, role: ROLE, newId: randomUUID(), newEmail: `new-${name}@x.example`, at: new Date().toISOString() },
    ...{ user: user.id, activation: activation.id, connection: connection.id, member: member.id, otherOwner: otherOwner.id },
    ...{ account: `account-${name}`, appTeam: `app-team-${name}`, team: `team-${name}`, invitation: `invitation-${name}`, view: `view-${name}`, apiKey: `key-${name}` },
  };
}
