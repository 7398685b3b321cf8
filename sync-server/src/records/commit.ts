/** Writes without a base (EDIT-9): rows, documents and audit in one transaction, broadcast after its COMMIT (EDIT-6). */
import { NotLoaded, type Library, type Publication } from '../documents/library.ts';
import type { ChangeSet } from '../documents/projection.ts';
import type { Store, Transaction } from '../store/store.ts';

/** How often it is tried with documents that were loaded before; at the last they are loaded while others wait. */
const ATTEMPTS = 3;

interface Parts {
  readonly store: Store;
  readonly library: Library;
}

type Work<T> = (transaction: Transaction) => Promise<{ readonly changes: ChangeSet; readonly result: T }>;

/**
 * Runs `work`, which writes rows and audit entries and says what they change, in one transaction; anew, where a document
 * that it changes has to be loaded first.
 * @returns what `work` said, after COMMIT. @throws what kept it from being committed; then nothing has happened
 */
export async function commit<T>(parts: Parts, work: Work<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(parts, work, attempt === ATTEMPTS ? 'load' : 'refuse');
    } catch (error) {
      if (!(error instanceof NotLoaded)) throw error;
      await parts.library.load(error.documents);
    }
  }
}

async function once<T>({ store, library }: Parts, work: Work<T>, absent: 'load' | 'refuse'): Promise<T> {
  const written: { publication: Publication | null } = { publication: null };
  try {
    const result = await store.transact(async (transaction) => {
      const { changes, result } = await work(transaction);
      if (changes.size > 0) written.publication = await library.write(transaction, changes, absent);
      return result;
    });
    written.publication?.committed();
    return result;
  } catch (error) {
    written.publication?.discarded();
    throw error;
  }
}
