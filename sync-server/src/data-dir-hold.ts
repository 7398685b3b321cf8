/** One server at a time has a data directory (DATA-1). */
import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** One that is just ending has so long to be gone, in milliseconds. */
const PATIENCE = 1_000;

/**
 * Holds the directory for this process, making it where it is missing. What holds it is the system's lock under an open
 * transaction of SQLite, in a file that stays empty: it goes with the process, however that ends, and nothing stale stays.
 * @returns gives it back
 * @throws an Error whose message can be shown, where another process holds it
 */
export function holdDataDir(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  accessSync(dataDir, constants.W_OK); // SQLite's error would not name it
  const lock = new Database(join(dataDir, 'lock'), { timeout: PATIENCE });
  try {
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (!(error instanceof Database.SqliteError) || error.code !== 'SQLITE_BUSY') throw error;
    throw new Error(`DATA_DIR: another Latchkey is running on ${dataDir}; stop that one, or choose another directory`, { cause: error });
  }
  return () => void lock.close();
}
