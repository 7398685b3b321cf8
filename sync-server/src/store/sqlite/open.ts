/** The store on SQLite: one connection writes, a few read beside it (WAL). */
import type { CorruptRow, Store } from '../store.ts';
import { connect, translate, type Connection } from './connection.ts';
import { watchFsyncs } from './fsyncs.ts';
import { createPool } from './pool.ts';
import { quarantine } from './quarantine.ts';
import { createReader } from './reader.ts';
import { migrate } from './schema.ts';
import { createTransaction } from './transaction.ts';

export interface SqliteOptions {
  /** Pages of 4 KB that the file may grow to; null: as large as the disk. */
  readonly maxPages: number | null;
  /** Told once when the disk can no longer be trusted (a failed fsync): the process must end and start again (CASE-37). */
  readonly failed: (cause: Error) => void;
  /** Told, once for each, of damaged rows that were passed over (CASE-39). */
  readonly damaged: (damage: CorruptRow) => void;
}

/** Opens, or makes, the database file. @throws if a newer Latchkey wrote it, or it is no database */
export async function openSqliteStore(path: string, options: SqliteOptions): Promise<Store> {
  const writer = connect(path, false);
  migrate(writer.database);
  if (options.maxPages !== null) writer.database.pragma(`max_page_count = ${options.maxPages}`);

  const told = new Set<string>();
  const damaged = (damage: CorruptRow): void => {
    if (!told.has(damage.message)) options.damaged(damage);
    told.add(damage.message);
  };
  const transaction = createTransaction(writer, damaged);
  const readers = createPool<Connection>(() => connect(path, true));
  let turn: Promise<unknown> = Promise.resolve();
  const { watch } = watchFsyncs(options.failed);

  const exec = (sql: string): void => {
    try {
      watch(() => writer.database.exec(sql));
    } catch (error) {
      throw translate(error);
    }
  };

  /** Writers one after another: SQLite has one lock, and a queue is fair where its busy handler is not. */
  const alone = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work);
    turn = result.catch(() => undefined); // whoever waits for `result` is told
    return result;
  };

  return {
    transact: (work) =>
      alone(async () => {
        exec('BEGIN IMMEDIATE');
        try {
          const result = await work(transaction);
          exec('COMMIT');
          return result;
        } catch (error) {
          // SQLite has already rolled back after some errors, a full disk among them.
          if (writer.database.inTransaction) writer.database.exec('ROLLBACK');
          throw error;
        }
      }),

    read: (work) =>
      readers.use(async (connection) => {
        connection.database.exec('BEGIN');
        try {
          return await work(createReader(connection, damaged));
        } finally {
          connection.database.exec('COMMIT');
        }
      }),

    quarantine: (document, why, epoch) => alone(async () => watch(() => quarantine(writer, document, why, epoch))),

    close: async () => {
      await alone(async () => undefined);
      await readers.close((connection) => connection.database.close());
      writer.database.close();
    },
  };
}
