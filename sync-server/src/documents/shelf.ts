/** The documents in memory: loaded when needed, changed inside transactions, shown to readers only as committed. */
import { CorruptRow, type DocumentRow, type Store, type Transaction } from '../store/store.ts';
import { workspaceOfDocument } from './access.ts';
import { Quarantined } from './library.ts';

import { LiveDocument } from './live-document.ts';
import { entriesFromRows, loadStored } from './load.ts';
import { Slot } from './slot.ts';

export interface Shelf {
  slot(document: string): Slot;
  /**
   * Runs `work` at once on the document as committed: no transaction is under way on it, and none begins
   * before `work` has returned.
   * @throws {Quarantined} if it is damaged; an error if there is no such document
   */
  use<T>(document: string, work: (live: LiveDocument) => T): Promise<T>;
  /**
   * The document as this transaction sees it, for its writer, who has called {@link Slot.begin}.
   * A document that was never stored is made from the rows (DOC-1).
   */
  openFor(transaction: Transaction, document: string): Promise<{ readonly live: LiveDocument; readonly row: DocumentRow }>;
  /** Forgets documents that `isIdle` says nobody follows and that were not used since `before` (milliseconds). */
  forgetUnused(before: number, isIdle: (document: string) => boolean): void;
}

export interface ShelfOptions {
  readonly store: Store;
  readonly clock: () => number;
  readonly id: () => string;
  /** Told of a damaged document; it has to be marked outside the transaction that found it. */
  readonly damaged: (document: string, why: string) => void;
}

export function createShelf({ store, clock, id, damaged }: ShelfOptions): Shelf {
  const slots = new Map<string, Slot>();

  const slot = (document: string): Slot => {
    const known = slots.get(document) ?? new Slot(document);
    slots.set(document, known);
    known.usedAt = clock();
    return known;
  };

  /** What is damaged is an error and never an empty document (DOC-7). */
  const guarded = async <T>(document: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof CorruptRow)) throw error;
      damaged(document, error.message);
      throw new Quarantined(`the document ${document} is damaged: ${error.message}`, { cause: error });
    }
  };

  const checked = (row: DocumentRow): DocumentRow => {
    if (row.quarantined !== null) throw new Quarantined(`the document ${row.id} is damaged: ${row.quarantined}`);
    return row;
  };

  const openFor: Shelf['openFor'] = (transaction, document) =>
    guarded(document, async () => {
      const held = slot(document);
      const found = await transaction.document(document);
      const row = found === undefined ? undefined : checked(found);
      if (row !== undefined) {
        const current = held.live?.epoch === row.epoch && held.live.version === row.version;
        const live = current ? held.live : await loadStored(transaction, row);
        if (live !== null) {
          held.live = live;
          return { live, row };
        }
      }
      const workspace = row?.workspace ?? (await workspaceOfDocument(transaction, document));
      if (workspace === null) throw new Error(`there is no document '${document}'`);
      // Making a document from the rows is no commit of theirs: its version stays, so that a write raises it by one, always.
      const [epoch, version] = [id(), row?.version ?? 0];
      const { live, update } = LiveDocument.fresh(epoch, version, await entriesFromRows(transaction, document, workspace));
      const made = { id: document, workspace, epoch, version, restoredAt: row?.restoredAt ?? 0 };
      await transaction.putDocument(made);
      await transaction.appendLog(document, epoch, version, update);
      held.live = live;
      return { live, row: { ...made, quarantined: null } };
    });

  /** Fills an empty slot, unless a writer does so meanwhile. */
  const fill = (held: Slot): Promise<void> =>
    guarded(held.document, async () => {
      const { generation } = held;
      const live = await store.read(async (reader) => {
        const row = await reader.document(held.document);
        return row === undefined ? null : await loadStored(reader, checked(row));
      });
      if (held.generation !== generation) return;
      if (live !== null) {
        held.live = live;
        return;
      }
      await store.transact(async (transaction) => {
        held.begin();
        await openFor(transaction, held.document);
      }).then(
        () => held.settle(),
        (error: unknown) => {
          held.discard();
          throw error;
        },
      );
    });

  return {
    slot,
    openFor,
    async use(document, work) {
      const held = slot(document);
      for (;;) {
        await held.settled();
        if (held.live === null) await (held.filling ??= fill(held).finally(() => (held.filling = null)));
        // Checked and used without a wait in between: a writer may have begun while this resumed.
        if (held.live !== null && held.isSettled) return work(held.live);
      }
    },
    forgetUnused(before, isIdle) {
      for (const [document, held] of slots) {
        if (held.usedAt < before && held.isSettled && held.filling === null && isIdle(document)) slots.delete(document);
      }
    },
  };
}
