/** What the page sees of the tables of one integration: its app users, app teams, runs, and who reaches it. */
import type { AppAccount } from '@latchkey/shared/domain/app-account';
import type { AccountStatus, Explanation } from '@latchkey/shared/domain/app-account-status';
import type { AppTeam } from '@latchkey/shared/domain/app-team';
import type { TeamStatus } from '@latchkey/shared/domain/app-team-status';
import type { Integration } from '@latchkey/shared/domain/integration';
import type { Invitation } from '@latchkey/shared/domain/invitation';
import type { Member } from '@latchkey/shared/domain/member';
import type { Run } from '@latchkey/shared/domain/run';
import type { TableName } from './client.ts';
import type { ActivationDetail, ActivationRow, ConnectionDetail, ConnectionRow, EditState, Grant, MemberLink, MemberRole, Shown, UserLink } from './environment-rows.ts';

/** The tables that are asked of an integration's document: see {@link import('./client.ts').TableQueries}. */
export interface IntegrationTables {
  readonly appAccounts: { readonly row: AppAccountRow; readonly detail: AppAccountDetail };
  readonly appTeams: { readonly row: AppTeamRow; readonly detail: AppTeamDetail };
  readonly runs: { readonly row: RunRow; readonly detail: RunDetail };
  readonly access: { readonly row: AccessRow; readonly detail: AccessDetail };
  /** Those of the environment's that are its own. */
  readonly ownActivations: { readonly row: ActivationRow; readonly detail: ActivationDetail };
  /** The connections that it uses. */
  readonly usedConnections: { readonly row: ConnectionRow; readonly detail: ConnectionDetail };
}

export type IntegrationTableName = keyof IntegrationTables;
const names: Readonly<Record<IntegrationTableName, true>> = { appAccounts: true, appTeams: true, runs: true, access: true, ownActivations: true, usedConnections: true };
export const isOfIntegration = (table: TableName): table is IntegrationTableName => table in names;

/** A member as an account is matched to them. */
export interface Person extends MemberLink {
  readonly userName: string;
  readonly email: string;
}
/** A role of the catalogue; one that is no longer in it is named by its id. */
export interface RoleLink {
  readonly id: string;
  readonly name: string;
}

/** How access comes: by the account itself, through one app team, or in several of these ways. */
export type AccessType = { readonly kind: 'individual' } | { readonly kind: 'team'; readonly team: MemberLink } | { readonly kind: 'multiple'; readonly teams: readonly MemberLink[] };

export interface AppAccountRow {
  readonly id: string;
  /** Null: unmatched. */
  readonly member: Person | null;
  readonly username: string;
  /** What it is to have, its own and what teams give; of one that is to be gone, what the app last reported. By name. */
  readonly roles: readonly RoleLink[];
  readonly assets: readonly string[];
  readonly type: AccessType;
  /** Milliseconds since 1970. */
  readonly lastUsedAt: number | null;
  readonly status: AccountStatus;
  readonly protected: boolean;
  readonly exempted: boolean;
  readonly pending: EditState | null;
}

/** One role of the catalogue as one account stands to it. */
export interface RoleState extends RoleLink {
  readonly description: string | null;
  /** Whether it can be given (CONF-3). */
  readonly offered: boolean;
  /** Whether the account is to have it itself. */
  readonly direct: boolean;
  /** The app teams that give it. Such access is taken away with the team, not here (EDIT-14). */
  readonly teams: readonly MemberLink[];
  /** What is wanted of the account itself is not what the app last reported. */
  readonly waiting: boolean;
}
/** An app team as an account, or a role, comes by it. */
export interface AppTeamLink extends MemberLink {
  readonly role: RoleLink | null;
  /** The workspace's team whose members are in it. */
  readonly team: MemberLink | null;
}
export interface Suggestion extends Person {
  readonly by: 'email' | 'name';
}
export interface AppAccountDetail extends Shown<AppAccount> {
  readonly row: AppAccountRow;
  readonly explanation: Explanation;
  /** What the catalogue offers in its own order, then what the account has beside that. */
  readonly roles: readonly RoleState[];
  /** Those that give this account access. */
  readonly teams: readonly AppTeamLink[];
  /** Members whom an unmatched account may belong to, the likeliest first; empty where it is matched. */
  readonly suggestions: readonly Suggestion[];
  readonly integration: Shown<Integration> | null;
}

export interface AppTeamRow extends MemberLink {
  readonly role: RoleLink | null;
  /** The app's native word for it. */
  readonly type: Integration['teamWord'];
  /** The workspace's team that it is for. */
  readonly team: MemberLink | null;
  /** Accounts that have access through it. */
  readonly accounts: number;
  /** Whether it is to be there. */
  readonly wanted: boolean;
  readonly status: TeamStatus;
  readonly pending: EditState | null;
}
export interface AppTeamDetail extends Shown<AppTeam> {
  readonly row: AppTeamRow;
  readonly explanation: Explanation<TeamStatus>;
  readonly accounts: readonly { readonly id: string; readonly username: string; readonly member: Person | null }[];
  readonly integration: Shown<Integration> | null;
}

/** How a run stands: waiting, under way, never started in time, or how it ended. */
export type RunOutcome = 'queued' | 'running' | 'lapsed' | 'success' | 'error';

export interface RunRow {
  readonly id: string;
  /** Null where it is gone. */
  readonly activation: { readonly id: string; readonly user: UserLink | null; readonly account: string | null } | null;
  readonly outcome: RunOutcome;
  /** When it was asked for or, once it was started, when that was. Milliseconds since 1970. */
  readonly at: number;
  /** When it ended, or lapsed. */
  readonly endedAt: number | null;
  /** Milliseconds from start to end. */
  readonly duration: number | null;
  readonly message: string | null;
  readonly pending: EditState | null;
}
export interface RunDetail extends Shown<Run> {
  readonly row: RunRow;
  /** What decides whether its activation can be run again; null where that is gone. */
  readonly again: Pick<ActivationRow, 'off' | 'waits'> | null;
}

/** Someone who reaches the integration, or is invited to. */
export interface AccessRow {
  /** The member's, or the invitation's. */
  readonly id: string;
  readonly kind: 'member' | 'invitation';
  /** Null until an invitation is accepted. */
  readonly name: string | null;
  readonly email: string;
  /** What they are on this integration; of an invitation, what they would be. */
  readonly role: MemberRole;
  /** Everything that gives it, the furthest reaching first: what is not from the member itself is inherited. */
  readonly grants: readonly Grant[];
  /** Of a member, accepted. */
  readonly status: Invitation['status'];
  /** Null: they are no member yet. */
  readonly enabled: boolean | null;
  /** Milliseconds since 1970; null: not yet. */
  readonly lastSignInAt: number | null;
  /** Whether failures of this integration are told to them. */
  readonly notified: boolean | null;
  readonly pending: EditState | null;
}
export interface AccessDetail {
  readonly id: string;
  readonly row: AccessRow;
  readonly pending: EditState | null;
  readonly record: { readonly kind: 'member'; readonly member: Member } | { readonly kind: 'invitation'; readonly invitation: Invitation };
}
