/** The database of people and their sign-ins, a SQLite file. */
import { chmodSync } from 'node:fs';
import Database from 'better-sqlite3';
import { watchFsyncs } from '../store/sqlite/fsyncs.ts';

/**
 * Opens it, or makes it, for the owner of the process alone.
 * @param failed told once of a failed fsync: the process must end (CASE-37). better-auth would only log it
 */
export function openDatabase(file: string, failed: (cause: Error) => void): Database.Database {
  const database = new Database(file);
  chmodSync(file, 0o600);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  const { watch } = watchFsyncs(failed);
  const prepare = database.prepare.bind(database);
  // Each statement commits by itself, also one that returns rows; and those of transactions come this way too.
  const watched = (sql: string) => {
    const statement = prepare(sql);
    const run = statement.run.bind(statement);
    const all = statement.all.bind(statement);
    return Object.assign(statement, {
      run: (...values: unknown[]) => watch(() => run(...values)),
      all: (...values: unknown[]) => watch(() => all(...values)),
    });
  };
  return Object.assign(database, { prepare: watched });
}
