/** Connected users of the sample, with what they activated and the connections they gave. Pure. */
import { connectionName, type Connection } from '@latchkey/shared/domain/connection';
import type { Activation, ActivationStatus } from '@latchkey/shared/domain/activation';
import { activationRow, connectedUserRow, connectionRow } from '../records/rows.ts';
import type { Row } from '../store/store.ts';
import { proprietary, sharedByAccount } from './connectors.ts';
import { chanceFor, idFor, pick } from './random.ts';
import { inFlightRun } from './runs.ts';

export interface Person {
  readonly externalId: string;
  readonly name: string;
  readonly email: string;
  readonly account: string;
  readonly createdAt: string;
  readonly connections: readonly { readonly connector: string; readonly status: Connection['status'] }[];
}

export interface Stage {
  readonly workspace: string;
  readonly environment: string;
  /** Connector → id of its integration here. */
  readonly integrations: ReadonlyMap<string, string>;
  /** When the newest of them was created: nothing of theirs is later. */
  readonly now: string;
}

const reasons = [
  'token refused, 401',
  'refresh token expired',
  'consent withdrawn by the user',
  'account suspended by the app, 403',
  'password changed in the app',
  'the app does not know this tenant any more, 404',
] as const;

/** The rows of one person. A copy that the account shares belongs to whoever of it comes first: `claimed` remembers. */
export function rowsOf(person: Person, stage: Stage, claimed: Set<string>): readonly Row[] {
  const { workspace, environment, now } = stage;
  const id = idFor('user', environment, person.externalId);
  const chance = chanceFor('user', environment, person.externalId);
  const between = (from: string) => new Date(Date.parse(from) + chance() * Math.max(0, Date.parse(now) - Date.parse(from))).toISOString();
  const { externalId, name, email, account, createdAt } = person;
  const user = { environment, externalId, name, email, account, enabled: chance() > 0.03, createdAt };
  const rows: Row[] = [connectedUserRow(workspace, id, user, { lastSeenAt: chance() < 0.85 ? between(createdAt) : null })];

  for (const { connector, status } of person.connections) {
    const integration = stage.integrations.get(connector);
    if (integration === undefined) continue; // not offered in this environment
    const sharing = sharedByAccount.has(connector) ? 'account' : 'user';
    const authorizedAt = between(createdAt);
    const connection: Connection = {
      environment,
      connector,
      name: connectionName(connector, authorizedAt, name),
      user: id,
      account,
      sharing: 'user',
      proprietary: proprietary.has(connector),
      status,
      reason: status === 'invalid' ? pick(chance, reasons) : null,
      authorizedAt,
    };
    rows.push(connectionRow(workspace, idFor('connection', environment, externalId, connector), connection, connector));
    const copy = `${integration} ${sharing === 'account' ? account : id}`;
    if (claimed.has(copy)) continue;
    claimed.add(copy);
    const activation: Activation = { environment, integration, user: id, account, sharing, enabled: chance() > 0.08, createdAt: authorizedAt };
    const copyId = idFor('activation', environment, copy);
    rows.push(activationRow(workspace, copyId, activation, statusOf(copyId, chance, status, between(authorizedAt))));
  }
  return rows;
}

/** An integration that a person activated without having given a connection for it yet; its flow was never started. */
export function furtherActivation(person: Person, stage: Stage): Row | null {
  const { workspace, environment } = stage;
  const id = idFor('user', environment, person.externalId);
  const chance = chanceFor('further', environment, person.externalId);
  const [connector, integration] = pick(chance, [...stage.integrations]);
  if (sharedByAccount.has(connector) || person.connections.some((connection) => connection.connector === connector)) return null;
  const activation: Activation = { environment, integration, user: id, account: person.account, sharing: 'user', enabled: chance() > 0.08, createdAt: person.createdAt };
  return activationRow(workspace, idFor('activation', environment, `${integration} ${id}`), activation, { latestRun: null, inFlight: null });
}

function statusOf(activation: string, chance: () => number, connection: Connection['status'], at: string): ActivationStatus {
  const [run, result, flight] = [chance(), chance(), chance()];
  return {
    latestRun: run < 0.12 ? null : { result: result < (connection === 'invalid' ? 0.9 : 0.06) ? 'error' : 'success', at },
    ...(flight < 0.01 ? { inFlight: 'queued', queued: inFlightRun(activation) } : { inFlight: flight < 0.02 ? 'running' : null }),
  };
}
