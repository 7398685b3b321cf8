/** Who reaches an integration (PRODUCT: Integration → Access), as a description of their table. */
import { plainChoice, type BulkAction, type Filter, type TableDescription } from '$lib/table/description.ts';
import { tableSource } from '$lib/table/source.ts';
import { inheritedFrom, roles } from '$lib/words/access.ts';
import type { Replica } from '$replica/client.ts';
import type { MemberRole } from '$replica/environment-rows.ts';
import type { AccessRow } from '$replica/integration-rows.ts';
import { statuses } from '../../../members/invitations/words.ts';
import AddressCell from '../../../members/AddressCell.svelte';
import SignInCell from '../../../members/SignInCell.svelte';
import AccessCard from './AccessCard.svelte';
import ActionsCell from './ActionsCell.svelte';
import { nameOf } from './acts.ts';
import EnabledCell from './EnabledCell.svelte';
import NameCell from './NameCell.svelte';
import NotificationsCell from './NotificationsCell.svelte';
import RoleCell from './RoleCell.svelte';
import StatusCell from './StatusCell.svelte';

const yesNo = (on: boolean | null): string => (on === null ? '' : on ? 'Yes' : 'No');
const asRoles = (Object.keys(roles) as MemberRole[]).filter((role) => role !== 'none').map((role) => plainChoice(role, roles[role]));
const asStatuses = (Object.keys(statuses) as AccessRow['status'][]).map((status) => plainChoice(status, statuses[status].word));

/** @param place the integration, as its tables are asked */
export function access(replica: Replica, place: string, actions: readonly BulkAction[]): TableDescription<AccessRow> {
  const either = (column: string, label: string, yes: string, no: string): Filter => ({
    ...{ kind: 'choices', column, param: column, label, multiple: false },
    choices: () => [plainChoice('yes', yes), plainChoice('no', no)],
  });
  const filters: readonly Filter[] = [
    { kind: 'choices', column: 'role', param: 'role', label: 'Role', multiple: true, choices: () => asRoles },
    either('inherited', 'Inherited', 'From elsewhere', 'Given directly'),
    { kind: 'choices', column: 'status', param: 'status', label: 'Status', multiple: true, choices: () => asStatuses },
    either('enabled', 'Enabled', 'Enabled', 'Disabled'),
    { kind: 'days', column: 'lastSignIn', from: 'from', to: 'to', label: 'Last sign in' },
    either('notified', 'Notifications', 'On', 'Off'),
  ];
  return {
    name: 'access',
    noun: { one: 'user', many: 'users' },
    searchHint: 'Name or email',
    rowParam: 'user',
    idOf: (row) => row.id,
    nameOf,
    card: AccessCard,
    sort: { by: 'name', descending: false },
    actions,
    columns: [
      { id: 'name', title: 'Name', sortable: true, width: 'auto', cell: NameCell, text: (row) => row.name ?? '', key: true },
      { id: 'email', title: 'Email', sortable: true, width: 'auto', cell: AddressCell, text: (row) => row.email, key: false },
      { id: 'role', title: 'Role', sortable: true, width: '196px', cell: RoleCell, text: (row) => [roles[row.role], inheritedFrom(row.grants)].filter((part) => part !== null).join(', '), key: true },
      { id: 'status', title: 'Status', sortable: true, width: '116px', cell: StatusCell, text: (row) => statuses[row.status].word, key: false },
      { id: 'enabled', title: 'Enabled', sortable: true, width: '80px', cell: EnabledCell, text: (row) => yesNo(row.enabled), key: false },
      { id: 'lastSignIn', title: 'Last sign in', sortable: true, width: '100px', cell: SignInCell, text: (row) => (row.lastSignInAt === null ? '' : new Date(row.lastSignInAt).toISOString()), key: false },
      { id: 'notified', title: 'Notifications', sortable: true, width: '108px', cell: NotificationsCell, text: (row) => yesNo(row.notified), key: false },
      { id: 'actions', title: 'Actions', sortable: false, width: '60px', cell: ActionsCell, text: () => '', exported: null, key: false },
    ],
    filters,
    views: [
      { name: 'All', filters: {} },
      { name: 'Given directly', filters: { inherited: ['no'] } },
      { name: 'Pending', filters: { status: ['pending'] } },
      { name: 'Disabled', filters: { enabled: ['no'] } },
    ],
    source: tableSource(replica, 'access', place, filters),
  };
}
