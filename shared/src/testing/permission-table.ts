/**
 * PRODUCT's table 'Who may do what', as data: what `can`, the edit desk, REST and the screens are tested against.
 * A cell of the table that says 'if given' or 'if allowed' is two rows here, one for each case.
 */
import type { Request } from '../edits/definition.ts';
import type { Action, Place } from '../permissions.ts';
import { columns, type Column, type Condition, type PermissionRow, type Things } from './permission-row.ts';

const invite = ({ newId, newEmail, environment, integration, invitation, at }: Things): readonly Request[] => [
  { name: 'invitation.create', args: { invitation: newId, email: newEmail, level: 'none', environment, integration, scoped: 'monitor' } },
  { name: 'invitation.resend', args: { invitation, at } },
  { name: 'invitation.setIntegrationLevel', args: { invitation, integration, level: 'monitor' } },
  { name: 'invitation.setStatus', args: { invitation, status: 'revoked' } },
];
const inviting = (allowed: boolean) => (): Action => ({ kind: 'members.invite', allowed, level: 'none', scoped: 'monitor' });
const runNow = ({ newId, environment, integration, activation }: Things): readonly Request[] => [
  { name: 'activation.runNow', args: { run: newId, environment, integration, activation } },
  { name: 'run.setWithdrawn', args: { run: newId, withdrawn: true } },
];
const none = (): readonly Request[] => [];

export const permissionTable: readonly PermissionRow[] = [
  { right: 'read the environment', when: null, cells: 'yyyynn', action: () => ({ kind: 'environment.read' }), at: 'environment', edits: none, reads: 'environment',
    rest: [['GET', () => 'connected-users', undefined], ['GET', (user) => `connected-users/${user}`, undefined]] },
  { right: 'read one integration', when: null, cells: 'yyyyyy', action: () => ({ kind: 'integration.read' }), at: 'integration', edits: none, reads: 'integration' },
  {
    ...{ right: 'connected users: enable, disable, remove, import', when: null, cells: 'yyynnn', at: 'environment' },
    action: () => ({ kind: 'connectedUsers.manage' }),
    edits: ({ user }) => [
      { name: 'connectedUser.setEnabled', args: { user, enabled: false } },
      { name: 'connectedUser.setRemoved', args: { user, removed: true } },
    ],
    rest: [['PUT', (user) => `connected-users/new-${user}`, { name: 'New' }], ['DELETE', (user) => `connected-users/new-${user}`, undefined]],
  },
  {
    ...{ right: 'activations and integration: enable, disable', when: null, cells: 'yyynyn', at: 'integration' },
    action: () => ({ kind: 'activations.manage' }),
    edits: ({ activation, integration }) => [
      { name: 'activation.setEnabled', args: { activation, enabled: false } },
      { name: 'integration.setEnabled', args: { integration, enabled: false } },
    ],
    rest: [['PUT', (user, integration) => `connected-users/${user}/activations/${integration}`, { inFlight: 'queued' }]],
  },
  {
    // PRODUCT names no right to what an integration is: who switches one integration does not decide what it is for all.
    ...{ right: 'what an integration is', when: null, cells: 'yyynnn', at: 'environment' },
    action: () => ({ kind: 'integrations.configure' }),
    edits: ({ integration, role, newId }) => [
      { name: 'integration.configure', args: { integration, field: 'name', value: 'Another name' } },
      { name: 'integration.configure', args: { integration, field: 'sharing', value: 'account' } },
      { name: 'integration.addRole', args: { integration, role: newId, name: 'New' } },
      { name: 'integration.configureRole', args: { integration, role, field: 'name', value: 'Another name' } },
      { name: 'integration.setRoleOffered', args: { integration, role, on: false } },
    ],
  },
  { right: 'view runs', when: null, cells: 'yynnnn', action: () => ({ kind: 'runs.view' }), at: 'integration', edits: none, reads: 'runs' },
  { right: 'view runs', when: 'runs viewed', cells: 'yyyyyy', action: () => ({ kind: 'runs.view' }), at: 'integration', edits: none, reads: 'runs' },
  { right: 'run now', when: null, cells: 'yynnnn', action: () => ({ kind: 'runs.start' }), at: 'integration', edits: runNow },
  { right: 'run now', when: 'runs started', cells: 'yyyyyy', action: () => ({ kind: 'runs.start' }), at: 'integration', edits: runNow },
  {
    ...{ right: 'app users and teams: every action', when: null, cells: 'yyynyn', at: 'integration' },
    action: () => ({ kind: 'appUsers.manage' }),
    edits: ({ newId, environment, integration, account, appTeam, role, member, at }) => [
      { name: 'appAccount.add', args: { account: newId, environment, integration, member, username: newId } },
      { name: 'appAccount.setWithdrawn', args: { account: newId, withdrawn: true } },
      { name: 'appAccount.setRole', args: { account, role, on: true } },
      { name: 'appAccount.match', args: { account, member: null } },
      { name: 'appAccount.setExempted', args: { account, exempted: true } },
      { name: 'appAccount.setProtected', args: { account, protected: true } },
      { name: 'appAccount.retry', args: { account, at } },
      { name: 'appAccount.setPresence', args: { account, presence: 'gone' } },
      { name: 'appTeam.add', args: { appTeam: newId, environment, integration, name: newId, role, team: null } },
      { name: 'appTeam.setRole', args: { appTeam, role } },
      { name: 'appTeam.setTeam', args: { appTeam, team: null } },
      { name: 'appTeam.setRemoved', args: { appTeam: newId, removed: true } },
      { name: 'appTeam.retry', args: { appTeam, at } },
      { name: 'appTeam.setPresence', args: { appTeam, presence: 'gone' } },
      { name: 'integration.checkForUpdates', args: { integration, at } },
    ],
  },
  {
    ...{ right: 'connections: rename, remove', when: null, cells: 'yyynyn', at: 'environment' },
    action: ({ integration }) => ({ kind: 'connections.manage', usedBy: [integration] }),
    edits: ({ connection }) => [
      { name: 'connection.rename', args: { connection, name: 'Another name' } },
      { name: 'connection.setRemoved', args: { connection, removed: true } },
    ],
    rest: [['PUT', (user) => `connected-users/${user}/connections/second`, { connector: 'hubspot', status: 'valid' }]],
  },
  { right: 'invite members', when: null, cells: 'yynnnn', action: inviting(false), at: 'integration', edits: invite },
  { right: 'invite members', when: 'members may invite', cells: 'yyyyyy', action: inviting(true), at: 'integration', edits: invite },
  {
    ...{ right: "change a member's level, enable, remove", when: null, cells: 'yynnnn', at: 'workspace' },
    action: ({ member }) => ({ kind: 'members.change', subject: { member, level: 'none', becomes: 'administrator' } }),
    edits: ({ member, environment, integration }) => [
      { name: 'member.setEnvironmentLevel', args: { member, environment, level: 'manage' } },
      { name: 'member.setIntegrationLevel', args: { member, integration, level: 'manage' } },
      { name: 'member.setLevel', args: { member, level: 'administrator' } },
      { name: 'member.setEnabled', args: { member, enabled: false } },
      { name: 'member.setRemoved', args: { member, removed: true } },
    ],
  },
  {
    ...{ right: "change an owner's level, enable, remove", when: null, cells: 'ynnnnn', at: 'workspace' },
    action: ({ otherOwner }) => ({ kind: 'members.change', subject: { member: otherOwner, level: 'owner', becomes: 'owner' } }),
    edits: ({ otherOwner, environment }) => [
      { name: 'member.setEnvironmentLevel', args: { member: otherOwner, environment, level: 'manage' } },
      { name: 'member.setLevel', args: { member: otherOwner, level: 'none' } },
      { name: 'member.setEnabled', args: { member: otherOwner, enabled: false } },
      { name: 'member.setRemoved', args: { member: otherOwner, removed: true } },
    ],
  },
  {
    ...{ right: 'make an owner', when: null, cells: 'ynnnnn', at: 'workspace' },
    action: ({ member }) => ({ kind: 'members.change', subject: { member, level: 'none', becomes: 'owner' } }),
    edits: ({ member }) => [{ name: 'member.setLevel', args: { member, level: 'owner' } }],
  },
  {
    ...{ right: 'teams; giving view and run; reading Activity', when: null, cells: 'yynnnn', at: 'workspace' },
    action: () => ({ kind: 'teams.manage' }),
    edits: ({ newId, team, member, integration }) => [
      { name: 'team.create', args: { team: newId, name: 'New' } },
      { name: 'team.rename', args: { team, name: 'Another name' } },
      { name: 'team.setMember', args: { team, member, on: true } },
      { name: 'team.setIntegrationLevel', args: { team, integration, level: 'monitor' } },
      { name: 'team.setRemoved', args: { team, removed: true } },
      { name: 'member.setRunRight', args: { member, target: `integration/${integration}`, right: 'view', on: true } },
      // Rights to runs are given on groups (PERM-12).
      { name: 'integration.setGroup', args: { integration, group: 'crm' } },
    ],
  },
  { right: 'teams; giving view and run; reading Activity', when: null, cells: 'yynnnn', action: () => ({ kind: 'activity.read' }), at: 'workspace', edits: none },
  {
    ...{ right: 'saved views shared with the environment', when: null, cells: 'yyynnn', at: 'environment' },
    action: () => ({ kind: 'views.share' }),
    edits: ({ newId, environment, view }) => [
      { name: 'view.save', args: { view: newId, environment, screen: 'users', name: 'Mine', query: 'status=invalid', shared: true } },
      { name: 'view.rename', args: { view, name: 'Another name' } },
      { name: 'view.setQuery', args: { view, query: 'status=valid' } },
      { name: 'view.setRemoved', args: { view, removed: true } },
    ],
  },
  { right: 'workspace settings, API keys', when: null, cells: 'yynnnn', action: () => ({ kind: 'settings.manage' }), at: 'workspace', edits: none },
  {
    ...{ right: 'own notifications', when: null, cells: 'yyyyyy', at: 'workspace' },
    action: ({ self }) => ({ kind: 'notifications.own', member: self }),
    edits: ({ self, integration }) => [{ name: 'member.setNotifications', args: { member: self, integration, on: true } }],
  },
];

export const allows = ({ cells }: PermissionRow, column: Column): boolean => cells[columns.indexOf(column)] === 'y';

/**
 * What is offered to a column: for screens, which are told in PRODUCT's words. @param when what was given on top, or null
 * @throws if PRODUCT has no such row
 */
export function offers(right: string, column: Column, when: Condition | null = null): boolean {
  const row = permissionTable.find((each) => each.right === right && each.when === when);
  if (row === undefined) throw new Error(`PRODUCT's table has no row '${right}'`);
  return allows(row, column);
}

/** The place that the question of a row is about. */
export const placeOf = ({ at }: PermissionRow, { workspace, environment, integration, group }: Things): Place => ({
  workspace,
  environment: at === 'workspace' ? null : environment,
  integration: at === 'integration' ? integration : null,
  group: at === 'integration' ? group : null,
});
