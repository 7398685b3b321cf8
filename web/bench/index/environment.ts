/** An environment of any size, resampled from the sample's users: same scripts, same lengths, same shares. */
import { readFileSync } from 'node:fs';
import type { Activation, ActivationStatus } from '@latchkey/shared/domain/activation';
import type { ConnectedUser, ConnectedUserStatus } from '@latchkey/shared/domain/connected-user';
import { connectionName, type Connection } from '@latchkey/shared/domain/connection';
import type { Integration } from '@latchkey/shared/domain/integration';
import type { Change } from '@latchkey/shared/document/records';
import Papa from 'papaparse';
import { seeded, type Random } from './random.ts';

export interface Sized {
  readonly users: number;
  readonly activations: number;
  readonly connections: number;
}

/** The size that the bars are for. */
export const full: Sized = { users: 100_000, activations: 60_000, connections: 60_000 };

export interface Generated {
  readonly environment: string;
  readonly users: readonly { readonly id: string; readonly record: ConnectedUser }[];
  readonly integrations: readonly { readonly id: string; readonly record: Integration }[];
  readonly activations: readonly { readonly id: string; readonly record: Activation }[];
  readonly connections: readonly { readonly id: string; readonly record: Connection }[];
  /** All of it as a document tells it, kind by kind, statuses included. */
  readonly changes: readonly Change[];
}

type Row = Readonly<Record<'external_id' | 'name' | 'email' | 'created_at' | 'account_id' | 'integrations' | 'connection_status', string>>;

const source = new URL('../../../sync-server/src/sample/connected-users.csv', import.meta.url);
const rowsOfSample = (): readonly Row[] => Papa.parse<Row>(readFileSync(source, 'utf8').replace(/^\ufeff/, ''), { header: true, skipEmptyLines: true }).data;

/** The same kind of id with other digits and letters. */
function likeExternalId(sample: string, random: Random): string {
  if (sample.length === 36) return random.uuid();
  return sample.replace(/^cus_|[a-z0-9]/gi, (unit) => (unit.length > 1 ? unit : random.pick([.../\d/.test(unit) ? '0123456789' : 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ'])));
}

/** The words of a name that is written alike, with the last one of another: names of one script stay so. */
function likeName(rows: readonly Row[], random: Random): string {
  const { name } = random.pick(rows);
  const script = (text: string): boolean => /\p{Script=Latin}/u.test(text);
  const other = random.pick(rows).name;
  if (script(name) !== script(other) || !name.includes(' ')) return name;
  return `${name.slice(0, name.lastIndexOf(' '))} ${other.slice(other.lastIndexOf(' ') + 1)}`;
}

const newest = Date.parse('2026-10-01T00:00:00Z');
const span = 5 * 365 * 86_400_000;

export function generate({ users: userCount, activations: activationCount, connections: connectionCount }: Sized, seed = 1): Generated {
  const random = seeded(seed);
  const rows = rowsOfSample();
  const environment = random.uuid();
  const instant = (): string => new Date(newest - random.below(span)).toISOString();
  const connectors = [...new Set(rows.flatMap((row) => row.integrations.split(';')).filter((connector) => connector !== ''))].sort();
  const integrations = connectors.map((connector) => ({ id: random.uuid(), record: integration(environment, connector, random) }));
  const users = Array.from({ length: userCount }, () => {
    const row = random.pick(rows);
    const record: ConnectedUser = {
      environment,
      externalId: likeExternalId(row.external_id, random),
      name: likeName(rows, random),
      email: row.email.replace('@', `${random.below(1000)}@`),
      account: row.account_id,
      enabled: random.below(25) > 0,
      createdAt: instant(),
    };
    return { id: random.uuid(), record };
  });
  const activations = Array.from({ length: activationCount }, () => {
    const user = random.pick(users);
    const record: Activation = { environment, integration: random.pick(integrations).id, user: user.id, account: user.record.account, sharing: 'user', enabled: random.below(10) > 0, createdAt: instant() };
    return { id: random.uuid(), record };
  });
  const connections = Array.from({ length: connectionCount }, (_, i) => {
    const activation = activations[i % Math.max(1, activations.length)] ?? activations[0];
    const user = users.length === 0 ? undefined : random.pick(users);
    const connector = integrations.find(({ id }) => id === activation?.record.integration)?.record.connector ?? random.pick(connectors);
    const invalid = random.below(12) === 0;
    const authorizedAt = instant();
    const record: Connection = {
      environment,
      connector,
      name: connectionName(connector, authorizedAt, user?.record.name ?? ''),
      user: activation?.record.user ?? user?.id ?? null,
      account: activation?.record.account ?? null,
      sharing: 'user',
      proprietary: random.below(4) === 0,
      status: invalid ? 'invalid' : 'valid',
      reason: invalid ? 'The refresh token has expired' : null,
      authorizedAt,
    };
    return { id: random.uuid(), record };
  });
  const lastSeen = (): ConnectedUserStatus => ({ lastSeenAt: instant() });
  const run = (): ActivationStatus => ({ latestRun: random.below(5) === 0 ? null : { result: random.below(8) === 0 ? 'error' : 'success', at: instant() }, inFlight: null });
  const texts = (kind: Change['kind'], part: Change['part'], records: readonly { readonly id: string; readonly record: unknown }[]): Change[] =>
    records.map(({ id, record }) => ({ kind, id, part, text: JSON.stringify(record) }));
  const changes = [
    ...texts('connectedUser', 'record', users),
    ...texts('connectedUser', 'status', users.map(({ id }) => ({ id, record: lastSeen() }))),
    ...texts('integration', 'record', integrations),
    ...texts('activation', 'record', activations),
    ...texts('activation', 'status', activations.map(({ id }) => ({ id, record: run() }))),
    ...texts('connection', 'record', connections),
  ];
  return { environment, users, integrations, activations, connections, changes };
}

const integration = (environment: string, connector: string, random: Random): Integration => ({
  environment,
  name: connector.replace(/(^|-)(\w)/g, (_, dash: string, letter: string) => `${dash === '' ? '' : ' '}${letter.toUpperCase()}`),
  connector,
  flow: { name: `Sync ${connector}`, url: null },
  configuration: { id: random.uuid(), name: 'Default' },
  group: null,
  sharing: 'user',
  roles: {},
  teamWord: 'team',
  enabled: true,
  createdAt: new Date(newest - random.below(span)).toISOString(),
});
