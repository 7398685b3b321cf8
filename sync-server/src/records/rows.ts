/** From records to the rows that keep them: each kind's natural key and parent, decided in one place. */
import type { AppAccount, AppAccountStatus } from '@latchkey/shared/domain/app-account';
import type { AppTeam } from '@latchkey/shared/domain/app-team';
import type { Activation, ActivationStatus } from '@latchkey/shared/domain/activation';
import type { ConnectedUser, ConnectedUserStatus } from '@latchkey/shared/domain/connected-user';
import type { Connection } from '@latchkey/shared/domain/connection';
import type { Integration } from '@latchkey/shared/domain/integration';
import type { Invitation } from '@latchkey/shared/domain/invitation';
import type { Member, MemberStatus } from '@latchkey/shared/domain/member';
import type { Run } from '@latchkey/shared/domain/run';
import type { Team } from '@latchkey/shared/domain/team';
import type { View } from '@latchkey/shared/domain/view';
import type { Row } from '../store/store.ts';

const alive = { removed: false, orphaned: false } as const;

/** A person is a member of a workspace once. */
export const memberRow = (id: string, member: Member, status: MemberStatus | null = null): Row => ({
  kind: 'member',
  id,
  workspace: member.workspace,
  environment: null,
  key: member.user,
  parent: null,
  record: member,
  status,
  ...alive,
});

export const integrationRow = (workspace: string, id: string, integration: Integration): Row => ({
  kind: 'integration',
  id,
  workspace,
  environment: integration.environment,
  key: null,
  parent: null,
  record: integration,
  status: null,
  ...alive,
});

export const connectedUserRow = (workspace: string, id: string, user: ConnectedUser, status: ConnectedUserStatus | null): Row => ({
  kind: 'connectedUser',
  id,
  workspace,
  environment: user.environment,
  key: user.externalId,
  parent: null,
  record: user,
  status,
  ...alive,
});

/** One for each (integration, user or, where an account shares it, account). Ids hold no space, so the key is unambiguous. */
export const activationKey = (integration: string, owner: { readonly user: string } | { readonly account: string }): string =>
  'user' in owner ? `${integration} user ${owner.user}` : `${integration} account ${owner.account}`;

/** A user's own copy goes with the user; one that an account shares keeps running. */
export const activationRow = (workspace: string, id: string, activation: Activation, status: ActivationStatus | null): Row => {
  const { environment, integration, user, account, sharing } = activation;
  const owner = sharing === 'account' && account !== null ? { account } : user === null ? null : { user };
  return {
    kind: 'activation',
    id,
    workspace,
    environment,
    key: owner === null ? null : activationKey(integration, owner),
    parent: sharing === 'user' ? user : null,
    record: activation,
    status,
    ...alive,
  };
};

/** @param key the product's own name for the connection, unique for each user */
export const connectionKey = (user: string, key: string): string => `${user} ${key}`;

/** @param key null for a connection that the product does not name */
export const connectionRow = (workspace: string, id: string, connection: Connection, key: string | null): Row => ({
  kind: 'connection',
  id,
  workspace,
  environment: connection.environment,
  key: key === null || connection.user === null ? null : connectionKey(connection.user, key),
  parent: connection.sharing === 'user' ? connection.user : null,
  record: connection,
  status: null,
  ...alive,
});

const blank = { key: null, parent: null, status: null, ...alive } as const;

export const teamRow = (id: string, team: Team): Row => ({ ...blank, kind: 'team', id, workspace: team.workspace, environment: null, record: team });

/** An address has one invitation that is open. */
export const invitationRow = (id: string, invitation: Invitation): Row => ({
  ...blank,
  ...{ kind: 'invitation', id, workspace: invitation.workspace, environment: null, record: invitation },
  key: invitation.status === 'pending' ? invitation.email.toLowerCase() : null,
});

/** An app has one account of a name, in whatever case. */
export const appAccountKey = (integration: string, username: string): string => `${integration} ${username.toLowerCase()}`;

/** Goes with its integration. */
export const appAccountRow = (workspace: string, id: string, account: AppAccount, status: AppAccountStatus | null): Row => ({
  ...blank,
  ...{ kind: 'appAccount', id, workspace, environment: account.environment, parent: account.integration, record: account, status },
  key: appAccountKey(account.integration, account.username),
});

export const appTeamRow = (workspace: string, id: string, team: AppTeam): Row => ({
  ...blank,
  ...{ kind: 'appTeam', id, workspace, environment: team.environment, parent: team.integration, record: team },
  key: `${team.integration} ${team.name}`,
});

export const runRow = (workspace: string, id: string, run: Run): Row => ({
  ...blank,
  ...{ kind: 'run', id, workspace, environment: run.environment, parent: run.activation, record: run },
});

/** A private view goes with its member. */
export const viewRow = (workspace: string, id: string, view: View): Row => ({
  ...blank,
  ...{ kind: 'view', id, workspace, environment: view.environment, parent: view.member, record: view },
});
