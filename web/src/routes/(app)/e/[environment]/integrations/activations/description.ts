/**
 * Activations (PRODUCT: Integrations), as a description of their table: all ten columns, a filter on each; of one
 * integration, without what is the same for all.
 */
import type { Replica } from '$replica/client.ts';
import type { ActivationRow, Overview } from '$replica/environment-rows.ts';
import { plainChoice, whatThereIs, type BulkAction, type Column, type Filter, type TableDescription } from '$lib/table/description.ts';
import { tableSource } from '$lib/table/source.ts';
import { flights, nameOfActivation, nameOfHolder, runs, sharings, stateOf } from '../words.ts';
import ActivationCard from './ActivationCard.svelte';
import ActivationCell from './ActivationCell.svelte';
import FlowCell from './FlowCell.svelte';
import HolderCard from './HolderCard.svelte';
import HolderCell from './HolderCell.svelte';
import RunCell from './RunCell.svelte';
import StatusCell from './StatusCell.svelte';

interface Given {
  readonly replica: Replica;
  /** Those of an environment, or an integration's own. */
  readonly table: 'activations' | 'ownActivations';
  /** Which one. */
  readonly place: string;
  readonly overview: () => Overview | null;
  readonly actions: readonly BulkAction[];
}

/** What an integration says of all its activations. */
const alike: ReadonlySet<string> = new Set(['integration', 'integrationId', 'flow', 'configurationId', 'configurationName', 'group']);

export function activations({ replica, table, place, overview, actions }: Given): TableDescription<ActivationRow> {
  const own = table === 'ownActivations';
  const all: readonly Filter[] = [
    {
      kind: 'choices',
      column: 'integrationId',
      param: 'integration',
      label: 'Integration',
      multiple: true,
      choices: () => (overview()?.integrations ?? []).map(({ id, record }) => ({ value: id, label: record.name, connector: record.connector })),
    },
    {
      kind: 'choices',
      column: 'status',
      param: 'status',
      label: 'Status',
      multiple: false,
      choices: () => [plainChoice('enabled', stateOf(true).word), plainChoice('disabled', stateOf(false).word)],
    },
    {
      kind: 'choices',
      column: 'latestRun',
      param: 'run',
      label: 'Latest run',
      multiple: true,
      choices: () => (['success', 'error', 'none'] as const).map((result) => plainChoice(result, runs[result].word)),
    },
    {
      kind: 'choices',
      column: 'inFlight',
      param: 'flight',
      label: 'In progress',
      multiple: true,
      choices: () => (['queued', 'running'] as const).map((flight) => plainChoice(flight, flights[flight].word)),
    },
    { kind: 'choices', column: 'flow', param: 'flow', label: 'Flow', multiple: true, choices: whatThereIs },
    { kind: 'choices', column: 'configurationId', param: 'configuration', label: 'Configuration id', multiple: true, choices: whatThereIs },
    { kind: 'choices', column: 'configurationName', param: 'configuration-name', label: 'Configuration name', multiple: true, choices: whatThereIs },
    { kind: 'choices', column: 'group', param: 'group', label: 'Group', multiple: true, choices: whatThereIs },
    { kind: 'words', column: 'user', param: 'user-id', label: 'User id' },
    { kind: 'words', column: 'account', param: 'account', label: 'Account id' },
    {
      kind: 'choices',
      column: 'sharing',
      param: 'sharing',
      label: 'Sharing level',
      multiple: false,
      choices: () => [plainChoice('user', sharings.user), plainChoice('account', sharings.account)],
    },
  ];
  const filters = own ? all.filter(({ column }) => !alike.has(column)) : all;
  const columns: readonly Column<ActivationRow>[] = [
    { id: 'integration', title: 'Integration', sortable: true, width: '262px', cell: ActivationCell, text: (row) => row.integration?.name ?? '', key: true },
    { id: 'status', title: 'Status', sortable: true, width: '112px', cell: StatusCell, text: (row) => stateOf(row.off.length === 0).word, key: true },
    { id: 'latestRun', title: 'Latest run', sortable: true, width: '196px', cell: RunCell, text: (row) => runs[row.latestRun?.result ?? 'none'].word, key: true },
    { id: 'flow', title: 'Flow', sortable: true, width: '170px', cell: FlowCell, text: (row) => row.flow?.name ?? '', key: false },
    { id: 'configurationId', title: 'Configuration id', sortable: true, width: '150px', cell: null, text: (row) => row.configuration?.id ?? '', key: false },
    { id: 'configurationName', title: 'Configuration name', sortable: true, width: '170px', cell: null, text: (row) => row.configuration?.name ?? '', key: false },
    { id: 'group', title: 'Group', sortable: true, width: '110px', cell: null, text: (row) => row.group ?? '', key: false },
    { id: 'user', title: 'User id', sortable: true, width: '160px', cell: null, text: (row) => row.user?.externalId ?? '', key: false },
    { id: 'account', title: 'Account id', sortable: true, width: '160px', cell: null, text: (row) => row.account ?? '', key: false },
    { id: 'sharing', title: 'Sharing level', sortable: true, width: '112px', cell: null, text: (row) => sharings[row.sharing], key: false },
  ];
  const holder: Column<ActivationRow> = { id: 'user', title: 'User id', sortable: true, width: '320px', cell: HolderCell, text: (row) => row.user?.externalId ?? '', key: true };
  return {
    name: 'activations',
    noun: { one: 'activation', many: 'activations' },
    searchHint: own ? 'User or account' : 'Integration, user, account or flow',
    rowParam: 'activation',
    idOf: (row) => row.id,
    nameOf: own ? (row) => nameOfHolder(row) ?? 'Nobody' : nameOfActivation,
    card: own ? HolderCard : ActivationCard,
    sort: { by: own ? 'user' : 'integration', descending: false },
    actions,
    columns: own ? [holder, ...columns.filter(({ id }) => id !== 'user' && !alike.has(id))] : columns,
    filters,
    views: [
      { name: 'All', filters: {} },
      { name: 'Failed', filters: { run: ['error'] } },
      { name: 'In progress', filters: { flight: ['queued', 'running'] } },
      { name: 'Disabled', filters: { status: ['disabled'] } },
      { name: 'Never run', filters: { run: ['none'] } },
    ],
    source: tableSource(replica, table, place, filters),
  };
}
