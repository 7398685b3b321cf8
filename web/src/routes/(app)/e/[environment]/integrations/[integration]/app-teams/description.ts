/** The app teams of an integration (PRODUCT: Integration → App teams), as a description of their table. */
import { teamStatuses } from '@latchkey/shared/domain/app-team-status';
import type { IntegrationState } from '$lib/integration/integration.svelte.ts';
import { plainChoice, whatThereIs, type BulkAction, type Filter, type TableDescription } from '$lib/table/description.ts';
import { tableSource } from '$lib/table/source.ts';
import { count } from '$lib/words/numbers.ts';
import type { Replica } from '$replica/client.ts';
import type { AppTeamRow } from '$replica/integration-rows.ts';
import AppTeamCard from './AppTeamCard.svelte';
import NameCell from './NameCell.svelte';
import StatusCell from './StatusCell.svelte';
import { NO_ROLE, NO_STATUS, NO_TEAM, typeWords } from './words.ts';

export function appTeams(replica: Replica, integration: IntegrationState, actions: readonly BulkAction[]): TableDescription<AppTeamRow> {
  const filters: readonly Filter[] = [
    { kind: 'words', column: 'name', param: 'name', label: 'External application team' },
    {
      kind: 'choices',
      column: 'roleId',
      param: 'role',
      label: 'App role',
      multiple: true,
      choices: () => [...Object.entries(integration.detail?.record.roles ?? {}).map(([id, { name }]) => plainChoice(id, name)), plainChoice('none', NO_ROLE)],
    },
    { kind: 'choices', column: 'type', param: 'type', label: 'Type', multiple: true, choices: () => (['team', 'collection', 'group'] as const).map((word) => plainChoice(word, typeWords[word])) },
    { kind: 'choices', column: 'team', param: 'team', label: 'Linked team', multiple: true, choices: whatThereIs },
    { kind: 'choices', column: 'status', param: 'status', label: 'Status', multiple: true, choices: () => [...teamStatuses.map((status) => plainChoice(status, status)), plainChoice('none', NO_STATUS)] },
  ];
  return {
    name: 'app-teams',
    noun: { one: 'app team', many: 'app teams' },
    searchHint: 'Team or role',
    rowParam: 'app-team',
    idOf: (row) => row.id,
    nameOf: (row) => row.name,
    card: AppTeamCard,
    sort: { by: 'name', descending: false },
    actions,
    columns: [
      { id: 'name', title: 'External application team', sortable: true, width: 'auto', cell: NameCell, text: (row) => row.name, key: true },
      { id: 'role', title: 'App role', sortable: true, width: '180px', cell: null, text: (row) => row.role?.name ?? NO_ROLE, key: true },
      { id: 'type', title: 'Type', sortable: true, width: '90px', cell: null, text: (row) => typeWords[row.type], key: false },
      { id: 'team', title: 'Linked team', sortable: true, width: '180px', cell: null, text: (row) => row.team?.name ?? NO_TEAM, key: false },
      { id: 'accounts', title: 'Accounts', sortable: true, width: '110px', cell: null, text: (row) => count(row.accounts), exported: (row) => String(row.accounts), key: false },
      { id: 'status', title: 'Status', sortable: true, width: '150px', cell: StatusCell, text: (row) => row.status ?? '', key: true },
    ],
    filters,
    views: [
      { name: 'All', filters: {} },
      { name: 'Failed', filters: { status: ['Removal failed', 'Update failed', 'Adding failed'] } },
      { name: 'Waiting', filters: { status: ['Awaiting removal', 'Awaiting update', 'Adding'] } },
      { name: 'Removed', filters: { status: ['Removed'] } },
    ],
    source: tableSource(replica, 'appTeams', integration.place, filters),
  };
}
