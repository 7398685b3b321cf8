/** What a written row changes in the documents that hold it (DOC-1, DOC-2). The one way from rows to documents. */
import type { Change } from '@latchkey/shared/document/records';
import { documentsOf } from '@latchkey/shared/document/placement';
import { hasStatus } from '@latchkey/shared/domain/kinds';
import type { Row } from '../store/store.ts';

/** Document → its changes; what {@link import('./library.ts').Library.write} takes. */
export type ChangeSet = Map<string, Change[]>;

/** A row shows in documents while neither it nor its parent is removed. */
const shows = (row: Row | undefined): row is Row => row !== undefined && !row.removed && !row.orphaned;

/**
 * Adds the changes that lead from one state of a row to the next. Parts that read the same are left out.
 * @param environments the ids of the environments of the row's workspace
 */
export function project(changes: ChangeSet, before: Row | undefined, after: Row, environments: readonly string[]): void {
  const [old, now] = [shows(before) ? before : undefined, shows(after) ? after : undefined];
  const { kind, id } = after;
  const add = (document: string, part: Change['part'], text: string | null) => {
    const list = changes.get(document) ?? [];
    list.push({ kind, id, part, text });
    changes.set(document, list);
  };
  const parts = hasStatus(kind) ? (['record', 'status'] as const) : (['record'] as const);
  for (const part of parts) {
    const [was, is] = [textOf(old, part), textOf(now, part)];
    if (was === is) continue;
    for (const document of documentsOf(kind, after.record, environments)) add(document, part, is);
  }
}

const textOf = (row: Row | undefined, part: Change['part']): string | null => {
  const value = part === 'record' ? row?.record : row?.status;
  return value === undefined || value === null ? null : JSON.stringify(value);
};
