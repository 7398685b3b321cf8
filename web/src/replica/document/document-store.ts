/**
 * One epoch of a document in IndexedDB, kept by y-indexeddb.
 *
 * y-indexeddb 9.0.12 never settles if its database does not open, and cannot say that a write failed. So the
 * database is opened here first, with a deadline; a marker says whether what is in it is complete; and a
 * snapshot is written by us, chunk by chunk, before the marker. Its own later writes fail as unhandled
 * rejections, which the worker listens for (document.worker.ts); the replica then still has the document.
 */
import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { IndexeddbPersistence } from 'y-indexeddb';
import type * as Y from 'yjs';
import { withDeadline } from '../storage/deadline.ts';

/** The layout that y-indexeddb makes and expects. */
interface YIndexeddb extends DBSchema {
  updates: { key: number; value: Uint8Array };
  custom: { key: string; value: string };
}

export const COMPLETE = 'complete';
/** Reading 64 MB on a slow phone takes a while; longer than this it will not come. */
export const HYDRATION_DEADLINE = 60_000;

export const openDatabase = (name: string): Promise<IDBPDatabase<YIndexeddb>> =>
  withDeadline(
    'opening a document',
    () => openDB<YIndexeddb>(name, 1, {
      upgrade(db) {
        db.createObjectStore('updates', { autoIncrement: true });
        db.createObjectStore('custom');
      },
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    }),
  );

export interface DocumentStore {
  close(): Promise<void>;
}

export interface NewDocumentStore extends DocumentStore {
  /** Resolves once it is on the device. @throws {StorageFailed} */
  write(chunk: Uint8Array): Promise<void>;
  /** After the last chunk; from now on updates are kept. @throws {StorageFailed} */
  complete(): Promise<void>;
}

/**
 * Loads what is stored, without y-indexeddb listening yet: while it listens, Yjs encodes all that is applied once
 * more, only for it to be told that it has that already. `listen` starts it.
 */
async function attach(name: string, doc: Y.Doc): Promise<{ readonly listen: () => void; readonly close: () => Promise<void> }> {
  const persistence = new IndexeddbPersistence(name, doc);
  doc.off('update', persistence._storeUpdate);
  await withDeadline('reading a document', () => persistence.whenSynced, HYDRATION_DEADLINE);
  return { listen: () => doc.on('update', persistence._storeUpdate), close: () => persistence.destroy() };
}

/**
 * Loads a complete document into `doc`, which must be empty, and keeps its updates from now on.
 * @returns null where what is stored is not complete; then it has been deleted (CASE-48)
 * @throws {StorageFailed}
 */
export async function loadStore(name: string, doc: Y.Doc): Promise<DocumentStore | null> {
  const database = await openDatabase(name);
  const complete = await withDeadline('opening a document', () => database.get('custom', COMPLETE)).finally(() => database.close());
  if (complete === undefined) {
    await removeStore(name);
    return null;
  }
  const { listen, close } = await attach(name, doc);
  listen();
  return { close };
}

/**
 * Makes an empty store for `doc`, which must be empty; whatever had the name before is deleted.
 * @throws {StorageFailed}
 */
export async function createStore(name: string, doc: Y.Doc): Promise<NewDocumentStore> {
  await removeStore(name);
  const database = await openDatabase(name);
  const { listen, close } = await attach(name, doc);
  const put = async (work: (tx: ReturnType<typeof transact>) => Promise<unknown>): Promise<void> => {
    await withDeadline('keeping a document', () => {
      const tx = transact();
      return Promise.all([work(tx), tx.done]);
    });
  };
  const transact = () => database.transaction(['updates', 'custom'], 'readwrite');
  return {
    write: (chunk) => put((tx) => tx.objectStore('updates').add(chunk)),
    complete: async () => {
      await put((tx) => tx.objectStore('custom').put('yes', COMPLETE));
      listen();
    },
    close: async () => {
      database.close();
      await close();
    },
  };
}

/** @throws {StorageFailed} */
export const removeStore = (name: string): Promise<void> => withDeadline('removing a document', () => deleteDB(name));

