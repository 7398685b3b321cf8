/**
 * PRODUCT's table 'Who may do what', as data: what `can`, the edit desk, REST and the screens are tested against.
 * A cell of the table that says 'if given' or 'if allowed' is two rows here, one for each case.
 */
import type { Request } from '../edits/definition.ts';
import type { Action, Place } from '../permissions.ts';

/** The columns, in PRODUCT's order. */
export const columns = ['owner', 'administrator', 'manage', 'monitor', 'integration manage', 'integration monitor'] as const;
export type Column = (typeof columns)[number];

/** The records that a cell is tried on; they are there, and nothing of them was tried yet. */
export interface Things {
  readonly workspace: string;
  readonly environment: string;
  readonly integration: string;
  readonly group: string;
  readonly user: string;
  readonly activation: string;
  /** The second of its user, used by the integration alone. */
  readonly connection: string;
  readonly account: string;
  readonly appTeam: string;
  /** A role of the integration's catalogue. */
  readonly role: string;
  /** Somebody else, without any rights; and one who is an owner. */
  readonly member: string;
  readonly otherOwner: string;
  /** Whoever tries it. */
  readonly self: string;
  readonly team: string;
  /** Pending, for the integration. */
  readonly invitation: string;
  /** Shared with the environment. */
  readonly view: string;
  /** A UUID that nothing has yet, and an address that nobody has. */
  readonly newId: string;
  readonly newEmail: string;
  /** ISO 8601: now. */
  readonly at: string;
}

/** What has to be so for the row to hold: a right given on the integration, or members allowed to invite. */
export type Condition = 'runs viewed' | 'runs started' | 'members may invite';

export interface PermissionRow {
  /** PRODUCT's words. */
  readonly right: string;
  readonly when: Condition | null;
  /** One letter a column: y or n. */
  readonly cells: string;
  readonly action: (things: Things) => Action;
  /** How far the place goes that the question is about. */
  readonly at: 'workspace' | 'environment' | 'integration';
  /** Each of these is for those who have a y, and refused to the others. */
  readonly edits: (things: Things) => readonly Request[];
  /** So is reading each of these documents. */
  readonly reads?: 'environment' | 'integration' | 'runs';
  /** So is each request of a key with such a level, below `/api/v1/environments/{environment}/`. */
  readonly rest?: readonly (readonly [method: 'GET' | 'PUT' | 'DELETE', path: (externalId: string, integration: string) => string, body: unknown])[];
}

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
 * What is offered to a column that nothing was given to on top: for screens, which are told in PRODUCT's words.
 * @throws if PRODUCT has no such row
 */
export function offers(right: string, column: Column): boolean {
  const row = permissionTable.find((each) => each.right === right && each.when === null);
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
