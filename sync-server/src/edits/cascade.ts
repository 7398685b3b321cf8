/** A removed record takes along what is only its own; a restored one brings it back. */
import type { Row } from '../store/store.ts';
import type { Batch } from './batch.ts';

/** Brings the children of a row, and theirs, in line with whether the row is there. */
export async function cascade(batch: Batch, parent: Row): Promise<void> {
  const orphaned = parent.removed || parent.orphaned;
  for (const child of await batch.transaction.children(parent.id)) {
    if (child.orphaned === orphaned) continue;
    const after = { ...child, orphaned };
    await batch.put(child, after);
    await cascade(batch, after);
  }
}
