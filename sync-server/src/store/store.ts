/**
 * What the server keeps, and the only way to it. Rows are the truth (DOC-1). Implementations: SQLite; every
 * one passes `contract/contract.ts`. Asynchronous throughout, so that a store across a network can implement it.
 */
import type { Kind } from '@latchkey/shared/domain/kinds';
import type { Head, Value } from '@latchkey/shared/edits/merge';
import type { Verdict } from '@latchkey/shared/protocol/verdict';
import type { Link } from '../audit/chain.ts';
import type { AuditEntry, AuditFilter, AuditThreads, StoredAuditEntry, ThreadsPage } from './audit-log.ts';

export type Json = Readonly<Record<string, unknown>>;

/** A record with all by which it is found. Rows carry a hash of their text; a mismatch throws {@link CorruptRow}. */
export interface Row {
  readonly kind: Kind;
  readonly id: string;
  readonly workspace: string;
  /** Null for what belongs to the workspace as a whole. */
  readonly environment: string | null;
  /** The natural key, unique among the unremoved of (kind, environment ?? workspace): a connected user's external id. */
  readonly key: string | null;
  /**
   * The record whose removal takes this one along: the connected user of its own activation or connection,
   * the member of their own notices, devices and views.
   */
  readonly parent: string | null;
  readonly record: Json;
  /** Often-reported fields, for the kinds that have them. */
  readonly status: Json | null;
  /** Removed by itself. */
  readonly removed: boolean;
  /** Its parent is removed. A row shows in documents while neither holds. */
  readonly orphaned: boolean;
}

/** A head as kept: what `merge` needs, and what later edits and notices ask of it. */
export interface StoredHead extends Head {
  readonly device: string;
  readonly sequence: number;
  readonly member: string;
  readonly memberName: string;
  /** Document → version at which it was committed. */
  readonly versions: Readonly<Record<string, number>>;
  readonly name: string;
  readonly args: Readonly<Record<string, Value>>;
  readonly document: string;
}

export interface ElementKey {
  readonly kind: Kind;
  readonly id: string;
  readonly path: string;
}

export interface DocumentRow {
  readonly id: string;
  readonly workspace: string;
  readonly epoch: string;
  readonly version: number;
  /** The version of the last restore from a back-up; 0 where there was none (MERGE-6). */
  readonly restoredAt: number;
  /** Set when a row or the log of this document was found damaged: it is not served (DOC-7). */
  readonly quarantined: string | null;
}

export interface Snapshot {
  readonly epoch: string;
  readonly version: number;
  /** Frames (`document/frames.ts`), brotli-compressed. */
  readonly compressed: Uint8Array;
  /** Bytes of the frames before compression. */
  readonly bytes: number;
}

export interface LogEntry {
  readonly version: number;
  readonly update: Uint8Array;
}

/** What a link is good for. Of the link itself only the hash is kept. */
export interface Token {
  readonly purpose: 'invitation' | 'email';
  /** An invitation's id; a person's. One token for each is good: the latest. */
  readonly subject: string;
  readonly record: Json;
}

/** Keyset paging: rows come ordered by id; `after` is the last id of the page before. */
export interface Page {
  readonly after: string | null;
  readonly limit: number;
}

/** Kinds of records that name their integration. */
export type IntegrationKind = 'activation' | 'appAccount' | 'appTeam' | 'run';

/** Whose an activation or a connection is. Both null: of nobody. */
export interface Holder {
  readonly user: string | null;
  readonly account: string | null;
}

export interface Reader {
  workspace(id: string): Promise<Json | undefined>;
  workspaces(): Promise<readonly { readonly id: string; readonly record: Json }[]>;
  environment(id: string): Promise<Json | undefined>;
  /** In the order in which they were made. */
  environments(workspace: string): Promise<readonly { readonly id: string; readonly record: Json }[]>;

  /** Removed rows too. */
  row(kind: Kind, id: string): Promise<Row | undefined>;
  /** By natural key; unremoved only. `scope` is the environment, or the workspace for what has none. */
  rowByKey(kind: Kind, scope: string, key: string): Promise<Row | undefined>;
  /** The rows of a kind that show in documents, page by page. */
  rows(kind: Kind, scope: string, page: Page): Promise<readonly Row[]>;
  /** All of them without the damaged ones, which the store tells of: for what must go on beside damage. For kinds that are few. */
  soundRows(kind: Kind, scope: string): Promise<readonly Row[]>;
  /** The rows of a kind that show in documents and belong to an integration, page by page. */
  rowsOfIntegration(kind: IntegrationKind, integration: string, page: Page): Promise<readonly Row[]>;
  /** The activations or connections that show in documents and are of a user or of an account (null: those without that). */
  rowsHeldBy(kind: 'activation' | 'connection', environment: string, holder: Holder): Promise<readonly Row[]>;
  /** The runs of an integration beyond its latest `kept`, by when they were queued or started, that are over: ended, lapsed or removed. */
  runsBeyond(integration: string, kept: number): Promise<readonly Row[]>;
  /** The runs of an activation that wait or run. */
  runsUnderWay(activation: string): Promise<readonly Row[]>;
  /** How many runs of an integration are kept, removed ones too. */
  countRuns(integration: string): Promise<number>;
  /** The rows whose parent this is, removed ones too. */
  children(parent: string): Promise<readonly Row[]>;
  /** The unremoved membership rows of a person across workspaces. */
  membersOfUser(user: string): Promise<readonly Row[]>;
  /** The unremoved members of a workspace who go by an e-mail address, in whatever case. */
  membersOfAddress(workspace: string, address: string): Promise<readonly Row[]>;
  /** The unremoved app accounts that are matched to a member, in all environments. */
  accountsOfMember(member: string): Promise<readonly Row[]>;
  /**
   * The names of the rows that show and have waited for too long by `at` (ISO 8601), see `records/deadline.ts`; those
   * that waited longest first. Names only: one damaged row must not hide the others.
   */
  overdue(at: string): Promise<readonly Pick<Row, 'kind' | 'id'>[]>;

  heads(element: ElementKey): Promise<readonly StoredHead[]>;
  /** The stored verdict for an edit of a person, with the hash of the content that it was for. */
  verdict(user: string, device: string, edit: string): Promise<{ readonly content: string; readonly verdict: Verdict } | undefined>;

  document(id: string): Promise<DocumentRow | undefined>;
  documents(): Promise<readonly DocumentRow[]>;
  /** Those of a workspace that were found damaged. */
  quarantined(workspace: string): Promise<readonly DocumentRow[]>;
  knowsEpoch(document: string, epoch: string): Promise<boolean>;
  snapshot(document: string): Promise<Snapshot | undefined>;
  /** Whether a snapshot or a log of the document's present epoch is kept; without, it exists only as rows. */
  isStored(document: string): Promise<boolean>;
  /** Entries of the document's present epoch with `version` > `after`, in order. */
  log(document: string, after: number): Promise<readonly LogEntry[]>;

  token(hash: string): Promise<Token | undefined>;
  tokenOf(purpose: Token['purpose'], subject: string): Promise<Token | undefined>;
  /**
   * Latest first; all, or those that match.
   * @param damaged told the sequence of each entry of the page that is not as it was written; that is passed over
   */
  audit(workspace: string, page: { readonly before: number | null; readonly limit: number }, filter?: AuditFilter, damaged?: (sequence: number) => void): Promise<readonly StoredAuditEntry[]>;
  /** The links of the chain, the damaged ones too, in ascending order. @param after a sequence; 0 for the first page */
  auditChain(workspace: string, page: { readonly after: number; readonly limit: number }): Promise<readonly Link[]>;
  auditThreads(workspace: string, filter: AuditFilter, page: ThreadsPage): Promise<AuditThreads>;
  apiKeyByHash(hash: string): Promise<{ readonly id: string; readonly record: Json } | undefined>;
  apiKeys(workspace: string): Promise<readonly { readonly id: string; readonly record: Json }[]>;
}

export interface Transaction extends Reader {
  putWorkspace(id: string, record: Json): Promise<void>;
  putEnvironment(id: string, record: Json): Promise<void>;
  /** @throws {DuplicateKey} if another unremoved row of that kind and scope has the key */
  putRow(row: Row): Promise<void>;
  /** Takes a row away for good, with its heads, for what is kept for a while only: everything else is marked as removed. */
  deleteRow(kind: Kind, id: string): Promise<void>;
  putHeads(element: ElementKey, heads: readonly StoredHead[]): Promise<void>;
  putVerdict(user: string, device: string, edit: string, content: string, verdict: Verdict): Promise<void>;

  putDocument(document: Omit<DocumentRow, 'quarantined'>): Promise<void>;
  /** What was damaged has been found whole again. */
  liftQuarantine(document: string): Promise<void>;
  /** Edits that name an epoch of before count as if they had seen what a restored back-up holds (MERGE-6). */
  forgetEpochs(document: string): Promise<void>;
  appendLog(document: string, epoch: string, version: number, update: Uint8Array): Promise<void>;
  /** Replaces the document's snapshot; the log up to and with `keepAfter`, and that of other epochs, goes. */
  putSnapshot(document: string, snapshot: Snapshot, keepAfter: number): Promise<void>;

  /** Chains and appends. */
  appendAudit(entry: AuditEntry): Promise<void>;
  /** Takes the place of the token of the same purpose and subject. */
  putToken(hash: string, token: Token): Promise<void>;
  deleteToken(purpose: Token['purpose'], subject: string): Promise<void>;
  putApiKey(id: string, hash: string, workspace: string, record: Json): Promise<void>;
  deleteApiKey(workspace: string, id: string): Promise<boolean>;
}

export interface Store {
  /**
   * Runs `work` in one transaction, alone among writers. It may only await the store: what it awaits
   * elsewhere would hold the lock. COMMIT before the promise resolves, durable (fsync).
   * @throws what `work` throws, after ROLLBACK; {@link StorageFull} where the disk is full
   */
  transact<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /** Runs `work` on one consistent state, beside a writer. */
  read<T>(work: (reader: Reader) => Promise<T>): Promise<T>;
  /**
   * Marks a document as damaged, outside the transaction that found it. Of one that has no row yet, one is made, at the
   * version that its log and snapshot had reached; a document of nothing that there is stays without.
   * @param epoch of such a row
   */
  quarantine(document: string, why: string, epoch: string): Promise<void>;
  close(): Promise<void>;
}

/** A natural key that another record has. */
export class DuplicateKey extends Error {
  override readonly name = 'DuplicateKey';
}
/** What was read does not match its hash, or can not be read at all: the disk or someone changed it (CASE-39). */
export class CorruptRow extends Error {
  override readonly name = 'CorruptRow';
  /** The document of what was hit, where it can be told. */
  readonly document: string | null;

  constructor(message: string, document: string | null, options?: ErrorOptions) {
    super(message, options);
    this.document = document;
  }
}
/** The disk is full: reads go on, writes answer 503 until there is room (CASE-38). */
export class StorageFull extends Error {
  override readonly name = 'StorageFull';
}
