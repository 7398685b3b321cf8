/** After a back-up was put in place: no device may take the documents for what it once knew (MERGE-6, CASE-34). */
import type { Store } from '../store/store.ts';

/**
 * Gives every document a new epoch, to be made from the rows, and remembers at which version it was restored.
 * To be called before anything is served. @returns how many documents there are
 */
export function declareRestored(store: Store, id: () => string): Promise<number> {
  return store.transact(async (transaction) => {
    const documents = await transaction.documents();
    for (const { quarantined: _, ...document } of documents) {
      await transaction.forgetEpochs(document.id);
      await transaction.putDocument({ ...document, epoch: id(), restoredAt: document.version });
    }
    return documents.length;
  });
}
