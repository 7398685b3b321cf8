/** One SQLite connection: how it is opened, its prepared statements, and what its errors mean to a store. */
import { fold } from '@latchkey/shared/domain/fold';
import { deedOf } from '@latchkey/shared/protocol/deeds';
import Database from 'better-sqlite3';
import { CorruptRow, StorageFull } from '../store.ts';

type Parameter = string | number | null | Uint8Array;
export type Columns = Readonly<Record<string, Parameter>>;

export interface Connection {
  readonly database: Database.Database;
  get(sql: string, ...parameters: readonly Parameter[]): Columns | undefined;
  all(sql: string, ...parameters: readonly Parameter[]): readonly Columns[];
  /** @returns how many rows it changed */
  run(sql: string, ...parameters: readonly Parameter[]): number;
}

/** The store's word for what SQLite reports; what it has no word for stays as it is. */
export function translate(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  if (error.code === 'SQLITE_FULL') return new StorageFull('the disk is full: nothing was written', { cause: error });
  if (error.code.startsWith('SQLITE_CORRUPT') || error.code === 'SQLITE_NOTADB') {
    return new CorruptRow(`the database can not be read: ${error.message}`, null, { cause: error });
  }
  return error;
}

/** Wraps an open database. Statements are prepared once, by their text. */
export function connect(path: string, readonly: boolean): Connection {
  const database = new Database(path, { readonly });
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL'); // in WAL: an fsync at every commit, not only at checkpoints
  database.pragma('cell_size_check = ON'); // finds some damaged pages before they are believed
  database.pragma('cache_size = -65536');
  // What the audit log is in the order of (AUDIT-3).
  const folded = (text: unknown): string | null => (typeof text === 'string' ? fold(text) : null);
  database.function('folded', { deterministic: true }, folded);
  database.function('deed_of', { deterministic: true }, (action, switched) =>
    folded(typeof action === 'string' ? deedOf({ action, after: switched === null ? null : switched === 1, outcome: 'applied' }) : null),
  );
  const prepared = new Map<string, Database.Statement<Parameter[], Columns>>();
  const statement = (sql: string): Database.Statement<Parameter[], Columns> => {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const made = database.prepare<Parameter[], Columns>(sql);
    prepared.set(sql, made);
    return made;
  };
  const translated = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw translate(error);
    }
  };
  return {
    database,
    get: (sql, ...parameters) => translated(() => statement(sql).get(...parameters)),
    all: (sql, ...parameters) => translated(() => statement(sql).all(...parameters)),
    run: (sql, ...parameters) => translated(() => statement(sql).run(...parameters).changes),
  };
}
