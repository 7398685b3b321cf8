/** Connections (PRODUCT: Screens), as a description of their table. */
import type { Replica } from '$replica/client.ts';
import type { ConnectionRow } from '$replica/environment-rows.ts';
import { connectorOf } from '$lib/connectors/names.ts';
import { plainChoice, type BulkAction, type Filter, type TableDescription } from '$lib/table/description.ts';
import { tableSource } from '$lib/table/source.ts';
import AuthorizedCell from './AuthorizedCell.svelte';
import ConnectionCard from './ConnectionCard.svelte';
import NameCell from './NameCell.svelte';
import StatusCell from './StatusCell.svelte';
import { sharings, statuses, yesNo } from '$lib/connections/words.ts';

const filters: readonly Filter[] = [
  {
    kind: 'choices',
    column: 'connector',
    param: 'connector',
    label: 'Connector',
    multiple: true,
    choices: (counts) =>
      Object.keys(counts)
        .map((slug) => ({ value: slug, label: connectorOf(slug).name, connector: slug }))
        .toSorted((a, b) => a.label.localeCompare(b.label)),
  },
  {
    kind: 'choices',
    column: 'status',
    param: 'status',
    label: 'Status',
    multiple: false,
    choices: () => (['valid', 'invalid'] as const).map((status) => plainChoice(status, statuses[status].word)),
  },
  { kind: 'words', column: 'user', param: 'user-id', label: 'User id' },
  { kind: 'words', column: 'account', param: 'account', label: 'Account id' },
  { kind: 'choices', column: 'sharing', param: 'sharing', label: 'Sharing level', multiple: false, choices: () => [plainChoice('user', sharings.user), plainChoice('account', sharings.account)] },
  { kind: 'choices', column: 'proprietary', param: 'proprietary', label: 'Proprietary', multiple: false, choices: () => [plainChoice('yes', yesNo(true)), plainChoice('no', yesNo(false))] },
  { kind: 'days', column: 'authorized', from: 'from', to: 'to', label: 'Authorized' },
];

/** @param table those of an environment, or those that an integration uses; @param place which one */
export const connections = (replica: Replica, table: 'connections' | 'usedConnections', place: string, actions: readonly BulkAction[]): TableDescription<ConnectionRow> => ({
  name: 'connections',
  noun: { one: 'connection', many: 'connections' },
  searchHint: 'Name, user or account',
  rowParam: 'connection',
  idOf: (row) => row.id,
  nameOf: (row) => row.name,
  card: ConnectionCard,
  sort: { by: 'authorized', descending: true },
  actions,
  columns: [
    { id: 'name', title: 'Name', sortable: true, width: '242px', cell: NameCell, text: (row) => row.name, key: true },
    { id: 'connector', title: 'Connector', sortable: true, width: '112px', cell: null, text: (row) => connectorOf(row.connector).name, key: false },
    { id: 'status', title: 'Status', sortable: true, width: '92px', cell: StatusCell, text: (row) => statuses[row.status].word, key: true },
    { id: 'user', title: 'User id', sortable: true, width: '108px', cell: null, text: (row) => row.user?.externalId ?? '', key: false },
    { id: 'account', title: 'Account id', sortable: true, width: '108px', cell: null, text: (row) => row.account ?? '', key: false },
    { id: 'sharing', title: 'Sharing level', sortable: true, width: '76px', cell: null, text: (row) => sharings[row.sharing], key: false },
    { id: 'proprietary', title: 'Proprietary', sortable: true, width: '92px', cell: null, text: (row) => yesNo(row.proprietary), key: false },
    { id: 'authorized', title: 'Authorized', sortable: true, width: '106px', cell: AuthorizedCell, text: (row) => new Date(row.authorizedAt).toISOString(), key: false },
  ],
  filters,
  views: [
    { name: 'All', filters: {} },
    { name: 'Invalid', filters: { status: ['invalid'] } },
    { name: 'Proprietary', filters: { proprietary: ['yes'] } },
  ],
  source: tableSource(replica, table, place, filters),
});
