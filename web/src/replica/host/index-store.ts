/**
 * The index's own memory for a warm start: a snapshot for each document, in a file, and a journal of what came
 * after it. What is lost here is only time: the document then tells the index everything again.
 */
import type { Change } from '@latchkey/shared/document/records';
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Known } from '../channel/document-channel.ts';
import type { IndexSnapshot } from '../index/index-snapshot.ts';
import { withDeadline } from '../storage/deadline.ts';
import { indexDatabase } from '../storage/names.ts';
import type { PieceFiles } from '../storage/piece-files.ts';
import { assemble, takeApart, type Piece, type PieceKind } from './pieces.ts';

export interface JournalRow extends Known {
  readonly document: string;
  readonly changes: readonly Change[];
}

interface Stored extends Known {
  /** What the snapshot is but for its pieces, which are in this file. */
  readonly outline: unknown;
  readonly file: string;
  readonly pieces: readonly { readonly kind: PieceKind; readonly length: number }[];
}

interface IndexSchema extends DBSchema {
  snapshots: { key: string; value: Stored };
  journal: { key: number; value: JournalRow; indexes: { document: string } };
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

/** A snapshot of 100,000 users takes longer to read or write than a database to open; in milliseconds. */
const PATIENCE = 60_000;

/** Each call @throws {import('../storage/deadline.ts').StorageFailed}. Once it is closed there is nothing, and nothing is done. */
export class IndexStore {
  readonly #user: string;
  readonly #files: PieceFiles;
  readonly #uuid: () => string;
  #database: Promise<IDBPDatabase<IndexSchema>> | null = null;
  #abandoned = false;
  #closed = false;

  constructor(user: string, files: PieceFiles, uuid: () => string) {
    this.#user = user;
    this.#files = files;
    this.#uuid = uuid;
  }

  load(document: string): Promise<StoredIndex | null> {
    return this.#run<StoredIndex | null>(null, async (db) => {
      const tx = db.transaction(['snapshots', 'journal']);
      const [stored, rows] = await Promise.all([
        tx.objectStore('snapshots').get(document),
        tx.objectStore('journal').index('document').getAll(document),
      ]);
      if (stored === undefined) return null;
      const bytes = await this.#files.read(stored.file, stored.pieces.map(({ length }) => length));
      if (bytes === null) return null;
      const pieces = stored.pieces.flatMap(({ kind }, i) => (bytes[i] === undefined ? [] : [{ kind, bytes: bytes[i] }]));
      const { known, changes } = replayable(stored, rows);
      return { known, snapshot: assemble(stored.outline, pieces) as IndexSnapshot, journal: changes, rows: rows.length };
    });
  }

  /** Those of which something is stored. */
  documents(): Promise<readonly string[]> {
    return this.#run<readonly string[]>([], (db) => db.getAllKeys('snapshots'));
  }

  append(row: JournalRow): Promise<void> {
    return this.#run(undefined, async (db) => void (await db.add('journal', row)));
  }

  /** The snapshot takes the place of the one before it and of all of its journal, in one transaction. */
  save(document: string, known: Known, snapshot: IndexSnapshot): Promise<void> {
    return this.#run(undefined, async (db) => {
      const { outline, pieces } = takeApart(snapshot);
      const file = `${document}.${this.#uuid()}`;
      // A tab that was closed while it wrote has left a part.
      await this.#files.remove(`${document}.`, (await db.get('snapshots', document))?.file);
      try {
        const lengths = await this.#files.write(file, this.#encoded(pieces));
        const stored = lengths === null ? null : { ...known, outline, file, pieces: pieces.map(({ kind }, i) => ({ kind, length: lengths[i] ?? 0 })) };
        await this.#replace(db, document, stored);
      } catch (error) {
        await this.#files.remove(file);
        if (this.#abandoned) return;
        throw error;
      }
      await this.#files.remove(`${document}.`, file);
    });
  }

  /** All of it is about to be deleted: what is being written ends at its next piece. */
  abandon(): void {
    this.#abandoned = true;
  }

  remove(document: string): Promise<void> {
    return this.#run(undefined, async (db) => {
      await this.#replace(db, document, null);
      await this.#files.remove(`${document}.`);
    });
  }

  /** For good: what is asked afterwards must not make the database again that is about to be deleted (CASE-47). */
  async close(): Promise<void> {
    this.#closed = true;
    const database = this.#database;
    this.#database = null;
    (await database?.catch(() => null /* it never opened, which whoever asked was told */))?.close();
  }

  *#encoded(pieces: readonly Piece[]): Generator<Uint8Array<ArrayBuffer>> {
    for (const { bytes } of pieces) {
      if (this.#abandoned) throw new Error('the index is about to be deleted');
      yield bytes();
    }
  }

  async #replace(db: IDBPDatabase<IndexSchema>, document: string, stored: Stored | null): Promise<void> {
    const tx = db.transaction(['snapshots', 'journal'], 'readwrite');
    const [snapshots, journal] = [tx.objectStore('snapshots'), tx.objectStore('journal')];
    await (stored === null ? snapshots.delete(document) : snapshots.put(stored, document));
    for (const key of await journal.index('document').getAllKeys(document)) void journal.delete(key);
    await tx.done;
  }

  #run<T>(closed: T, work: (db: IDBPDatabase<IndexSchema>) => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.resolve(closed);
    const open = async () =>
      openDB<IndexSchema>(indexDatabase(this.#user), 3, {
      upgrade(db) {
        for (const name of Array.from(db.objectStoreNames)) db.deleteObjectStore(name);
        db.createObjectStore('snapshots');
        db.createObjectStore('journal', { autoIncrement: true }).createIndex('document', 'document');
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
