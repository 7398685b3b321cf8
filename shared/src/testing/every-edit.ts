/** One request of each edit there is: what is to hold for all of them is tested on these. */
import type { Request } from '../edits/definition.ts';

const uuid = (last: number): string => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`;

/** Argument → an id that nothing has: what is shown of it is an id that shows. */
export const unknownIds = {
  ...{ user: uuid(1), activation: uuid(2), connection: uuid(3), account: uuid(4), appTeam: uuid(5), view: uuid(6), invitation: uuid(7) },
  ...{ team: uuid(8), member: uuid(9), run: uuid(10), integration: uuid(11), environment: uuid(12), notice: uuid(13), role: uuid(14) },
} as const;

const at = '2026-03-01T12:00:00.000Z';

/** @param ids the records that the requests are about, by the argument that names them */
export const everyEdit = (ids: typeof unknownIds | Readonly<Record<keyof typeof unknownIds, string>>): readonly Request[] => {
  const { user, activation, connection, account, appTeam, view, invitation, team, member, run, integration, environment, notice, role } = ids;
  return [
    { name: 'connectedUser.setEnabled', args: { user, enabled: false } },
    { name: 'connectedUser.setRemoved', args: { user, removed: true } },
    { name: 'integration.setEnabled', args: { integration, enabled: false } },
    { name: 'integration.checkForUpdates', args: { integration, at } },
    { name: 'integration.configure', args: { integration, field: 'flow/name', value: 'Sync deals' } },
    { name: 'integration.setGroup', args: { integration, group: 'Sales' } },
    { name: 'integration.addRole', args: { integration, role, name: 'Editor' } },
    { name: 'integration.configureRole', args: { integration, role, field: 'name', value: 'Writer' } },
    { name: 'integration.setRoleOffered', args: { integration, role, on: false } },
    { name: 'activation.setEnabled', args: { activation, enabled: false } },
    { name: 'connection.rename', args: { connection, name: 'Login of the shop' } },
    { name: 'connection.setRemoved', args: { connection, removed: true } },
    { name: 'activation.runNow', args: { run, environment, integration, activation } },
    { name: 'run.setWithdrawn', args: { run, withdrawn: true } },
    { name: 'appAccount.add', args: { account, environment, integration, member, username: 'ivo.k' } },
    { name: 'appAccount.setWithdrawn', args: { account, withdrawn: true } },
    { name: 'appAccount.setPresence', args: { account, presence: 'gone' } },
    { name: 'appAccount.setRole', args: { account, role, on: true } },
    { name: 'appAccount.match', args: { account, member } },
    { name: 'appAccount.setExempted', args: { account, exempted: true } },
    { name: 'appAccount.setProtected', args: { account, protected: true } },
    { name: 'appAccount.retry', args: { account, at } },
    { name: 'appTeam.add', args: { appTeam, environment, integration, name: 'Support', role, team } },
    { name: 'appTeam.setRole', args: { appTeam, role } },
    { name: 'appTeam.setTeam', args: { appTeam, team } },
    { name: 'appTeam.setPresence', args: { appTeam, presence: 'gone' } },
    { name: 'appTeam.retry', args: { appTeam, at } },
    { name: 'appTeam.setRemoved', args: { appTeam, removed: true } },
    { name: 'member.setEnabled', args: { member, enabled: false } },
    { name: 'member.setLevel', args: { member, level: 'administrator' } },
    { name: 'member.setEnvironmentLevel', args: { member, environment, level: 'manage' } },
    { name: 'member.setIntegrationLevel', args: { member, integration, level: 'manage' } },
    { name: 'member.setRunRight', args: { member, target: `integration/${integration}`, right: 'view', on: true } },
    { name: 'member.setNotifications', args: { member, integration, on: true } },
    { name: 'member.setRemoved', args: { member, removed: true } },
    { name: 'team.create', args: { team, name: 'Night shift' } },
    { name: 'team.rename', args: { team, name: 'Day shift' } },
    { name: 'team.setMember', args: { team, member, on: true } },
    { name: 'team.setIntegrationLevel', args: { team, integration, level: 'manage' } },
    { name: 'team.setRemoved', args: { team, removed: true } },
    { name: 'invitation.create', args: { invitation, email: 'nina@example.com', level: 'none', environment, integration, scoped: 'monitor' } },
    { name: 'invitation.setIntegrationLevel', args: { invitation, integration, level: 'monitor' } },
    { name: 'invitation.resend', args: { invitation, at } },
    { name: 'invitation.setStatus', args: { invitation, status: 'revoked' } },
    { name: 'view.save', args: { view, environment, screen: 'users', name: 'Broken ones', query: 'status=invalid', shared: true } },
    { name: 'view.rename', args: { view, name: 'Broken' } },
    { name: 'view.setQuery', args: { view, query: 'status=none' } },
    { name: 'view.setRemoved', args: { view, removed: true } },
    { name: 'notice.dismiss', args: { notice } },
    { name: 'notice.settle', args: { notice, edit: uuid(15) } },
  ];
};
