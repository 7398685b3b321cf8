/** Writing rows without a base (EDIT-9), and collecting what that changes in documents. */
import { project, type ChangeSet } from '../documents/projection.ts';
import type { AuditEntry } from '../store/audit-log.ts';
import type { Row, Transaction } from '../store/store.ts';

export interface RowWriter {
  readonly changes: ChangeSet;
  /** @param before the row as it was; undefined where it is new */
  put(before: Row | undefined, after: Row): Promise<void>;
}

export function createRowWriter(transaction: Transaction): RowWriter {
  const changes: ChangeSet = new Map();
  return {
    changes,
    async put(before, after) {
      await transaction.putRow(after);
      await project(changes, transaction, before, after);
    },
  };
}

/** An entry of what the server does by itself. */
export const systemEntry = (row: Row, entry: Pick<AuditEntry, 'at' | 'action' | 'before' | 'after' | 'detail'> & { readonly name: string }): AuditEntry => {
  const { name, ...rest } = entry;
  return {
    ...{ workspace: row.workspace, environment: row.environment, actor: { kind: 'system', id: 'latchkey', name: 'Latchkey' }, device: null, thread: null },
    ...{ subject: { kind: row.kind, id: row.id, name }, outcome: 'applied' },
    ...rest,
  };
};
