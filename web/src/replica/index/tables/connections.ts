/** The table of connections: a row for each login that an end user gave, or that was set up for all (PRODUCT: Connections). */
import type { Connection } from '@latchkey/shared/domain/connection';
import type { Kind } from '@latchkey/shared/domain/kinds';
import type { ConnectionDetail, ConnectionRow } from '../../environment-rows.ts';
import { names } from '../engine/columns/names-column.ts';
import { words } from '../engine/columns/words-column.ts';
import type { LazySource } from '../lazy-table.ts';
import { shownDependent } from '../owned.ts';
import { shownConnection } from '../shown-connection.ts';
import type { UserSources } from '../user-views.ts';
import { userLink } from './links.ts';

const statusRank: Readonly<Record<Connection['status'], number>> = { valid: 0, invalid: 1 };

export function connections(sources: UserSources): LazySource<ConnectionRow, ConnectionDetail> {
  const { records } = sources;
  const set = records.of('connection');

  const row = (at: number): ConnectionRow | null => {
    const connection = shownDependent(sources, 'connection', at);
    if (connection === undefined) return null;
    const { name, connector, status, reason, account, sharing, proprietary, authorizedAt } = connection;
    return {
      id: set.ids.text(at),
      name,
      connector,
      status,
      reason,
      user: userLink(sources, connection.user),
      account,
      sharing,
      proprietary,
      authorizedAt: Date.parse(authorizedAt),
      pending: set.pending(at),
    };
  };

  return {
    search: ({ name, user, account }) => [name, user?.externalId ?? null, user?.name ?? null, account],
    columns: {
      name: { kind: 'text', of: ({ name }) => name },
      connector: names(({ connector }) => connector),
      status: { kind: 'labels', of: ({ status }) => [status], rank: ({ status }) => statusRank[status] },
      user: words(({ user }) => user?.externalId ?? null),
      account: words(({ account }) => account),
      sharing: names(({ sharing }) => sharing),
      proprietary: { kind: 'labels', of: ({ proprietary }) => [proprietary ? 'yes' : 'no'], rank: ({ proprietary }) => Number(proprietary) },
      authorized: { kind: 'number', of: ({ authorizedAt }) => authorizedAt },
    },
    counted: ['connector', 'status', 'sharing', 'proprietary'],
    set,
    row,
    detail: (at) => {
      const connection = shownConnection(sources, at);
      const shown = row(at);
      return connection === null || shown === null ? null : { ...connection, row: shown };
    },
    affected: function* affected(kind: Kind, at: number) {
      if (kind === 'connection') yield at;
      if (kind === 'connectedUser') yield* sources.connections.of(at);
    },
  };
}
