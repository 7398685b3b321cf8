/** Rows of PRODUCT's table 'Who may do what': what is read, connected users, integrations, runs, app users and connections. */
import type { Request } from '../edits/definition.ts';
import type { PermissionRow, Things } from './permission-row.ts';

const none = (): readonly Request[] => [];
const runNow = ({ newId, environment, integration, activation }: Things): readonly Request[] => [
  { name: 'activation.runNow', args: { run: newId, environment, integration, activation } },
  { name: 'run.setWithdrawn', args: { run: newId, withdrawn: true } },
];

export const integrationRights: readonly PermissionRow[] = [
  {
    ...{ right: 'read the environment', when: null, cells: 'yyyynn', at: 'environment' },
    action: () => ({ kind: 'environment.read' }),
    edits: none,
    reads: 'environment',
    rest: [
      ['GET', () => 'connected-users', undefined],
      ['GET', (user) => `connected-users/${user}`, undefined],
      ['GET', () => 'integrations', undefined],
    ],
  },
  {
    ...{ right: 'read one integration', when: null, cells: 'yyyyyy', at: 'integration' },
    action: () => ({ kind: 'integration.read' }),
    edits: none,
    reads: 'integration',
    rest: [
      ['GET', (_, integration) => `integrations/${integration}/app-accounts`, undefined],
      ['GET', (_, integration) => `integrations/${integration}/app-teams`, undefined],
    ],
  },
  {
    ...{ right: 'connected users: enable, disable, remove, import', when: null, cells: 'yyynnn', at: 'environment' },
    action: () => ({ kind: 'connectedUsers.manage' }),
    edits: ({ user }) => [
      { name: 'connectedUser.setEnabled', args: { user, enabled: false } },
      { name: 'connectedUser.setEnabled', args: { user, enabled: true } },
      { name: 'connectedUser.setRemoved', args: { user, removed: true } },
    ],
    http: ({ environment, newId }) => [['POST', `environments/${environment}/connected-users/import?dryRun=false`, `external_id\n${newId}\n`]],
    rest: [
      ['PUT', (user) => `connected-users/new-${user}`, { name: 'New' }],
      ['DELETE', (user) => `connected-users/new-${user}`, undefined],
    ],
  },
  {
    ...{ right: 'activations and integration: enable, disable', when: null, cells: 'yyynyn', at: 'integration' },
    action: () => ({ kind: 'activations.manage' }),
    edits: ({ activation, integration }) =>
      [false, true].flatMap((enabled) => [
        { name: 'activation.setEnabled', args: { activation, enabled } },
        { name: 'integration.setEnabled', args: { integration, enabled } },
      ]),
    // A key switches nothing (EDIT-9): it reports what became of an activation.
    rest: [
      ['PUT', (user, integration) => `connected-users/${user}/activations/${integration}`, { inFlight: 'queued' }],
      ['PUT', (user, integration) => `connected-users/${user}/activations/${integration}/runs/first`, { state: { kind: 'queued', at: '2026-01-01T00:00:00.000Z' } }],
    ],
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
  {
    ...{ right: 'view runs', when: null, cells: 'yynnnn', at: 'integration' },
    action: () => ({ kind: 'runs.view' }),
    edits: none,
    reads: 'runs',
    rest: [['GET', (_, integration) => `integrations/${integration}/runs`, undefined]],
  },
  { right: 'view runs', when: 'runs viewed', cells: 'yyyyyy', action: () => ({ kind: 'runs.view' }), at: 'integration', edits: none, reads: 'runs' },
  { right: 'run now', when: null, cells: 'yynnnn', action: () => ({ kind: 'runs.start' }), at: 'integration', edits: runNow },
  { right: 'run now', when: 'runs started', cells: 'yyyyyy', action: () => ({ kind: 'runs.start' }), at: 'integration', edits: runNow },
  {
    ...{ right: 'app users and teams: every action', when: null, cells: 'yyynyn', at: 'integration' },
    action: () => ({ kind: 'appUsers.manage' }),
    edits: ({ newId, environment, integration, account, appTeam, role, member, team, at }) => [
      { name: 'appAccount.add', args: { account: newId, environment, integration, member, username: newId } },
      { name: 'appAccount.setWithdrawn', args: { account: newId, withdrawn: true } },
      { name: 'appAccount.setRole', args: { account, role, on: true } },
      { name: 'appAccount.setRole', args: { account, role, on: false } },
      { name: 'appAccount.match', args: { account, member } },
      { name: 'appAccount.match', args: { account, member: null } },
      { name: 'appAccount.setExempted', args: { account, exempted: true } },
      { name: 'appAccount.setExempted', args: { account, exempted: false } },
      { name: 'appAccount.setProtected', args: { account, protected: true } },
      { name: 'appAccount.setProtected', args: { account, protected: false } },
      { name: 'appAccount.retry', args: { account, at } },
      { name: 'appAccount.setPresence', args: { account, presence: 'gone' } },
      { name: 'appTeam.add', args: { appTeam: newId, environment, integration, name: newId, role, team: null } },
      { name: 'appTeam.setRole', args: { appTeam, role } },
      { name: 'appTeam.setTeam', args: { appTeam, team: null } },
      { name: 'appTeam.setTeam', args: { appTeam, team } },
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
];
