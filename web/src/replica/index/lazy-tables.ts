/** Every table of an environment but that of the connected users. Comes to the worker when the first of them is asked for. */
import type { DetailOf, RowOf, TableName } from '../client.ts';
import type { IntegrationTableName } from '../integration-rows.ts';
import type { EnvironmentIndex } from './environment-index.ts';
import { LazyTable, type LazySource, type LazyView } from './lazy-table.ts';
import { activations } from './tables/activations.ts';
import { connections } from './tables/connections.ts';
import { integrations } from './tables/integrations.ts';
import { invitations } from './tables/invitations.ts';
import { members } from './tables/members.ts';
import { teams } from './tables/teams.ts';

export type LazyName = Exclude<TableName, 'users' | IntegrationTableName>;
export type LazyTables = { readonly [T in LazyName]: LazyView<RowOf<T>, DetailOf<T>> };

/** The tables of one environment, over its index. @param environment its id */
export function lazyTables(index: EnvironmentIndex, environment: string): LazyTables {
  const { sources } = index;
  const lazy = <Row extends object, Detail>(source: LazySource<Row, Detail>): LazyView<Row, Detail> => new LazyTable(source, sources.collator);
  const tables: LazyTables = {
    activations: lazy(activations(sources)),
    connections: lazy(connections(sources)),
    integrations: lazy(integrations(sources, () => index.users.select())),
    invitations: lazy(invitations(sources, environment)),
    members: lazy(members(sources, environment)),
    teams: lazy(teams(sources)),
  };
  index.watch((kind, at) => {
    for (const table of Object.values(tables)) table.changed(kind, at);
  });
  return tables;
}
