/** The runs of an integration (PRODUCT: Integration → Runs), as a description of their table. */
import type { IntegrationState } from '$lib/integration/integration.svelte.ts';
import { plainChoice, type BulkAction, type Filter, type TableDescription } from '$lib/table/description.ts';
import { tableSource } from '$lib/table/source.ts';
import type { Replica } from '$replica/client.ts';
import type { RunOutcome, RunRow } from '$replica/integration-rows.ts';
import AtCell from './AtCell.svelte';
import OutcomeCell from './OutcomeCell.svelte';
import RunCard from './RunCard.svelte';
import { durationWords, nameOfRun, outcomes } from './words.ts';

const inOrder: readonly RunOutcome[] = ['queued', 'running', 'success', 'error', 'lapsed'];

export function runs(replica: Replica, { place }: IntegrationState, actions: readonly BulkAction[]): TableDescription<RunRow> {
  const filters: readonly Filter[] = [
    { kind: 'choices', column: 'outcome', param: 'result', label: 'Result', multiple: true, choices: () => inOrder.map((outcome) => plainChoice(outcome, outcomes[outcome].word)) },
    { kind: 'words', column: 'user', param: 'user-id', label: 'User id' },
    { kind: 'words', column: 'account', param: 'account', label: 'Account id' },
    { kind: 'days', column: 'at', from: 'from', to: 'to', label: 'Started' },
    { kind: 'words', column: 'message', param: 'message', label: 'Message' },
  ];
  return {
    name: 'runs',
    noun: { one: 'run', many: 'runs' },
    searchHint: 'User, account or message',
    rowParam: 'run',
    idOf: (row) => row.id,
    nameOf: nameOfRun,
    card: RunCard,
    sort: { by: 'at', descending: true },
    actions,
    columns: [
      { id: 'outcome', title: 'Result', sortable: true, width: '116px', cell: OutcomeCell, text: (row) => outcomes[row.outcome].word, key: true },
      { id: 'user', title: 'User id', sortable: true, width: '264px', cell: null, text: (row) => row.activation?.user?.externalId ?? '', key: true },
      { id: 'account', title: 'Account id', sortable: true, width: '176px', cell: null, text: (row) => row.activation?.account ?? '', key: false },
      { id: 'at', title: 'Started', sortable: true, width: '104px', cell: AtCell, text: (row) => new Date(row.at).toISOString(), key: true },
      { id: 'duration', title: 'Duration', sortable: true, width: '92px', cell: null, text: (row) => (row.duration === null ? '' : durationWords(row.duration)), exported: (row) => (row.duration === null ? '' : String(row.duration / 1000)), key: false },
      { id: 'message', title: 'Message', sortable: true, width: 'auto', cell: null, text: (row) => row.message ?? '', key: false },
    ],
    filters,
    views: [
      { name: 'All', filters: {} },
      { name: 'Failed', filters: { result: ['error'] } },
      { name: 'In progress', filters: { result: ['queued', 'running'] } },
      { name: 'Lapsed', filters: { result: ['lapsed'] } },
    ],
    source: tableSource(replica, 'runs', place, filters),
  };
}
