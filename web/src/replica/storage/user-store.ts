/** Access to the user's database that says when it fails, and opens it again when it was closed under us (CASE-43). */
import { openDB, type IDBPDatabase } from 'idb';
import { type StorageFailed, withDeadline } from './deadline.ts';
import { userDatabase } from './names.ts';
import { USER_SCHEMA_VERSION, type UserSchema } from './user-schema.ts';

export type UserDatabase = IDBPDatabase<UserSchema>;

/** Opens the database; `closed` is called if the browser or another tab closes it. */
export const openUserDatabase = async (user: string, closed: () => void): Promise<UserDatabase> =>
  openDB<UserSchema>(userDatabase(user), USER_SCHEMA_VERSION, {
    upgrade(db) {
      db.createObjectStore('device');
      db.createObjectStore('session');
      db.createObjectStore('contact');
      const outbox = db.createObjectStore('outbox', { autoIncrement: true });
      outbox.createIndex('state', 'state');
      outbox.createIndex('id', 'edit.id', { unique: true });
      db.createObjectStore('threads').createIndex('at', 'at');
      db.createObjectStore('untold');
      db.createObjectStore('documents');
    },
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
      closed();
    },
    terminated: closed,
  });

export type StorageHealth = { readonly kind: 'good' } | { readonly kind: 'failing'; readonly message: string };

export class UserStore {
  #database: Promise<UserDatabase> | null = null;
  #health: StorageHealth = { kind: 'good' };
  readonly #user: string;
  readonly #changed: (health: StorageHealth) => void;

  constructor(user: string, changed: (health: StorageHealth) => void) {
    this.#user = user;
    this.#changed = changed;
  }

  get health(): StorageHealth {
    return this.#health;
  }

  /**
   * Does `work` with the open database. A failure is remembered until something succeeds.
   * @param work told by the signal that it took too long: nobody waits for it any more
   * @throws {StorageFailed}
   */
  async run<T>(what: string, work: (database: UserDatabase, late: AbortSignal) => Promise<T>): Promise<T> {
    const late = new AbortController();
    const database = (this.#database ??= openUserDatabase(this.#user, () => {
      this.#database = null;
      this.#become({ kind: 'failing', message: "This browser closed Latchkey's storage." });
    }));
    try {
      const result = await withDeadline(what, () =>
        database.then((open) => {
          late.signal.throwIfAborted();
          return work(open, late.signal);
        }),
      );
      this.#become({ kind: 'good' });
      return result;
    } catch (error) {
      const failed = error as StorageFailed;
      late.abort();
      database.then((open) => open.close()).catch(() => undefined /* already reported: it never opened */);
      if (this.#database === database) this.#database = null;
      this.#become({ kind: 'failing', message: failed.message });
      throw failed;
    }
  }

  async close(): Promise<void> {
    const database = this.#database;
    this.#database = null;
    (await database)?.close();
  }

  #become(health: StorageHealth): void {
    const same = health.kind === this.#health.kind && (health.kind === 'good' || health.message === (this.#health as { message?: string }).message);
    this.#health = health;
    if (!same) this.#changed(health);
  }
}
