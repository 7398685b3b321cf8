/** Taking a record out of its documents, with what goes along (EDIT-10). */
import { project, type ChangeSet } from '../documents/projection.ts';
import type { Row, Transaction } from '../store/store.ts';

/** Removes the row; its children, and theirs, are orphaned, and show again should the removal be undone. */
export async function remove(transaction: Transaction, row: Row, changes: ChangeSet): Promise<void> {
  const put = async (before: Row, after: Row): Promise<void> => {
    await transaction.putRow(after);
    await project(changes, transaction, before, after);
    for (const child of await transaction.children(before.id)) if (!child.orphaned) await put(child, { ...child, orphaned: true });
  };
  await put(row, { ...row, removed: true });
}
