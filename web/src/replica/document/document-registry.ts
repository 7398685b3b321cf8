/** Which epoch of each document is complete on this device; the switch from one to the next is one transaction. */
import { StorageFailed } from '../storage/deadline.ts';
import { documentDatabase, isDocumentOf } from '../storage/names.ts';
import type { StoredDocument } from '../storage/user-schema.ts';
import type { UserDatabase, UserStore } from '../storage/user-store.ts';
import { removeStore } from './document-store.ts';

export class DocumentRegistry {
  readonly #user: string;
  readonly #store: UserStore;

  constructor(user: string, store: UserStore) {
    this.#user = user;
    this.#store = store;
  }

  /** Null where there is none, or where storage does not answer (which the store reports). */
  stored(document: string): Promise<StoredDocument | null> {
    return this.#tolerant('finding a document', async (db) => (await db.get('documents', document)) ?? null, null);
  }

  async epochOf(document: string): Promise<string | null> {
    return (await this.stored(document))?.epoch ?? null;
  }

  /** The document on this device is of this version, and is no longer followed. */
  async reached(document: string, epoch: string, version: number): Promise<void> {
    await this.#tolerant(
      'keeping how far a document is',
      async (db) => {
        const tx = db.transaction('documents', 'readwrite');
        if ((await tx.store.get(document))?.epoch === epoch) await tx.store.put({ epoch, version }, document);
        await tx.done;
      },
      undefined,
    );
  }

  /** Deletes what is stored of documents, or of epochs, that should have gone before: a removal that failed is tried again (PERM-8). */
  async removeForgotten(): Promise<void> {
    const forgotten = await this.#tolerant(
      'listing documents',
      async (db) => {
        const [documents, rows] = await Promise.all([db.getAllKeys('documents'), db.getAll('documents')]);
        const kept = new Set(documents.map((document, i) => documentDatabase(this.#user, document, rows[i]?.epoch ?? '')));
        const names = (await indexedDB.databases()).flatMap(({ name }) => (name === undefined ? [] : [name]));
        return names.filter((name) => isDocumentOf(this.#user, name) && !kept.has(name));
      },
      [],
    );
    for (const name of forgotten) await this.#tolerant('removing a document', () => removeStore(name), undefined);
  }

  /** From now on this epoch is the one; what was stored of another is deleted. Null: nothing is stored. */
  async switchTo(document: string, epoch: string | null): Promise<void> {
    const before = await this.epochOf(document);
    if (before === epoch) return;
    await this.#tolerant(
      'switching a document',
      async (db) => void (await (epoch === null ? db.delete('documents', document) : db.put('documents', { epoch }, document))),
      undefined,
    );
    if (before !== null) await this.#tolerant('removing a document', () => removeStore(documentDatabase(this.#user, document, before)), undefined);
  }

  remove(document: string): Promise<void> {
    return this.switchTo(document, null);
  }

  /** A replica goes on in memory where storage fails; the store has said so already. */
  async #tolerant<T>(what: string, work: (database: UserDatabase) => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await this.#store.run(what, work);
    } catch (error) {
      if (error instanceof StorageFailed) return otherwise;
      throw error;
    }
  }
}
