/**
 * What the page asks of the replica, and what it is told. The replica lives in a worker and holds all data;
 * the page holds a page of rows. Nothing here knows Yjs, IndexedDB or the network.
 */
import type { Notice } from '@latchkey/shared/domain/notice';
import type { Value } from '@latchkey/shared/edits/merge';
import type { Session } from '@latchkey/shared/protocol/http';
import type { Presence, PresenceClaim } from '@latchkey/shared/protocol/presence';
import type { EnvironmentTables, Overview, SavedView } from './environment-rows.ts';
import type { IntegrationTableName, IntegrationTables } from './integration-rows.ts';

// ---- queries -----------------------------------------------------------------------------------

/** Those of an environment, and those of an integration in it. */
export type Tables = EnvironmentTables & IntegrationTables;
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
  /** A page of an integration that is not on screen, as it stands on this device and without opening it; null where it is not here. `changed` says once that it is no longer so. */
  peek<T extends IntegrationTableName>(table: T, place: string, query: PageQuery): Promise<Page<RowOf<T>> | null>;
  /** Brings what the server has changed of an environment's integrations to this device, of those that are on it and not on screen. */
  look(environment: string): Promise<void>;
  /** Null once it is removed, also by an unsaved edit. */
  detail<T extends TableName>(table: T, place: string, id: string): Promise<DetailOf<T> | null>;
}

// ---- edits -------------------------------------------------------------------------------------

/** What a page asks to be done; the replica makes the envelope. */
export interface EditRequest {
  readonly name: string;
  readonly args: Readonly<Record<string, Value>>;
}

/** One that was made: of some elements only the document says of which integration they are. */
export interface MadeRequest extends EditRequest {
  /** Absent in what an older version of the app kept. */
  readonly document?: string | undefined;
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

/** What was done on this device, as one thread. */
export interface Change {
  readonly thread: string;
  /** Milliseconds since 1970, on this device. */
  readonly at: number;
  readonly environment: string;
  /** Its first edit, what that is about, and what its ids are called. */
  readonly request: MadeRequest;
  readonly subject: string;
  readonly names: Readonly<Record<string, string>>;
  /** How many records it is about, and of how many of them it can be taken back. */
  readonly records: number;
  readonly undoable: number;
  /** Why not of the others; null: of all. */
  readonly why: string | null;
}

export type EditEvent =
  | { readonly kind: 'saved'; readonly edit: string; readonly thread: string }
  | {
      readonly kind: 'superseded';
      readonly edit: string;
      readonly thread: string;
      readonly request: MadeRequest;
      readonly subject: string;
      readonly by: string;
      readonly rule: 'restrictive' | 'latest';
      readonly stands: Value;
    }
  | {
      readonly kind: 'refused';
      readonly edit: string;
      readonly thread: string;
      readonly request: MadeRequest;
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
    /** What is on this device is being read. */
    | { readonly kind: 'opening' }
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
  | { readonly kind: 'signed-out'; readonly why: 'asked' | 'ended' | 'revoked'; readonly lost: number }
  | { readonly kind: 'signed-out'; readonly why: 'wiped'; readonly lost: number; readonly user: string }
  /** Their data and so many unsent edits stay, unseen, until they sign in again: OUT-8, OUT-10. */
  | { readonly kind: 'signed-out'; readonly why: 'unrecognised' | 'lapsed'; readonly waiting: number }
  | { readonly kind: 'signed-in'; readonly session: Session };

export interface ReplicaEvents {
  readonly account: Account;
  readonly sync: SyncState;
  /** The rows of this place, or what a peek into it told, have changed: ask again. At most once a frame. Null: any may have, since another tab leads. */
  readonly changed: { readonly place: string | null };
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

  /** A request that names a document is made there, where its record can be edited through it. */
  edit(environment: string, requests: readonly MadeRequest[]): Promise<Kept>;
  /**
   * Takes a thread back with edits of its own: each element that still has what the thread set gets what it
   * had before. Edits that were never sent are simply withdrawn.
   */
  undo(thread: string): Promise<Undone>;

  /** What was done on this device and can be taken back, or why not, the latest first; of a thread that it does not remember nothing. */
  changes(which: { readonly most: number } | { readonly thread: string }): Promise<readonly Change[]>;
  /** For each request what its ids are called, as far as this device knows. */
  names(environment: string, requests: readonly MadeRequest[]): Promise<readonly Readonly<Record<string, string>>[]>;

  presence(claim: PresenceClaim): void;
  storage(): Promise<{ readonly usage: number; readonly quota: number; readonly persistent: boolean }>;
  /** Asks the browser to keep the data; must be called after a person did something. */
  persist(): Promise<boolean>;
  /** Resolves when no write to the outbox is under way: an update of the app may reload now (CASE-49). */
  settled(): Promise<void>;
}
