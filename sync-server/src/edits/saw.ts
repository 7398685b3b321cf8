/** What an edit knew of when it was made (MERGE-2, MERGE-6). Pure. */
import type { Edit } from '@latchkey/shared/edits/edit';
import type { DocumentRow, StoredHead } from '../store/store.ts';

/**
 * The version of its document that an edit can be believed to have shown: its `base`, unless that is of an
 * epoch that this server does not know or from the future of a restored back-up (MERGE-6).
 * @param document undefined where it was never written: then it is at version 0
 */
export function effectiveBase(edit: Edit, document: DocumentRow | undefined, epochIsKnown: boolean): number {
  return epochIsKnown && edit.base <= (document?.version ?? 0) ? edit.base : (document?.restoredAt ?? 0);
}

/**
 * Whether the edit saw the head (MERGE-2).
 * @param member who made the edit: sequence numbers count within one member's use of a device
 * @param base its effective base
 */
export function saw(edit: Edit, member: string, base: number, head: StoredHead): boolean {
  if (head.member === member && head.device === edit.device && head.sequence < edit.sequence) return true;
  const committed = head.versions[edit.document];
  // A head that does not name the document was committed before there was one: it was there from its first version on.
  return committed === undefined || committed <= base;
}
