/** What the edits of one batch share: the transaction, what it has changed so far, and the time. */
import type { Actor } from '@latchkey/shared/permissions';
import { actorFor } from '../documents/access.ts';
import { project, type ChangeSet } from '../documents/projection.ts';
import { documentsOf } from '../documents/surroundings.ts';
import type { AuditEntry } from '../store/audit-log.ts';
import type { DocumentRow, Row, Transaction } from '../store/store.ts';
import type { Sender } from './desk.ts';
import { remembering } from './remembering.ts';

export interface BatchOptions {
  readonly transaction: Transaction;
  readonly sender: Sender;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly id: () => string;
}

export class Batch {
  readonly transaction: Transaction;
  readonly sender: Sender;
  readonly now: number;
  readonly id: () => string;
  readonly changes: ChangeSet = new Map();
  /** What followed from the edit at hand, to go on record after it. */
  #followed: AuditEntry[] = [];
  readonly #documents = new Map<string, DocumentRow | undefined>();

  constructor({ transaction, sender, now, id }: BatchOptions) {
    this.transaction = remembering(transaction);
    this.sender = sender;
    this.now = now;
    this.id = id;
  }

  /** ISO 8601. */
  get at(): string {
    return new Date(this.now).toISOString();
  }

  /** The document as it was before this batch; undefined where it was never written. */
  async document(id: string): Promise<DocumentRow | undefined> {
    if (!this.#documents.has(id)) this.#documents.set(id, await this.transaction.document(id));
    return this.#documents.get(id);
  }

  /** The actor that a row of kind `member` makes, by the rights of now (PERM-6). */
  async actorOf(row: Row): Promise<Actor> {
    return actorFor(this.transaction, row);
  }

  async membersMayInvite(workspace: string): Promise<boolean> {
    return (await this.transaction.workspace(workspace))?.['membersMayInvite'] === true;
  }

  async documentsOf(row: Row): Promise<readonly string[]> {
    return documentsOf(this.transaction, row);
  }

  /**
   * Writes a row and what it changes in documents. Each of them gets a version for it, even where it reads the
   * same: who knows only the version before has not seen this (MERGE-2).
   * @returns document → the version at which it shows; of a damaged document, the one in which it is made anew
   */
  async put(before: Row | undefined, after: Row): Promise<Readonly<Record<string, number>>> {
    await this.transaction.putRow(after);
    await project(this.changes, this.transaction, before, after);
    const versions: Record<string, number> = {};
    for (const document of await this.documentsOf(after)) {
      if (!this.changes.has(document)) this.changes.set(document, []);
      versions[document] = await this.versionNext(document);
    }
    return versions;
  }

  record(entry: AuditEntry): void {
    this.#followed.push(entry);
  }

  /** Puts an edit on record, and what followed from it. */
  async recordEdit(entry: AuditEntry): Promise<void> {
    const followed = this.#followed;
    this.#followed = [];
    for (const each of [entry, ...followed]) await this.transaction.appendAudit(each);
  }

  /** The version that this batch gives to the document, if it touches it. */
  async versionNext(document: string): Promise<number> {
    return ((await this.document(document))?.version ?? 0) + 1;
  }

  /** Whether the document is served: then what is committed now shows at {@link versionNext}. */
  async isServed(document: string): Promise<boolean> {
    return ((await this.document(document))?.quarantined ?? null) === null;
  }
}
