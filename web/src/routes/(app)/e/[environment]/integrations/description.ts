/** Integrations (PRODUCT: Screens), as a description of their table. */
import type { Replica } from '$replica/client.ts';
import type { IntegrationRow } from '$replica/environment-rows.ts';
import { plainChoice, whatThereIs, type BulkAction, type Filter, type TableDescription } from '$lib/table/description.ts';
import { tableSource } from '$lib/table/source.ts';
import { count } from '$lib/words/numbers.ts';
import FailuresCell from './FailuresCell.svelte';
import IntegrationCard from './IntegrationCard.svelte';
import IntegrationCell from './IntegrationCell.svelte';
import StateCell from './StateCell.svelte';
import { sharings, stateOf } from './words.ts';

const filters: readonly Filter[] = [
  { kind: 'choices', column: 'state', param: 'state', label: 'State', multiple: false, choices: () => [plainChoice('enabled', 'Enabled'), plainChoice('disabled', 'Disabled')] },
  { kind: 'choices', column: 'group', param: 'group', label: 'Group', multiple: true, choices: whatThereIs },
  { kind: 'choices', column: 'failures', param: 'failures', label: 'Failures', multiple: false, choices: () => [plainChoice('some', 'With failures'), plainChoice('none', 'Without')] },
  { kind: 'choices', column: 'sharing', param: 'sharing', label: 'Sharing level', multiple: false, choices: () => [plainChoice('user', sharings.user), plainChoice('account', sharings.account)] },
];

export const integrations = (replica: Replica, environment: string, actions: readonly BulkAction[]): TableDescription<IntegrationRow> => ({
  name: 'integrations',
  noun: { one: 'integration', many: 'integrations' },
  searchHint: 'Name, group, flow or configuration',
  rowParam: 'integration',
  idOf: (row) => row.id,
  nameOf: (row) => row.name,
  card: IntegrationCard,
  sort: { by: 'name', descending: false },
  actions,
  columns: [
    { id: 'name', title: 'Integration', sortable: true, width: '272px', cell: IntegrationCell, text: (row) => row.name, key: true },
    { id: 'state', title: 'State', sortable: true, width: '100px', cell: StateCell, text: (row) => stateOf(row.enabled).word, key: true },
    { id: 'group', title: 'Group', sortable: true, width: '104px', cell: null, text: (row) => row.group ?? '', key: false },
    { id: 'users', title: 'Users', sortable: true, width: '56px', cell: null, text: (row) => count(row.users), exported: (row) => String(row.users), key: false },
    { id: 'failures', title: 'Failures', sortable: true, width: '72px', cell: FailuresCell, text: (row) => count(row.failures), exported: (row) => String(row.failures), key: true },
    { id: 'activations', title: 'Activations', sortable: true, width: '84px', cell: null, text: (row) => count(row.activations), exported: (row) => String(row.activations), key: false },
    { id: 'flow', title: 'Flow', sortable: true, width: 'auto', cell: null, text: (row) => row.flow.name, key: false },
    { id: 'sharing', title: 'Sharing level', sortable: true, width: '76px', cell: null, text: (row) => sharings[row.sharing], key: false },
  ],
  filters,
  views: [
    { name: 'All', filters: {} },
    { name: 'With failures', filters: { failures: ['some'] } },
    { name: 'Disabled', filters: { state: ['disabled'] } },
  ],
  source: tableSource(replica, 'integrations', environment, filters),
});
