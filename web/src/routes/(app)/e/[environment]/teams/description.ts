/** Teams (PRODUCT: Screens), as a description of their table. */
import type { Replica } from '$replica/client.ts';
import type { Overview, TeamRow } from '$replica/environment-rows.ts';
import { plainChoice, type BulkAction, type Filter, type TableDescription } from '$lib/table/description.ts';
import { tableSource } from '$lib/table/source.ts';
import { count } from '$lib/words/numbers.ts';
import CreatedCell from './CreatedCell.svelte';
import GivesCell from './GivesCell.svelte';
import TeamCard from './TeamCard.svelte';
import TeamCell from './TeamCell.svelte';

export function teams(replica: Replica, environment: string, overview: () => Overview | null, actions: readonly BulkAction[]): TableDescription<TeamRow> {
  const filters: readonly Filter[] = [
    {
      kind: 'choices',
      column: 'integrations',
      param: 'gives',
      label: 'Integration',
      multiple: true,
      choices: () => (overview()?.integrations ?? []).map(({ id, record }) => ({ value: id, label: record.name, connector: record.connector })),
    },
    { kind: 'choices', column: 'members', param: 'members', label: 'Members', multiple: false, choices: () => [plainChoice('some', 'With members'), plainChoice('none', 'Empty')] },
    { kind: 'days', column: 'created', from: 'from', to: 'to', label: 'Created' },
  ];
  return {
    name: 'teams',
    noun: { one: 'team', many: 'teams' },
    searchHint: 'Name',
    rowParam: 'team',
    idOf: (row) => row.id,
    nameOf: (row) => row.name,
    card: TeamCard,
    sort: { by: 'name', descending: false },
    actions,
    columns: [
      { id: 'name', title: 'Name', sortable: true, width: 'auto', cell: TeamCell, text: (row) => row.name, key: true },
      { id: 'members', title: 'Members', sortable: true, width: '110px', cell: null, text: (row) => count(row.members), exported: (row) => String(row.members), key: true },
      { id: 'integrations', title: 'Gives access to', sortable: true, width: 'auto', cell: GivesCell, text: (row) => row.integrations.map(({ name }) => name).join('; '), key: true },
      { id: 'created', title: 'Created', sortable: true, width: '120px', cell: CreatedCell, text: (row) => new Date(row.createdAt).toISOString(), key: false },
    ],
    filters,
    views: [
      { name: 'All', filters: {} },
      { name: 'Empty', filters: { members: ['none'] } },
    ],
    source: tableSource(replica, 'teams', environment, filters),
  };
}
