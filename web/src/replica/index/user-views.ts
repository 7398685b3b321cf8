/** What the page sees of connected users: rows and details, made of records when they are asked for. */
import type { Integration } from '@latchkey/shared/domain/integration';
import type { ConnectionStatus, UserDetail, UserRow } from '../environment-rows.ts';
import { byName } from './by-name.ts';
import { shownConnection } from './shown-connection.ts';
import type { Records, Sources } from './sources.ts';
import type { Dependents } from './store/dependents.ts';
import type { IdTable } from './store/id-table.ts';

/** What is known of the users of an environment. */
export interface UserSources extends Sources {
  /** Subjects are the numbers of integrations. */
  readonly activations: Dependents;
  /** Subjects are the numbers of `connectors`. */
  readonly connections: Dependents;
  readonly connectors: IdTable;
}

/** The dependents of a user that there are, with their numbers. */
function* dependentsOf(dependents: Dependents, user: number): Generator<{ readonly at: number; readonly subject: number; readonly broken: boolean }> {
  for (const at of dependents.of(user)) {
    const dependent = dependents.get(at);
    if (dependent !== null) yield { at, ...dependent };
  }
}

/** Invalid as soon as one connection is (PRODUCT: Connected users). */
export function connectionStatusOf(sources: UserSources, user: number): ConnectionStatus {
  let [valid, invalid] = [0, 0];
  sources.connections.each(user, (_connector, broken) => (broken ? invalid++ : valid++));
  return invalid > 0 ? 'invalid' : valid > 0 ? 'valid' : 'none';
}

/** Ids of the integrations of which the user has an activation, each once. */
export function integrationsOf({ records, activations }: UserSources, user: number): readonly string[] {
  const integrations: number[] = [];
  activations.each(user, (integration) => integrations.includes(integration) || integrations.push(integration));
  return integrations.map((integration) => records.of('integration').ids.text(integration));
}

/** The row of a user, or null where there is no such record. */
export function userRow(sources: UserSources, user: number): UserRow | null {
  const { records, collator } = sources;
  const record = records.effective('connectedUser', user);
  if (record === undefined) return null;
  const brokenConnectors = new Set([...dependentsOf(sources.connections, user)].filter(({ broken }) => broken).map(({ subject }) => sources.connectors.text(subject)));
  const integrations = integrationsOf(sources, user).flatMap((id) => {
    const integration = integrationRecord(records, id);
    return integration === undefined ? [] : [{ id, name: integration.name, connector: integration.connector, broken: brokenConnectors.has(integration.connector) }];
  });
  return {
    id: records.of('connectedUser').ids.text(user),
    externalId: record.externalId,
    name: record.name,
    email: record.email,
    account: record.account,
    createdAt: Date.parse(record.createdAt),
    enabled: record.enabled,
    status: connectionStatusOf(sources, user),
    integrations: integrations.sort((a, b) => byName(collator, a, b)),
    pending: records.of('connectedUser').pending(user),
  };
}

/** The detail of a user, or null where there is no such record. Activations by the name of their integration, connections by theirs. */
export function userDetail(sources: UserSources, user: number): UserDetail | null {
  const { records, collator } = sources;
  const row = userRow(sources, user);
  const record = records.effective('connectedUser', user);
  if (row === null || record === undefined) return null;
  const activations = [...dependentsOf(sources.activations, user)].flatMap(({ at }) => {
    const activation = records.effective('activation', at);
    if (activation === undefined) return [];
    const integration = integrationRecord(records, activation.integration);
    return [
      {
        id: records.of('activation').ids.text(at),
        activation,
        status: records.status('activation', at) ?? null,
        integration: integration === undefined ? null : { id: activation.integration, record: integration },
        pending: records.of('activation').pending(at),
      },
    ];
  });
  const connections = [...dependentsOf(sources.connections, user)].flatMap(({ at }) => {
    const connection = shownConnection(sources, at);
    return connection === null ? [] : [connection];
  });
  const name = (activation: (typeof activations)[number]): string => activation.integration?.record.name ?? '';
  return {
    row,
    record,
    lastSeenAt: records.status('connectedUser', user)?.lastSeenAt ?? null,
    activations: activations.sort((a, b) => byName(collator, { id: a.id, name: name(a) }, { id: b.id, name: name(b) })),
    connections: connections.sort((a, b) => byName(collator, { id: a.id, name: a.record.name }, { id: b.id, name: b.record.name })),
  };
}

/** The integration, or undefined where there is none, or none any more. */
function integrationRecord(records: Records, id: string): Integration | undefined {
  const set = records.of('integration');
  const at = set.ids.find(id);
  return at === -1 || set.removed(at) ? undefined : records.effective('integration', at);
}
