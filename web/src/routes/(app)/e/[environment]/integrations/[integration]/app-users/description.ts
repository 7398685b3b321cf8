/** App users (PRODUCT: Integration → App users), as a description of their table: all seven columns, a filter on each. */
import type { Replica } from '$replica/client.ts';
import type { AppAccountRow } from '$replica/integration-rows.ts';
import { plainChoice, whatThereIs, type BulkAction, type Filter, type TableDescription } from '$lib/table/description.ts';
import { tableSource } from '$lib/table/source.ts';
import AppUserCard from './AppUserCard.svelte';
import AssetsCell from './AssetsCell.svelte';
import LastUsedCell from './LastUsedCell.svelte';
import RolesCell from './RolesCell.svelte';
import StatusCell from './StatusCell.svelte';
import UserCell from './UserCell.svelte';
import UsernameCell from './UsernameCell.svelte';
import { nameOf, statusChoices, statusText, typeText } from './words.ts';

interface Given {
  readonly replica: Replica;
  readonly place: string;
  /** The app, as people call it. */
  readonly app: string;
  /** What a role of the catalogue is called. */
  readonly roleName: (id: string) => string;
  /** What an app team is called. */
  readonly teamName: (id: string) => string;
  readonly actions: readonly BulkAction[];
}

export function appUsers({ replica, place, app, roleName, teamName, actions }: Given): TableDescription<AppAccountRow> {
  /** What there is, by what it is called. */
  const called = (name: (id: string) => string) => (counts: Readonly<Record<string, number>>) =>
    Object.keys(counts)
      .map((id) => plainChoice(id, name(id)))
      .toSorted((a, b) => a.label.localeCompare(b.label));
  const types: Readonly<Record<string, string>> = { individual: 'Individual', multiple: 'Multiple' };
  const [username, access] = [`Username in ${app}`, `${app} access`];
  const filters: readonly Filter[] = [
    { kind: 'choices', column: 'status', param: 'status', label: 'Status', multiple: true, choices: () => statusChoices.map(([label, word]) => plainChoice(label, word)) },
    { kind: 'choices', column: 'roles', param: 'role', label: access, multiple: true, choices: called(roleName) },
    { kind: 'choices', column: 'type', param: 'type', label: 'Type', multiple: true, choices: called((id) => types[id] ?? teamName(id)) },
    { kind: 'choices', column: 'assets', param: 'asset', label: 'Assets', multiple: true, choices: whatThereIs },
    { kind: 'days', column: 'lastUsed', from: 'used-from', to: 'used-to', label: 'Last used' },
    { kind: 'words', column: 'user', param: 'user-is', label: 'User' },
    { kind: 'words', column: 'username', param: 'username', label: username },
    { kind: 'choices', column: 'matched', param: 'matched', label: 'Match', multiple: false, choices: () => [plainChoice('yes', 'Matched'), plainChoice('no', 'Unmatched')] },
    { kind: 'choices', column: 'protected', param: 'protected', label: 'Protection', multiple: false, choices: () => [plainChoice('yes', 'Protected'), plainChoice('no', 'Not protected')] },
  ];
  return {
    name: 'app-users',
    noun: { one: 'app user', many: 'app users' },
    searchHint: 'User, email, username or role',
    rowParam: 'account',
    idOf: (row) => row.id,
    nameOf,
    linked: 'username',
    card: AppUserCard,
    sort: { by: 'username', descending: false },
    actions,
    columns: [
      { id: 'user', title: 'User', sortable: true, width: '220px', cell: UserCell, text: ({ member }) => (member === null ? '' : `${member.userName} ${member.email}`), key: false },
      { id: 'username', title: username, sortable: true, width: '162px', cell: UsernameCell, text: (row) => row.username, key: true },
      { id: 'roles', title: access, sortable: true, width: '96px', cell: RolesCell, text: ({ roles }) => roles.map(({ name }) => name).join('; '), key: true },
      { id: 'assets', title: 'Assets', sortable: true, width: '72px', cell: AssetsCell, text: ({ assets }) => assets.join('; '), key: false },
      { id: 'type', title: 'Type', sortable: true, width: '80px', cell: null, text: typeText, key: false },
      {
        id: 'lastUsed',
        title: 'Last used',
        sortable: true,
        width: '104px',
        cell: LastUsedCell,
        text: ({ lastUsedAt }) => (lastUsedAt === null ? '' : new Date(lastUsedAt).toISOString()),
        key: false,
      },
      { id: 'status', title: 'Status', sortable: true, width: '196px', cell: StatusCell, text: ({ status }) => statusText(status), key: true },
    ],
    filters,
    views: [
      { name: 'All', filters: {} },
      { name: 'Failed', filters: { status: ['Deprovisioning failed', 'Update failed', 'Invite failed', 'Sync failed'] } },
      { name: 'Waiting', filters: { status: ['Awaiting deprovisioning', 'Awaiting update', 'Inviting'] } },
      { name: 'Unmatched', filters: { matched: ['no'] } },
      { name: 'Removed', filters: { status: ['Removed'] } },
    ],
    source: tableSource(replica, 'appAccounts', place, filters),
  };
}
