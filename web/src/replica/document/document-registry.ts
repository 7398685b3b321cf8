/** Which epoch of each document is complete on this device; the switch from one to the next is one transaction. */
import { StorageFailed } from '../storage/deadline.ts';
import { documentDatabase } from '../storage/names.ts';
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
  epochOf(document: string): Promise<string | null> {
    return this.#tolerant('finding a document', async (db) => (await db.get('documents', document))?.epoch ?? null, null);
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
