/** Rows of PRODUCT's table 'Who may do what': inviting, members, teams, saved views, settings and notifications. */
import type { ScopedLevel, WorkspaceLevel } from '../domain/levels.ts';
import type { Request } from '../edits/definition.ts';
import type { PermissionRow, Things } from './permission-row.ts';

const none = (): readonly Request[] => [];

/** What somebody is invited to, and who may invite to it: by themselves, and where members may invite. */
interface Invited {
  readonly right: string;
  readonly level: WorkspaceLevel;
  readonly scoped: ScopedLevel;
  readonly at: PermissionRow['at'];
  readonly always: string;
  readonly allowed: string;
}

const create = ({ level, scoped, at }: Invited, { newId, newEmail, environment, integration }: Things): Request => ({
  name: 'invitation.create',
  args: { invitation: newId, email: newEmail, level, environment: at === 'workspace' ? null : environment, integration: at === 'integration' ? integration : null, scoped },
});
/** What else is done with an invitation, by whoever may invite to what it gives. */
const resendAndRevoke = ({ invitation, at }: Things): readonly Request[] => [
  { name: 'invitation.resend', args: { invitation, at } },
  { name: 'invitation.setStatus', args: { invitation, status: 'revoked' } },
];
const raise = ({ invitation, integration }: Things): readonly Request[] => [{ name: 'invitation.setIntegrationLevel', args: { invitation, integration, level: 'manage' } }];

/** The two rows of one thing to be invited to: 'if allowed' is a condition. */
const inviting = (invited: Invited, further: Partial<Pick<PermissionRow, 'edits' | 'http'>> = {}): readonly PermissionRow[] =>
  ([null, 'members may invite'] as const).map((when) => ({
    ...{ right: invited.right, when, cells: when === null ? invited.always : invited.allowed, at: invited.at },
    action: () => ({ kind: 'members.invite', allowed: when !== null, level: invited.level, scoped: invited.scoped }),
    ...further,
    edits: (things) => [create(invited, things), ...(further.edits?.(things) ?? [])],
  }));

export const peopleRights: readonly PermissionRow[] = [
  ...inviting(
    { right: 'invite members', level: 'none', scoped: 'monitor', at: 'integration', always: 'yynnnn', allowed: 'yyyyyy' },
    { edits: resendAndRevoke, http: ({ workspace, invitation }) => [['POST', `workspaces/${workspace}/invitations/${invitation}/link`, undefined]] },
  ),
  // '≤ own level', and 'that integration': each of these is a row of its own.
  ...inviting({ right: 'invite members to manage the integration', level: 'none', scoped: 'manage', at: 'integration', always: 'yynnnn', allowed: 'yyynyn' }, { edits: raise }),
  ...inviting({ right: 'invite members to monitor the environment', level: 'none', scoped: 'monitor', at: 'environment', always: 'yynnnn', allowed: 'yyyynn' }),
  ...inviting({ right: 'invite members to manage the environment', level: 'none', scoped: 'manage', at: 'environment', always: 'yynnnn', allowed: 'yyynnn' }),
  ...inviting({ right: 'invite administrators', level: 'administrator', scoped: 'none', at: 'workspace', always: 'yynnnn', allowed: 'yynnnn' }),
  ...inviting({ right: 'invite owners', level: 'owner', scoped: 'none', at: 'workspace', always: 'ynnnnn', allowed: 'ynnnnn' }),
  {
    ...{ right: "change a member's level, enable, remove", when: null, cells: 'yynnnn', at: 'workspace' },
    action: ({ member }) => ({ kind: 'members.change', subject: { member, level: 'none', becomes: 'none' } }),
    edits: ({ member, environment, integration }) => [
      { name: 'member.setEnvironmentLevel', args: { member, environment, level: 'manage' } },
      { name: 'member.setIntegrationLevel', args: { member, integration, level: 'manage' } },
      { name: 'member.setLevel', args: { member, level: 'administrator' } },
      { name: 'member.setEnabled', args: { member, enabled: false } },
      { name: 'member.setEnabled', args: { member, enabled: true } },
      { name: 'member.setRemoved', args: { member, removed: true } },
    ],
  },
  {
    ...{ right: "change an owner's level, enable, remove", when: null, cells: 'ynnnnn', at: 'workspace' },
    action: ({ otherOwner }) => ({ kind: 'members.change', subject: { member: otherOwner, level: 'owner', becomes: 'none' } }),
    edits: ({ otherOwner, environment, integration }) => [
      { name: 'member.setEnvironmentLevel', args: { member: otherOwner, environment, level: 'manage' } },
      { name: 'member.setIntegrationLevel', args: { member: otherOwner, integration, level: 'manage' } },
      { name: 'member.setEnabled', args: { member: otherOwner, enabled: false } },
      { name: 'member.setEnabled', args: { member: otherOwner, enabled: true } },
      { name: 'member.setLevel', args: { member: otherOwner, level: 'none' } },
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
      ...(['view', 'run'] as const).map((right) => ({ name: 'member.setRunRight', args: { member, target: `integration/${integration}`, right, on: true } })),
      // Rights to runs are given on groups (PERM-12).
      { name: 'integration.setGroup', args: { integration, group: 'sales' } },
    ],
  },
  {
    ...{ right: 'teams; giving view and run; reading Activity', when: null, cells: 'yynnnn', at: 'workspace' },
    action: () => ({ kind: 'activity.read' }),
    edits: none,
    http: ({ workspace }) => [['GET', `workspaces/${workspace}/activity`, undefined]],
  },
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
  {
    ...{ right: 'workspace settings, API keys', when: null, cells: 'yynnnn', at: 'workspace' },
    action: () => ({ kind: 'settings.manage' }),
    edits: none,
    http: ({ workspace, environment, apiKey }) => [
      ['PATCH', `workspaces/${workspace}`, { name: 'Another name', membersMayInvite: true, silentDays: 20 }],
      ['POST', `workspaces/${workspace}/environments`, { name: 'New' }],
      ['PATCH', `workspaces/${workspace}/environments/${environment}`, { name: 'Another name' }],
      ['GET', `workspaces/${workspace}/damaged`, undefined],
      ['GET', `workspaces/${workspace}/api-keys`, undefined],
      ['POST', `workspaces/${workspace}/api-keys`, { name: 'New', access: { level: 'administrator' } }],
      ['DELETE', `workspaces/${workspace}/api-keys/${apiKey}`, undefined],
    ],
  },
  {
    ...{ right: 'own notifications', when: null, cells: 'yyyyyy', at: 'workspace' },
    action: ({ self }) => ({ kind: 'notifications.own', member: self }),
    edits: ({ self, integration }) => [{ name: 'member.setNotifications', args: { member: self, integration, on: true } }],
  },
];
