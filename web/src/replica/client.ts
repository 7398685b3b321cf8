/**
 * What the page asks of the replica, and what it is told. The replica lives in a worker and holds all data;
 * the page holds a page of rows. Nothing here knows Yjs, IndexedDB or the network.
 */
import type { Activation, ActivationStatus } from '@latchkey/shared/domain/activation';
import type { ConnectedUser, ConnectedUserStatus } from '@latchkey/shared/domain/connected-user';
import type { Connection } from '@latchkey/shared/domain/connection';
import type { Integration, SharingLevel } from '@latchkey/shared/domain/integration';
import type { Invitation } from '@latchkey/shared/domain/invitation';
import type { Member } from '@latchkey/shared/domain/member';
import type { Notice } from '@latchkey/shared/domain/notice';
import type { ActivationSwitch } from '@latchkey/shared/domain/running';
import type { Team } from '@latchkey/shared/domain/team';
import type { Value } from '@latchkey/shared/edits/merge';
import type { Session } from '@latchkey/shared/protocol/http';
import type { Presence, PresenceClaim } from '@latchkey/shared/protocol/presence';
import type { IntegrationTables } from './integration-rows.ts';

export type ConnectionStatus = 'none' | 'valid' | 'invalid';

/** How an edit of this device stands. `saved` is told once, as an event; afterwards the record is simply so. */
export type EditState =
  /** In the outbox, durably. */
  | { readonly kind: 'kept' }
  | { readonly kind: 'sending' };

// ---- queries -----------------------------------------------------------------------------------

/** The tables: what the page sees of a row, and of the one that is open. Those of an environment, and those of an integration in it. */
export interface Tables extends IntegrationTables {
  readonly users: { readonly row: UserRow; readonly detail: UserDetail };
  readonly integrations: { readonly row: IntegrationRow; readonly detail: IntegrationDetail };
  readonly activations: { readonly row: ActivationRow; readonly detail: ActivationDetail };
  readonly connections: { readonly row: ConnectionRow; readonly detail: ConnectionDetail };
  readonly members: { readonly row: MemberRow; readonly detail: MemberDetail };
  readonly teams: { readonly row: TeamRow; readonly detail: TeamDetail };
  readonly invitations: { readonly row: InvitationRow; readonly detail: InvitationDetail };
}
export type TableName = keyof Tables;
export type RowOf<T extends TableName> = Tables[T]['row'];
export type DetailOf<T extends TableName> = Tables[T]['detail'];

/** A filter on one column. */
export type Condition =
  /** A row with any of these labels. */
  | { readonly kind: 'any'; readonly of: readonly string[] }
  /** Inclusive; null: open. Moments are milliseconds since 1970. */
  | { readonly kind: 'between'; readonly from: number | null; readonly to: number | null }
  /** Every word typed occurs in the column's text (QUERY-1). */
  | { readonly kind: 'words'; readonly text: string };

/** All of it comes from the URL. */
export interface PageQuery {
  /** Words, as typed; every one must occur in a field that the table searches (QUERY-1). */
  readonly search: string;
  /** Column → what must hold there; a column without a filter is absent. */
  readonly filters: Readonly<Record<string, Condition>>;
  /** `by`: a column. */
  readonly sort: { readonly by: string; readonly descending: boolean };
  /** From 1. */
  readonly page: number;
  readonly size: number;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** How many match the filters; exact. */
  readonly count: number;
  /** How many there are without any filter; exact. */
  readonly total: number;
  /** The page that was given: the last one, where the page asked for is past the end. */
  readonly page: number;
  /** Column → label → how many rows that choice would leave, the other filters staying as they are; none is left out. */
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/**
 * What can be asked of every table. `place` is the name of a document: an environment's, or `integrationDocument(id)`
 * for the tables of one integration, which answers those of its environment too, as far as whoever asks may read them.
 */
export interface TableQueries {
  page<T extends TableName>(table: T, place: string, query: PageQuery): Promise<Page<RowOf<T>>>;
  /** Ids of all that match, in order: for 'select all 4,998'. */
  ids(table: TableName, place: string, query: PageQuery): Promise<readonly string[]>;
  /** All rows that match, in order: for the export. */
  rows<T extends TableName>(table: T, place: string, query: PageQuery): Promise<readonly RowOf<T>[]>;
  /** Null once it is removed, also by an unsaved edit. */
  detail<T extends TableName>(table: T, place: string, id: string): Promise<DetailOf<T> | null>;
}

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

// ---- edits -------------------------------------------------------------------------------------

/** What a page asks to be done; the replica makes the envelope. */
export interface EditRequest {
  readonly name: string;
  readonly args: Readonly<Record<string, Value>>;
}

/** Resolved only once every edit is durably in the outbox (OUT-1). */
export interface Kept {
  /** All that was asked together; `undo` takes it back as one. */
  readonly thread: string;
  readonly edits: readonly string[];
}

/** What became of taking a thread back. */
export interface Undone extends Kept {
  /** For whoever asked: of what it was taken back, of what not, and why. */
  readonly said: string;
}

export type EditEvent =
  | { readonly kind: 'saved'; readonly edit: string; readonly thread: string }
  | {
      readonly kind: 'superseded';
      readonly edit: string;
      readonly thread: string;
      readonly request: EditRequest;
      readonly subject: string;
      readonly by: string;
      readonly rule: 'restrictive' | 'latest';
      readonly stands: Value;
    }
  | {
      readonly kind: 'refused';
      readonly edit: string;
      readonly thread: string;
      readonly request: EditRequest;
      readonly subject: string;
      readonly message: string;
    };

// ---- state -------------------------------------------------------------------------------------

/** The one place that says how things are (LOOK: sync state). */
export interface SyncState {
  readonly link:
    /** The server answered a moment ago. */
    | { readonly kind: 'online' }
    | { readonly kind: 'connecting' }
    | { readonly kind: 'offline' };
  /** What is on screen. */
  readonly document:
    | { readonly kind: 'absent' }
    /** A snapshot arrives; bytes before compression. */
    | { readonly kind: 'arriving'; readonly bytes: number; readonly of: number }
    /** Rows show; what the server has since is still to come (or can not, offline). */
    | { readonly kind: 'stale' }
    | { readonly kind: 'current' };
  /** Edits in the outbox, those being sent included. */
  readonly waiting: number;
  readonly sending: number;
  /** Of all documents that this person may read, how many are on this device for use without a network. */
  readonly documents: { readonly here: number; readonly of: number };
  /** Storage that does not keep: blocked, full, closed. Then nothing is called kept. */
  readonly storage: { readonly kind: 'good'; readonly persistent: boolean } | { readonly kind: 'failing'; readonly message: string };
}

/** Who is signed in, as last heard from the server. */
export type Account =
  | { readonly kind: 'loading' }
  | { readonly kind: 'signed-out'; readonly why: 'never' }
  /** Their data has gone, and with it so many edits that were not sent. */
  | { readonly kind: 'signed-out'; readonly why: 'asked' | 'revoked'; readonly lost: number }
  | { readonly kind: 'signed-out'; readonly why: 'wiped'; readonly lost: number; readonly user: string }
  /** Their data and so many unsent edits stay, unseen, until they sign in again: OUT-8, OUT-10. */
  | { readonly kind: 'signed-out'; readonly why: 'ended' | 'unrecognised' | 'lapsed'; readonly waiting: number }
  | { readonly kind: 'signed-in'; readonly session: Session };

export interface ReplicaEvents {
  readonly account: Account;
  readonly sync: SyncState;
  /** The rows of this place have changed: ask again. At most once a frame. */
  readonly changed: { readonly place: string };
  readonly edit: EditEvent;
  readonly presence: readonly Presence[];
  readonly notices: readonly { readonly id: string; readonly notice: Notice }[];
}

/** Every call may reject with an Error whose message can be shown. */
export interface Replica extends TableQueries {
  on<K extends keyof ReplicaEvents>(event: K, listener: (value: ReplicaEvents[K]) => void): () => void;

  /** After sign-in, or to look again: asks the server for the session and opens this user's databases. */
  refreshAccount(): Promise<Account>;
  /** Removes this user's data from the device and ends the sign-in (also offline: the server is told at the next contact). */
  signOut(options: { readonly everywhere: boolean }): Promise<void>;
  /** Edits that are still in the outbox, for export before signing out. */
  unsent(): Promise<readonly EditRequest[]>;

  /** Makes this place the one on screen (see {@link TableQueries}): follows its documents, and says who else is there. */
  open(place: string): Promise<void>;
  overview(environment: string): Promise<Overview>;
  /** Those of the environment and this member's own there, by name. */
  views(environment: string): Promise<readonly SavedView[]>;

  edit(environment: string, requests: readonly EditRequest[]): Promise<Kept>;
  /**
   * Takes a thread back with edits of its own: each element that still has what the thread set gets what it
   * had before. Edits that were never sent are simply withdrawn.
   */
  undo(thread: string): Promise<Undone>;

  presence(claim: PresenceClaim): void;
  storage(): Promise<{ readonly usage: number; readonly quota: number; readonly persistent: boolean }>;
  /** Asks the browser to keep the data; must be called after a person did something. */
  persist(): Promise<boolean>;
  /** Resolves when no write to the outbox is under way: an update of the app may reload now (CASE-49). */
  settled(): Promise<void>;
}
