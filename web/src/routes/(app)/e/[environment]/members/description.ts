/** Members (PRODUCT: Screens), as a description of their table. */
import type { Replica } from '$replica/client.ts';
import type { MemberRole, MemberRow, Overview } from '$replica/environment-rows.ts';
import { plainChoice, type BulkAction, type Filter, type FilterChoice, type TableDescription } from '$lib/table/description.ts';
import { tableSource } from '$lib/table/source.ts';
import { count } from '$lib/words/numbers.ts';
import AddressCell from './AddressCell.svelte';
import JoinedCell from './JoinedCell.svelte';
import MemberCard from './MemberCard.svelte';
import MemberCell from './MemberCell.svelte';
import { roles } from '$lib/words/access.ts';
import SignInCell from './SignInCell.svelte';
import TeamsCell from './TeamsCell.svelte';
import UserNameCell from './UserNameCell.svelte';

const teamsOf = ({ teams }: MemberRow): string => teams.map(({ name }) => name).join(', ');

interface Given {
  readonly replica: Replica;
  readonly environment: string;
  readonly overview: () => Overview | null;
  /** The workspace's teams, as choices. */
  readonly teams: () => readonly FilterChoice[];
  readonly actions: readonly BulkAction[];
}

export function members({ replica, environment, overview, teams, actions }: Given): TableDescription<MemberRow> {
  const integrations = (): readonly FilterChoice[] =>
    (overview()?.integrations ?? []).map(({ id, record }) => ({ value: id, label: record.name, connector: record.connector }));
  const filters: readonly Filter[] = [
    {
      kind: 'choices',
      column: 'role',
      param: 'role',
      label: 'Role',
      multiple: true,
      choices: () => (Object.keys(roles) as MemberRole[]).map((role) => plainChoice(role, roles[role])),
    },
    { kind: 'choices', column: 'integrations', param: 'reaches', label: 'Reaches', multiple: true, choices: integrations },
    { kind: 'choices', column: 'manages', param: 'manages', label: 'Manages', multiple: true, choices: integrations },
    { kind: 'choices', column: 'teams', param: 'team', label: 'Team', multiple: true, choices: teams },
    { kind: 'choices', column: 'enabled', param: 'enabled', label: 'Access', multiple: false, choices: () => [plainChoice('yes', 'Enabled'), plainChoice('no', 'Disabled')] },
    { kind: 'days', column: 'lastSignIn', from: 'seenFrom', to: 'seenTo', label: 'Last sign in' },
    { kind: 'days', column: 'joined', from: 'from', to: 'to', label: 'Joined' },
  ];
  return {
    name: 'members',
    noun: { one: 'member', many: 'members' },
    searchHint: 'Name, user name or email',
    rowParam: 'member',
    idOf: (row) => row.id,
    nameOf: (row) => row.name,
    card: MemberCard,
    sort: { by: 'name', descending: false },
    actions,
    columns: [
      { id: 'name', title: 'Name', sortable: true, width: 'auto', cell: MemberCell, text: (row) => row.name, key: true },
      { id: 'userName', title: 'User name', sortable: true, width: '92px', cell: UserNameCell, text: (row) => row.userName, key: false },
      { id: 'email', title: 'Email', sortable: true, width: 'auto', cell: AddressCell, text: (row) => row.email, key: false },
      { id: 'role', title: 'Role', sortable: true, width: '172px', cell: null, text: (row) => roles[row.role], key: true },
      { id: 'integrations', title: 'Integrations', sortable: true, width: '88px', cell: null, text: (row) => count(row.integrations.length), exported: (row) => String(row.integrations.length), key: false },
      { id: 'teams', title: 'Teams', sortable: true, width: '104px', cell: TeamsCell, text: teamsOf, key: false },
      {
        ...{ id: 'lastSignIn', title: 'Last sign in', sortable: true, width: '100px', cell: SignInCell, key: false },
        text: ({ lastSignInAt }) => (lastSignInAt === null ? '' : new Date(lastSignInAt).toISOString()),
      },
      { id: 'joined', title: 'Joined', sortable: true, width: '104px', cell: JoinedCell, text: (row) => new Date(row.joinedAt).toISOString(), key: false },
    ],
    filters,
    views: [
      { name: 'All', filters: {} },
      { name: 'Owners and administrators', filters: { role: ['owner', 'administrator'] } },
      { name: 'Integration-level', filters: { role: ['integration-manage', 'integration-monitor'] } },
      { name: 'Disabled', filters: { enabled: ['no'] } },
    ],
    source: tableSource(replica, 'members', environment, filters),
  };
}
