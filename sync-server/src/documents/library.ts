/** The documents of this process: the one writer of each, and whoever follows it. */
import type { Change } from '@latchkey/shared/document/records';
import type { WebSocket } from 'ws';
import type { DocumentRow, Snapshot, Transaction } from '../store/store.ts';

/** What one commit changes, document by document; collected by the desk, REST and the import alike. */
export interface Library {
  /**
   * Inside a store transaction: writes the changes to each document's log and raises its version by one.
   * The in-memory documents are changed at once and discarded if the transaction fails; nothing is
   * broadcast before {@link Publication.committed}.
   * @param absent what to do about documents that are stored and not in memory
   * @throws {NotLoaded} where those are refused; then nothing was changed
   */
  write(transaction: Transaction, changes: ReadonlyMap<string, readonly Change[]>, absent?: 'load' | 'refuse'): Promise<Publication>;
  /** Takes documents into memory, outside of any transaction: whoever writes would hold up all other writers meanwhile (DOC-9). Damaged ones are passed over. */
  load(documents: readonly string[]): Promise<void>;
  /** A snapshot fit to be sent: at most a few hundred log entries behind. Made when there is none. */
  snapshot(document: string): Promise<Snapshot>;
  /** Epoch and version, or undefined where there is no such document. @throws {Quarantined} */
  state(document: string): Promise<DocumentRow | undefined>;
  /**
   * Takes over an open socket whose upgrade was allowed: answers it, sends it every later commit, and
   * closes it with a code of {@link import('@latchkey/shared/protocol/close-codes').CloseCode}.
   */
  attach(socket: WebSocket, opening: Opening): void;
  /**
   * Closes the sessions of a user (of one sign-in, where given) with 4401: they signed out. Changed rights
   * need no call: a commit that writes a member closes what that member may no longer read.
   */
  revoke(user: string, signIn: string | null): void;
  /**
   * Logs damage, marks the document that holds it and stops serving that. May be called inside a transaction; takes effect after it.
   * @param document null where the damage is in no single document: all are served on
   */
  damaged(document: string | null, why: string): void;
  /** Closes every session with 1001 and writes nothing more. */
  close(): Promise<void>;
}

/** Who follows which document from where; all of it checked before the upgrade (SYNC-3). */
export interface Opening {
  readonly member: { readonly id: string; readonly name: string };
  readonly user: string;
  readonly signIn: string;
  /** That of the member and of the document. */
  readonly workspace: string;
  readonly document: string;
  /** What the client has: the tail of the log after it is sent. Null: a stock client, answered by its state vector. */
  readonly from: { readonly epoch: string; readonly version: number } | null;
}

export interface Publication {
  /** Document → its new version. */
  readonly versions: Readonly<Record<string, number>>;
  /** After COMMIT: broadcasts. */
  committed(): void;
  /** After ROLLBACK: the in-memory documents are loaded anew when next needed. */
  discarded(): void;
}

/** Documents that have to be loaded before they can be written. */
export class NotLoaded extends Error {
  override readonly name = 'NotLoaded';
  readonly documents: readonly string[];

  constructor(documents: readonly string[]) {
    super(`not in memory: ${documents.join(', ')}`);
    this.documents = documents;
  }
}

/** The document was found damaged, or needs what is, and is not served (DOC-7). */
export class Quarantined extends Error {
  override readonly name = 'Quarantined';
}
