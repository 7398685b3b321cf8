/** The table of connected users: its columns, what a search looks at, and what its filters mean. */
import type { ConnectedUser } from '@latchkey/shared/domain/connected-user';
import type { ConnectionStatus, UserQuery, UserSort } from '../../client.ts';
import type { Condition } from '../engine/columns/column.ts';
import type { Table, TableDescription, TableQuery } from '../engine/table.ts';

/** What a user's activations and connections say. */
export interface ConnectedUserJoin {
  readonly status: ConnectionStatus;
  /** Ids, each once. */
  readonly integrations: readonly string[];
}

type Joined = Extract<UserSort, 'status' | 'integrations'>;
type Own = Exclude<UserSort, Joined> | 'disabled';

export type ConnectedUserColumn = Own | Joined;
export type ConnectedUserTable = Table<ConnectedUser, Own, ConnectedUserJoin, Joined>;

const statusRank: Readonly<Record<ConnectionStatus, number>> = { none: 0, valid: 1, invalid: 2 };

export const connectedUsers: TableDescription<ConnectedUser, Own, ConnectedUserJoin, Joined> = {
  search: (user) => [user.name, user.email, user.externalId],
  columns: {
    externalId: { kind: 'text', of: (user) => user.externalId },
    name: { kind: 'text', of: (user) => user.name },
    email: { kind: 'text', of: (user) => user.email },
    created: { kind: 'number', of: (user) => Date.parse(user.createdAt) },
    disabled: { kind: 'labels', of: (user) => [user.enabled ? 'no' : 'yes'], rank: null },
  },
  joined: {
    status: { kind: 'labels', of: (join) => [join.status], rank: (join) => statusRank[join.status] },
    /** Sorted by how many there are. */
    integrations: { kind: 'labels', of: (join) => join.integrations, rank: (join) => join.integrations.length },
  },
};

/** What the page asks, in the words of the table. */
export function connectedUserFilters(query: UserQuery): TableQuery<ConnectedUserColumn> {
  const filters = new Map<ConnectedUserColumn, Condition>();
  if (query.status.length > 0) filters.set('status', { kind: 'any', of: query.status });
  if (query.integrations.length > 0) filters.set('integrations', { kind: 'any', of: query.integrations });
  if (query.createdFrom !== null || query.createdTo !== null) filters.set('created', { kind: 'between', from: query.createdFrom, to: query.createdTo });
  if (query.disabled !== null) filters.set('disabled', { kind: 'any', of: [query.disabled ? 'yes' : 'no'] });
  return { search: query.search, filters };
}

/** Invalid as soon as one connection is (PRODUCT: Connected users). */
export const statusOf = (connections: Iterable<{ readonly broken: boolean }>): ConnectionStatus => {
  let status: ConnectionStatus = 'none';
  for (const { broken } of connections) {
    if (broken) return 'invalid';
    status = 'valid';
  }
  return status;
};
