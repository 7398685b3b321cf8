/** Writes without a base (EDIT-9): rows, documents and audit in one transaction, broadcast after its COMMIT (EDIT-6). */
import type { Library, Publication } from '../documents/library.ts';
import type { ChangeSet } from '../documents/projection.ts';
import type { Store, Transaction } from '../store/store.ts';

/**
 * Runs `work`, which writes rows and audit entries and says what they change, in one transaction.
 * @returns what `work` said, after COMMIT. @throws what kept it from being committed; then nothing has happened
 */
export async function commit<T>(
  { store, library }: { readonly store: Store; readonly library: Library },
  work: (transaction: Transaction) => Promise<{ readonly changes: ChangeSet; readonly result: T }>,
): Promise<T> {
  const written: { publication: Publication | null } = { publication: null };
  try {
    const result = await store.transact(async (transaction) => {
      const { changes, result } = await work(transaction);
      if (changes.size > 0) written.publication = await library.write(transaction, changes);
      return result;
    });
    written.publication?.committed();
    return result;
  } catch (error) {
    written.publication?.discarded();
    throw error;
  }
}
