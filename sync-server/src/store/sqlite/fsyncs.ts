/** What follows a failed fsync: the kernel may have dropped what was written, and only a restart tells what is there (CASE-37). */
import Database from 'better-sqlite3';

export interface Fsyncs {
  /** Does what may write to the disk. @throws what it throws, and at once where an fsync has failed before */
  watch<T>(work: () => T): T;
}

/** @param failed told once, of the first that fails: the process must end and start again */
export function watchFsyncs(failed: (cause: Error) => void): Fsyncs {
  let failure: Error | null = null;
  return {
    watch(work) {
      if (failure !== null) throw new Error('an fsync failed: nothing is written before a restart', { cause: failure });
      try {
        return work();
      } catch (error) {
        if (error instanceof Database.SqliteError && /^SQLITE_IOERR_(DIR_)?FSYNC$/.test(error.code)) {
          failure = error;
          failed(error);
        }
        throw error;
      }
    },
  };
}
