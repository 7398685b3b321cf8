/** Rows to test on: a user with an activation and a connection, and the integration that they belong to. */
import { Connection } from '@latchkey/shared/domain/connection';
import * as v from 'valibot';
import { activationRow, connectedUserRow, connectionRow, integrationRow, memberRow } from '../records/rows.ts';
import type { Row } from '../store/store.ts';

const at = '2026-01-01T00:00:00.000Z';

export const sampleIntegration = (workspace: string, environment: string, id: string): Row =>
  integrationRow(workspace, id, {
    environment,
    name: 'HubSpot → Northwind CRM',
    connector: 'hubspot',
    flow: { name: 'Sync contacts', url: null },
    configuration: { id: 'cfg', name: 'Default' },
    group: null,
    sharing: 'user',
    roles: {},
    teamWord: 'team',
    enabled: true,
    createdAt: at,
  });

/** Ids are made of `name`: `user-{name}`, `activation-{name}`, `connection-{name}`. */
export function sampleUser(workspace: string, environment: string, name: string, integration: string): readonly [Row, Row, Row] {
  const user = `user-${name}`;
  const profile = { environment, externalId: name, name: `User ${name}`, email: null, account: null, enabled: true, createdAt: at };
  const activation = { environment, integration, user, account: null, sharing: 'user', enabled: true, createdAt: at } as const;
  const connection = {
    ...{ environment, connector: 'hubspot', name: `Login of ${name}`, user, account: null, sharing: 'user', proprietary: false } as const,
    ...{ status: 'valid', reason: null, authorizedAt: at } as const,
  };
  return [
    connectedUserRow(workspace, user, profile, { lastSeenAt: null }),
    activationRow(workspace, `activation-${name}`, activation, { latestRun: null, inFlight: null }),
    connectionRow(workspace, `connection-${name}`, connection, 'main'),
  ];
}

/** An earlier connection of that user for the connector, which lets the other one's name be chosen: `first-{name}`. */
export function firstConnection(workspace: string, environment: string, name: string): Row {
  const [, , { record }] = sampleUser(workspace, environment, name, '');
  return connectionRow(workspace, `first-${name}`, v.parse(Connection, { ...record, authorizedAt: '2025-01-01T00:00:00.000Z' }), 'first');
}

/** A member without any rights, who can not sign in: `member-{name}`. */
export const sampleMember = (workspace: string, name: string): Row =>
  memberRow(`member-${name}`, {
    ...{ workspace, user: `nobody-${name}`, name, userName: name, email: `${name}@x.example`, level: 'none' } as const,
    ...{ environments: {}, integrations: {}, runs: {}, enabled: true, joinedAt: at },
  });
