/**
 * The table of connected users: its columns, what a search looks at, and what is joined to a user. Of those in a scoped
 * document only some fields are known (DOC-2): they are counted, and nobody asks for their rows.
 */
import type { ConnectedUser } from '@latchkey/shared/domain/connected-user';
import type { ConnectionStatus, UserDetail, UserRow } from '../../environment-rows.ts';
import type { TableDescription } from '../engine/table.ts';
import type { TableSource } from '../indexed-table.ts';
import { connectionStatusOf, integrationsOf, userDetail, userRow, type UserSources } from '../user-views.ts';

/** What a user's activations and connections say. */
export interface ConnectedUserJoin {
  readonly status: ConnectionStatus;
  /** Ids, each once. */
  readonly integrations: readonly string[];
}

const statusRank: Readonly<Record<ConnectionStatus, number>> = { none: 0, valid: 1, invalid: 2 };

const description: TableDescription<ConnectedUser, string, ConnectedUserJoin, string> = {
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

export function connectedUsers(sources: UserSources): TableSource<ConnectedUser, ConnectedUserJoin, UserRow, UserDetail> {
  const set = sources.records.of('connectedUser');
  return {
    description,
    counted: ['status', 'integrations', 'disabled'],
    ids: set.ids,
    record: (at) => (set.removed(at) ? undefined : sources.records.effective('connectedUser', at)),
    join: (at) => ({ status: connectionStatusOf(sources, at), integrations: integrationsOf(sources, at) }),
    row: (at) => userRow(sources, at),
    detail: (at) => userDetail(sources, at),
  };
}
