/** Invitations (PRODUCT: Access, Settings), as a description of their table. */
import { roles } from '$lib/words/access.ts';
import { plainChoice, type BulkAction, type Filter, type TableDescription } from '$lib/table/description.ts';
import { tableSource } from '$lib/table/source.ts';
import type { Replica } from '$replica/client.ts';
import type { InvitationRow, MemberRole, Overview } from '$replica/environment-rows.ts';
import EmailCell from './EmailCell.svelte';
import ExpiresCell from './ExpiresCell.svelte';
import InvitationCard from './InvitationCard.svelte';
import SentCell from './SentCell.svelte';
import StatusCell from './StatusCell.svelte';
import { statuses } from './words.ts';

const statusNames = Object.keys(statuses) as InvitationRow['status'][];

export function invitations(replica: Replica, environment: string, overview: () => Overview | null, actions: readonly BulkAction[]): TableDescription<InvitationRow> {
  const filters: readonly Filter[] = [
    { kind: 'choices', column: 'status', param: 'status', label: 'Status', multiple: true, choices: () => statusNames.map((status) => plainChoice(status, statuses[status].word)) },
    { kind: 'choices', column: 'role', param: 'role', label: 'Role', multiple: true, choices: () => (Object.keys(roles) as MemberRole[]).map((role) => plainChoice(role, roles[role])) },
    {
      kind: 'choices',
      column: 'integrations',
      param: 'gives',
      label: 'Integration',
      multiple: true,
      choices: () => (overview()?.integrations ?? []).map(({ id, record }) => ({ value: id, label: record.name, connector: record.connector })),
    },
    { kind: 'days', column: 'sent', from: 'from', to: 'to', label: 'Sent' },
  ];
  return {
    name: 'invitations',
    noun: { one: 'invitation', many: 'invitations' },
    searchHint: 'Email or who invited',
    rowParam: 'invitation',
    idOf: (row) => row.id,
    nameOf: (row) => row.email,
    card: InvitationCard,
    sort: { by: 'sent', descending: true },
    actions,
    columns: [
      { id: 'email', title: 'Email', sortable: true, width: 'auto', cell: EmailCell, text: (row) => row.email, key: true },
      { id: 'role', title: 'Role', sortable: true, width: '176px', cell: null, text: (row) => roles[row.role], key: false },
      { id: 'status', title: 'Status', sortable: true, width: '116px', cell: StatusCell, text: (row) => statuses[row.status].word, key: true },
      { id: 'invitedBy', title: 'Invited by', sortable: true, width: '150px', cell: null, text: (row) => row.invitedBy?.name ?? '–', exported: (row) => row.invitedBy?.name ?? '', key: false },
      { id: 'sent', title: 'Sent', sortable: true, width: '104px', cell: SentCell, text: (row) => new Date(row.sentAt).toISOString(), key: false },
      { id: 'expires', title: 'Expires', sortable: true, width: '104px', cell: ExpiresCell, text: (row) => new Date(row.expiresAt).toISOString(), key: false },
    ],
    filters,
    views: [{ name: 'All', filters: {} }, ...statusNames.map((status) => ({ name: statuses[status].word, filters: { status: [status] } }))],
    source: tableSource(replica, 'invitations', environment, filters),
  };
}
