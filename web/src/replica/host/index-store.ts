/**
 * The index's own memory for a warm start: a snapshot for each environment, and a journal of what came after it.
 * What is lost here is only time: the document then tells the index everything again.
 */
import type { Change } from '@latchkey/shared/document/records';
import { openDB, type DBSchema, type IDBPDatabase, type IDBPObjectStore } from 'idb';
import type { Known } from '../channel/document-channel.ts';
import type { IndexSnapshot } from '../index/index-snapshot.ts';
import { withDeadline } from '../storage/deadline.ts';
import { indexDatabase } from '../storage/names.ts';
import { assemble, takeApart } from './pieces.ts';

export interface JournalRow extends Known {
  readonly environment: string;
  readonly changes: readonly Change[];
}

interface IndexSchema extends DBSchema {
  /** What a snapshot is but for its pieces. */
  snapshots: { key: string; value: Known & { readonly outline: unknown; readonly pieces: number } };
  /** By environment and number. One value of 80 MB would be copied whole, and hold every query up meanwhile. */
  pieces: { key: [string, number]; value: unknown };
  journal: { key: number; value: JournalRow; indexes: { environment: string } };
}

export interface StoredIndex {
  readonly known: Known;
  readonly snapshot: IndexSnapshot;
  /** What came after the snapshot, in order. */
  readonly journal: readonly Change[];
  readonly rows: number;
}

/**
 * What a snapshot and its journal come to. Rows of another epoch, or that the snapshot holds already, are left
 * from a rewrite that was cut short.
 */
export function replayable(snapshot: Known, rows: readonly JournalRow[]): { readonly known: Known; readonly changes: readonly Change[] } {
  const later = rows.filter((row) => row.epoch === snapshot.epoch && row.version > snapshot.version);
  return {
    known: { epoch: snapshot.epoch, version: Math.max(snapshot.version, ...later.map((row) => row.version)) },
    changes: later.flatMap((row) => row.changes),
  };
}

type Written<Name extends 'snapshots' | 'pieces'> = IDBPObjectStore<IndexSchema, ('snapshots' | 'pieces' | 'journal')[], Name, 'readwrite'>;
interface Stores {
  readonly snapshots: Written<'snapshots'>;
  readonly pieces: Written<'pieces'>;
}

/** A snapshot of 100,000 users takes longer to read or write than a database to open; in milliseconds. */
const PATIENCE = 60_000;

/** Each call @throws {import('../storage/deadline.ts').StorageFailed} */
export class IndexStore {
  readonly #user: string;
  #database: Promise<IDBPDatabase<IndexSchema>> | null = null;

  constructor(user: string) {
    this.#user = user;
  }

  load(environment: string): Promise<StoredIndex | null> {
    return this.#run(async (db) => {
      const tx = db.transaction(['snapshots', 'pieces', 'journal']);
      const stored = await tx.objectStore('snapshots').get(environment);
      if (stored === undefined) return null;
      const numbers = Array.from({ length: stored.pieces }, (_, number) => number);
      const [pieces, rows] = await Promise.all([
        Promise.all(numbers.map((number) => tx.objectStore('pieces').get([environment, number]))),
        tx.objectStore('journal').index('environment').getAll(environment),
      ]);
      const { known, changes } = replayable(stored, rows);
      return { known, snapshot: assemble(stored.outline, pieces) as IndexSnapshot, journal: changes, rows: rows.length };
    });
  }

  append(row: JournalRow): Promise<void> {
    return this.#run(async (db) => void (await db.add('journal', row)));
  }

  /** The snapshot takes the place of the one before it and of all of its journal, in one transaction. */
  save(environment: string, known: Known, snapshot: IndexSnapshot): Promise<void> {
    return this.#replace(environment, async ({ snapshots, pieces: store }) => {
      const { outline, pieces } = takeApart(snapshot);
      await snapshots.put({ ...known, outline, pieces: pieces.length }, environment);
      // One by one: queries come in between.
      for (const [number, piece] of pieces.entries()) await store.put(piece, [environment, number]);
    });
  }

  remove(environment: string): Promise<void> {
    return this.#replace(environment, ({ snapshots }) => snapshots.delete(environment));
  }

  async close(): Promise<void> {
    const database = this.#database;
    this.#database = null;
    (await database?.catch(() => null /* it never opened, which whoever asked was told */))?.close();
  }

  #replace(environment: string, write: (stores: Stores) => Promise<unknown>): Promise<void> {
    return this.#run(async (db) => {
      const tx = db.transaction(['snapshots', 'pieces', 'journal'], 'readwrite');
      const [snapshots, pieces, journal] = [tx.objectStore('snapshots'), tx.objectStore('pieces'), tx.objectStore('journal')];
      await pieces.delete(IDBKeyRange.bound([environment], [environment, []]));
      await write({ snapshots, pieces });
      for (const key of await journal.index('environment').getAllKeys(environment)) void journal.delete(key);
      await tx.done;
    });
  }

  #run<T>(work: (db: IDBPDatabase<IndexSchema>) => Promise<T>): Promise<T> {
    const open = async () =>
      openDB<IndexSchema>(indexDatabase(this.#user), 1, {
      upgrade(db) {
        db.createObjectStore('snapshots');
        db.createObjectStore('pieces');
        db.createObjectStore('journal', { autoIncrement: true }).createIndex('environment', 'environment');
      },
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
        this.#database = null;
      },
      terminated: () => (this.#database = null),
    });
    const database = (this.#database ??= open());
    return withDeadline('the index', () => database.then(work), PATIENCE);
  }
}
