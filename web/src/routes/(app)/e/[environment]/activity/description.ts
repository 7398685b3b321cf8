/** Activity (PRODUCT: Screens), as a description of its table. */
import { detailOf } from '@latchkey/shared/protocol/values';
import type { Environment, Workspace } from '$lib/state/app.svelte.ts';
import { plainChoice, whatThereIs, type Filter, type TableDescription } from '$lib/table/description.ts';
import type { Replica } from '$replica/client.ts';
import ActivityCard from './ActivityCard.svelte';
import { activitySource, type ActivityRow } from './log.ts';
import OutcomeCell from './OutcomeCell.svelte';
import SubjectCell from './SubjectCell.svelte';
import WhenCell from './WhenCell.svelte';
import { outcomes, saidAction, saidChange, saidDeed, saidKind, saidSubject } from './words.ts';

const filtersOf = (environment: Environment, workspace: Workspace): readonly Filter[] => [
  { kind: 'choices', column: 'who', param: 'who', label: 'Who', multiple: true, choices: whatThereIs },
  {
    kind: 'choices',
    column: 'what',
    param: 'what',
    label: 'What',
    multiple: true,
    choices: (counts) => Object.keys(counts).map((action) => plainChoice(action, saidDeed(action))).toSorted((a, b) => a.label.localeCompare(b.label)),
  },
  {
    kind: 'choices',
    column: 'kind',
    param: 'kind',
    label: 'On what',
    multiple: true,
    choices: (counts) => Object.keys(counts).map((kind) => plainChoice(kind, saidKind(kind))).toSorted((a, b) => a.label.localeCompare(b.label)),
  },
  {
    kind: 'choices',
    column: 'outcome',
    param: 'outcome',
    label: 'Outcome',
    multiple: true,
    choices: () => (['applied', 'refused', 'superseded'] as const).map((outcome) => plainChoice(outcome, outcomes[outcome].word)),
  },
  { kind: 'choices', column: 'device', param: 'device', label: 'Device', multiple: true, choices: whatThereIs },
  { kind: 'days', column: 'when', from: 'from', to: 'to', label: 'When' },
  {
    kind: 'choices',
    column: 'where',
    param: 'where',
    label: 'Where',
    multiple: false,
    choices: () => [plainChoice('environment', environment.name), plainChoice('workspace', `All of ${workspace.name}`)],
  },
];

const outcomeText = ({ first }: ActivityRow): string => {
  const detail = detailOf(first);
  return detail === null ? outcomes[first.outcome].word : `${outcomes[first.outcome].word}: ${detail}`;
};

/** @param leftOut see {@link activitySource} */
export function activity(replica: Replica, workspace: Workspace, environment: Environment, leftOut: (damaged: readonly number[]) => void): TableDescription<ActivityRow> {
  return {
    name: 'activity',
    noun: { one: 'entry', many: 'entries' },
    searchHint: 'Who, what or on what',
    rowParam: 'entry',
    idOf: (row) => row.id,
    nameOf: (row) => `${row.first.actor.name}: ${saidAction(row.first, row.names)}, ${saidSubject(row)}`,
    card: ActivityCard,
    sort: { by: 'when', descending: true },
    actions: [],
    columns: [
      { id: 'when', title: 'When', sortable: true, width: '96px', cell: WhenCell, text: ({ first }) => first.at, key: true },
      { id: 'who', title: 'Who', sortable: true, width: '124px', cell: null, text: ({ first }) => first.actor.name, key: true },
      { id: 'what', title: 'What', sortable: true, width: '132px', cell: null, text: ({ first, names }) => saidAction(first, names), key: true },
      { id: 'subject', title: 'On what', sortable: true, width: 'auto', cell: SubjectCell, text: (row) => saidSubject(row), key: true },
      { id: 'change', title: 'Old → new', sortable: false, width: '140px', cell: null, text: ({ first, names }) => saidChange(first, names), exported: ({ first, names }) => saidChange(first, names, (at) => at), key: false },
      { id: 'device', title: 'Device', sortable: true, width: '148px', cell: null, text: ({ first }) => first.deviceName ?? first.device ?? '', key: false },
      { id: 'outcome', title: 'Outcome', sortable: true, width: '118px', cell: OutcomeCell, text: outcomeText, key: false },
    ],
    filters: filtersOf(environment, workspace),
    views: [
      { name: 'All', filters: {} },
      { name: 'Refused', filters: { outcome: ['refused'] } },
      { name: 'Superseded', filters: { outcome: ['superseded'] } },
      { name: 'Members', filters: { kind: ['member', 'team', 'invitation'] } },
    ],
    source: activitySource(replica, workspace.id, environment.id, leftOut),
  };
}
