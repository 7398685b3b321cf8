/** The edits of members, teams and invitations, as they are asked for. */
import type { ScopedLevel, WorkspaceLevel } from '@latchkey/shared/domain/levels';
import type { EditRequest } from '$replica/client.ts';

/** Asks for edits as one action. @param element what is edited, for those who look on; `said` what was done, once they are kept */
export type Make = (element: string, requests: readonly EditRequest[], said: string) => void;

export const setMemberEnabled = (member: string, enabled: boolean): EditRequest => ({ name: 'member.setEnabled', args: { member, enabled } });
export const setMemberLevel = (member: string, level: WorkspaceLevel): EditRequest => ({ name: 'member.setLevel', args: { member, level } });
export const setEnvironmentLevel = (member: string, environment: string, level: ScopedLevel): EditRequest => ({
  name: 'member.setEnvironmentLevel',
  args: { member, environment, level },
});
export const setIntegrationLevel = (member: string, integration: string, level: ScopedLevel): EditRequest => ({
  name: 'member.setIntegrationLevel',
  args: { member, integration, level },
});
/** @param target `integration/{id}` or `group/{name}` */
export const setRunRight = (member: string, target: string, right: 'view' | 'run', on: boolean): EditRequest => ({
  name: 'member.setRunRight',
  args: { member, target, right, on },
});
export const setNotifications = (member: string, integration: string, on: boolean): EditRequest => ({
  name: 'member.setNotifications',
  args: { member, integration, on },
});
export const removeMember = (member: string): EditRequest => ({ name: 'member.setRemoved', args: { member, removed: true } });

export const createTeam = (name: string): EditRequest => ({ name: 'team.create', args: { team: crypto.randomUUID(), name } });
export const renameTeam = (team: string, name: string): EditRequest => ({ name: 'team.rename', args: { team, name } });
export const setTeamMember = (team: string, member: string, on: boolean): EditRequest => ({ name: 'team.setMember', args: { team, member, on } });
export const setTeamLevel = (team: string, integration: string, level: ScopedLevel): EditRequest => ({
  name: 'team.setIntegrationLevel',
  args: { team, integration, level },
});
export const removeTeam = (team: string): EditRequest => ({ name: 'team.setRemoved', args: { team, removed: true } });

/** What an invitation gives: a level in the workspace, or one on the environment or on integrations of it. */
export type Gift =
  | { readonly to: 'workspace'; readonly level: 'owner' | 'administrator' }
  | { readonly to: 'environment'; readonly environment: string; readonly level: 'manage' | 'monitor' }
  | { readonly to: 'integrations'; readonly environment: string; readonly integrations: readonly string[]; readonly level: 'manage' | 'monitor' };

/** An invitation is made with the first integration; the others are added to it. */
export function invite(email: string, gift: Gift): readonly EditRequest[] {
  const invitation = crypto.randomUUID();
  const create = (args: EditRequest['args']): EditRequest => ({ name: 'invitation.create', args: { invitation, email, ...args } });
  switch (gift.to) {
    case 'workspace':
      return [create({ level: gift.level, environment: null, integration: null, scoped: 'none' })];
    case 'environment':
      return [create({ level: 'none', environment: gift.environment, integration: null, scoped: gift.level })];
    case 'integrations': {
      const [first = null, ...more] = gift.integrations;
      return [create({ level: 'none', environment: gift.environment, integration: first, scoped: gift.level }), ...more.map((id) => setInvitationLevel(invitation, id, gift.level))];
    }
  }
}
export const setInvitationLevel = (invitation: string, integration: string, level: ScopedLevel): EditRequest => ({
  name: 'invitation.setIntegrationLevel',
  args: { invitation, integration, level },
});
export const resendInvitation = (invitation: string): EditRequest => ({ name: 'invitation.resend', args: { invitation, at: new Date().toISOString() } });
export const revokeInvitation = (invitation: string): EditRequest => ({ name: 'invitation.setStatus', args: { invitation, status: 'revoked' } });
