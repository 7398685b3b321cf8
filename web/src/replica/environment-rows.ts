/** What the page sees of the tables of an environment, and the counts that show everywhere. */
import type { Activation, ActivationStatus } from '@latchkey/shared/domain/activation';
import type { ConnectedUser, ConnectedUserStatus } from '@latchkey/shared/domain/connected-user';
import type { Connection } from '@latchkey/shared/domain/connection';
import type { Integration, SharingLevel } from '@latchkey/shared/domain/integration';
import type { Invitation } from '@latchkey/shared/domain/invitation';
import type { Member } from '@latchkey/shared/domain/member';
import type { ActivationSwitch } from '@latchkey/shared/domain/running';
import type { Team } from '@latchkey/shared/domain/team';

/** The tables that are asked of an environment's document: what the page sees of a row, and of the one that is open. See {@link import('./client.ts').TableQueries}. */
export interface EnvironmentTables {
  readonly users: { readonly row: UserRow; readonly detail: UserDetail };
  readonly integrations: { readonly row: IntegrationRow; readonly detail: IntegrationDetail };
  readonly activations: { readonly row: ActivationRow; readonly detail: ActivationDetail };
  readonly connections: { readonly row: ConnectionRow; readonly detail: ConnectionDetail };
  readonly members: { readonly row: MemberRow; readonly detail: MemberDetail };
  readonly teams: { readonly row: TeamRow; readonly detail: TeamDetail };
  readonly invitations: { readonly row: InvitationRow; readonly detail: InvitationDetail };
}

export type ConnectionStatus = 'none' | 'valid' | 'invalid';

/** How an edit of this device stands. `saved` is told once, as an event; afterwards the record is simply so. */
export type EditState =
  /** In the outbox, durably. */
  | { readonly kind: 'kept' }
  | { readonly kind: 'sending' };

export interface UserRow {
  readonly id: string;
  readonly externalId: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly account: string | null;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly enabled: boolean;
  readonly status: ConnectionStatus;
  /** Those the user has an activation of, in the order of their names; `broken`: a connection it needs is invalid. */
  readonly integrations: readonly { readonly id: string; readonly name: string; readonly connector: string; readonly broken: boolean }[];
  /** Unsaved edits of this row. */
  readonly pending: EditState | null;
}

export interface UserDetail {
  readonly row: UserRow;
  readonly record: ConnectedUser;
  readonly lastSeenAt: ConnectedUserStatus['lastSeenAt'];
  readonly activations: readonly {
    readonly id: string;
    readonly activation: Activation;
    readonly status: ActivationStatus | null;
    readonly integration: { readonly id: string; readonly record: Integration } | null;
    readonly pending: EditState | null;
  }[];
  readonly connections: readonly ShownConnection[];
}

/** A record that another one names: enough to show it and to link to it. */
export interface IntegrationLink {
  readonly id: string;
  readonly name: string;
  readonly connector: string;
}
export interface UserLink {
  readonly id: string;
  readonly externalId: string;
  readonly name: string | null;
}
export interface MemberLink {
  readonly id: string;
  readonly name: string;
}

/** A record with its unsaved edits. */
export interface Shown<T> {
  readonly id: string;
  readonly record: T;
  readonly pending: EditState | null;
}

export interface IntegrationRow extends IntegrationLink {
  readonly enabled: boolean;
  readonly group: string | null;
  readonly flow: Integration['flow'];
  readonly configuration: Integration['configuration'];
  readonly sharing: SharingLevel;
  /** Connected users who have it. */
  readonly users: number;
  readonly activations: number;
  /** Activations whose latest run was an error. */
  readonly failures: number;
  readonly pending: EditState | null;
}
export interface IntegrationDetail extends Shown<Integration> {
  readonly row: IntegrationRow;
}

export interface ActivationRow {
  readonly id: string;
  /** Null where it is gone. */
  readonly integration: IntegrationLink | null;
  /** Its own switch. */
  readonly enabled: boolean;
  /** The switches that are off; with none, it is run. */
  readonly off: readonly ActivationSwitch[];
  readonly latestRun: ActivationStatus['latestRun'];
  readonly inFlight: ActivationStatus['inFlight'];
  /** Whether a run of it is queued, as far as this device knows. */
  readonly waits: boolean;
  /** The run that waits, where this device knows which. */
  readonly queued: string | null;
  readonly flow: Integration['flow'] | null;
  readonly configuration: Integration['configuration'] | null;
  readonly group: string | null;
  /** Who first enabled it; null where they are gone. */
  readonly user: UserLink | null;
  readonly account: string | null;
  readonly sharing: SharingLevel;
  readonly pending: EditState | null;
}
export interface ActivationDetail extends Shown<Activation> {
  readonly row: ActivationRow;
  readonly integration: Shown<Integration> | null;
  readonly user: Shown<ConnectedUser> | null;
}

export interface ConnectionRow {
  readonly id: string;
  readonly name: string;
  readonly connector: string;
  readonly status: Connection['status'];
  readonly reason: string | null;
  readonly user: UserLink | null;
  readonly account: string | null;
  readonly sharing: SharingLevel;
  readonly proprietary: boolean;
  /** Milliseconds since 1970. */
  readonly authorizedAt: number;
  readonly pending: EditState | null;
}
/** A connection with what its editing hangs on (PERM-9, PERM-10). */
export interface ShownConnection extends Shown<Connection> {
  /** The integrations that use it, as far as this device knows them. */
  readonly usedBy: readonly IntegrationLink[];
  /** Whether a name may be chosen for it. */
  readonly mayBeNamed: boolean;
}
export interface ConnectionDetail extends ShownConnection {
  readonly row: ConnectionRow;
}

/** Where a member's access comes from, the furthest reaching first. */
export type Grant =
  | { readonly from: 'workspace'; readonly level: 'owner' | 'administrator' }
  | { readonly from: 'environment'; readonly level: 'manage' | 'monitor' }
  | { readonly from: 'member'; readonly level: 'manage' | 'monitor' }
  | { readonly from: 'team'; readonly team: MemberLink; readonly level: 'manage' | 'monitor' };

/** What a member is in an environment, in a word. */
export type MemberRole = 'owner' | 'administrator' | 'manage' | 'monitor' | 'integration-manage' | 'integration-monitor' | 'none';

export interface MemberRow extends MemberLink {
  readonly userName: string;
  readonly email: string;
  readonly role: MemberRole;
  /** Ids of the integrations of this environment that the member reaches, and of those that they manage. */
  readonly integrations: readonly string[];
  readonly manages: readonly string[];
  readonly teams: readonly MemberLink[];
  readonly enabled: boolean;
  /** Milliseconds since 1970; null: not yet. */
  readonly lastSignInAt: number | null;
  /** Milliseconds since 1970. */
  readonly joinedAt: number;
  readonly pending: EditState | null;
}
export interface MemberDetail extends Shown<Member> {
  readonly row: MemberRow;
  /** What gives every integration of this environment, those that are still to come included. */
  readonly wide: readonly Grant[];
  /** Every integration of this environment that the member reaches, with everything that gives it. */
  readonly reaches: readonly { readonly integration: IntegrationLink; readonly grants: readonly Grant[] }[];
}

export interface TeamRow extends MemberLink {
  readonly members: number;
  readonly integrations: readonly IntegrationLink[];
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly pending: EditState | null;
}
export interface TeamDetail extends Shown<Team> {
  readonly row: TeamRow;
  readonly members: readonly (MemberLink & { readonly email: string; readonly enabled: boolean })[];
  readonly integrations: readonly (IntegrationLink & { readonly level: 'manage' | 'monitor' })[];
}

export interface InvitationRow {
  readonly id: string;
  readonly email: string;
  /** What whoever accepts it becomes in this environment. */
  readonly role: MemberRole;
  /** What it gives one by one. */
  readonly integrations: readonly (IntegrationLink & { readonly level: 'manage' | 'monitor' })[];
  /** One that is sent again and not yet saved counts as pending. */
  readonly status: Invitation['status'];
  /** Null where they are gone. */
  readonly invitedBy: MemberLink | null;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  readonly expiresAt: number;
  readonly pending: EditState | null;
}
export interface InvitationDetail extends Shown<Invitation> {
  readonly row: InvitationRow;
}

/** A set of filters with a name (PRODUCT: Screens), as the address of its screen says it. */
export interface SavedView {
  readonly id: string;
  /** The table that it is of. */
  readonly screen: string;
  readonly name: string;
  readonly query: string;
  /** With the environment; otherwise it is this member's own. */
  readonly shared: boolean;
  readonly pending: EditState | null;
}

/** The counts that show everywhere, kept at hand. */
export interface Overview {
  readonly users: number;
  readonly disabledUsers: number;
  readonly invalidUsers: number;
  readonly connections: number;
  readonly invalidConnections: number;
  /** Activations whose latest run was an error. */
  readonly failures: number;
  readonly members: number;
  readonly teams: number;
  readonly integrations: readonly {
    readonly id: string;
    readonly record: Integration;
    readonly users: number;
    readonly activations: number;
    readonly failures: number;
  }[];
}
