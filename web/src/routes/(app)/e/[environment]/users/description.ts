/** Connected users (PRODUCT: Screens), as a description of their table. */
import type { Replica } from '$replica/client.ts';
import type { Overview, UserRow } from '$replica/environment-rows.ts';
import { plainChoice, type BulkAction, type Filter, type TableDescription } from '$lib/table/description.ts';
import { tableSource } from '$lib/table/source.ts';
import { dayName } from '$lib/words/times.ts';
import CreatedCell from './CreatedCell.svelte';
import IntegrationsCell from './IntegrationsCell.svelte';
import NameCell from './NameCell.svelte';
import StatusCell from './StatusCell.svelte';
import { statusWords } from './status.ts';
import UserCard from './UserCard.svelte';

export const nameOf = (row: UserRow): string => row.name ?? row.externalId;

interface Given {
  readonly replica: Replica;
  readonly environment: string;
  readonly overview: () => Overview | null;
  readonly actions: readonly BulkAction[];
  /** Milliseconds since 1970: 'new this week' counts from it. */
  readonly now: number;
}

export function connectedUsers({ replica, environment, overview, actions, now }: Given): TableDescription<UserRow> {
  const filters: readonly Filter[] = [
    {
      kind: 'choices',
      column: 'status',
      param: 'status',
      label: 'Status',
      multiple: true,
      choices: () => (['valid', 'invalid', 'none'] as const).map((status) => plainChoice(status, statusWords[status].word)),
    },
    {
      kind: 'choices',
      column: 'integrations',
      param: 'integration',
      label: 'Integration',
      multiple: true,
      choices: () => (overview()?.integrations ?? []).map(({ id, record }) => ({ value: id, label: record.name, connector: record.connector })),
    },
    { kind: 'days', column: 'created', from: 'from', to: 'to', label: 'Created' },
    {
      kind: 'choices',
      column: 'disabled',
      param: 'disabled',
      label: 'Access',
      multiple: false,
      choices: () => [plainChoice('no', 'Enabled'), plainChoice('yes', 'Disabled')],
    },
  ];
  return {
    name: 'users',
    noun: { one: 'connected user', many: 'connected users' },
    searchHint: 'Name, email or external id',
    rowParam: 'user',
    idOf: (row) => row.id,
    nameOf,
    card: UserCard,
    sort: { by: 'created', descending: true },
    actions,
    columns: [
      { id: 'status', title: 'Status', sortable: true, width: '84px', cell: StatusCell, text: (row) => statusWords[row.status].word, key: true },
      { id: 'externalId', title: 'External ID', sortable: true, width: '140px', cell: null, text: (row) => row.externalId, key: false },
      { id: 'name', title: 'Name', sortable: true, width: '148px', cell: NameCell, text: (row) => row.name ?? '', key: true },
      { id: 'email', title: 'Email', sortable: true, width: '214px', cell: null, text: (row) => row.email ?? '', key: false },
      {
        id: 'integrations',
        title: 'Integrations',
        sortable: true,
        width: '132px',
        cell: IntegrationsCell,
        text: (row) => row.integrations.map(({ name }) => name).join('; '),
        key: true,
      },
      { id: 'created', title: 'Created', sortable: true, width: '92px', cell: CreatedCell, text: (row) => new Date(row.createdAt).toISOString(), key: false },
    ],
    filters,
    views: [
      { name: 'All', filters: {} },
      { name: 'Invalid connections', filters: { status: ['invalid'] } },
      { name: 'New this week', filters: { from: [dayName(new Date(now - 6 * 86_400_000))] } },
      { name: 'Never connected', filters: { status: ['none'] } },
    ],
    source: tableSource(replica, 'users', environment, filters),
  };
}

