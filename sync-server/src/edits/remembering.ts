/**
 * What the edits of a batch ask for again and again: environments, teams and integrations. Where a member, a team or an
 * invitation shows depends on all of them, and so does what its author may read.
 */
import type { Kind } from '@latchkey/shared/domain/kinds';
import type { Transaction } from '../store/store.ts';

const remembered: ReadonlySet<Kind> = new Set<Kind>(['team', 'integration']);

/** The transaction, reading each of those once, until one of them is written. */
export function remembering(transaction: Transaction): Transaction {
  const known = new Map<string, Promise<unknown>>();
  const once = <T>(what: string, read: () => Promise<T>): Promise<T> => {
    const reading = (known.get(what) as Promise<T> | undefined) ?? read();
    known.set(what, reading);
    return reading;
  };
  return {
    ...transaction,
    environments: (workspace) => once(`environments of ${workspace}`, () => transaction.environments(workspace)),
    soundRows: (kind, scope) => (remembered.has(kind) ? once(`${kind}s of ${scope}`, () => transaction.soundRows(kind, scope)) : transaction.soundRows(kind, scope)),
    row: (kind, id) => (remembered.has(kind) ? once(`${kind} ${id}`, () => transaction.row(kind, id)) : transaction.row(kind, id)),
    putRow(row) {
      if (remembered.has(row.kind)) known.clear();
      return transaction.putRow(row);
    },
  };
}
