/** The documents in memory: loaded when needed, changed inside transactions, shown to readers only as committed. */
import { CorruptRow, type DocumentRow, type Reader, type Snapshot, type Store, type Transaction } from '../store/store.ts';
import { workspaceOfDocument } from './access.ts';
import { takeFirstSnapshot } from './compressed.ts';
import { entriesFromRows } from './from-rows.ts';
import { Quarantined } from './library.ts';
import { LiveDocument } from './live-document.ts';
import { loadStored } from './load.ts';
import { Slot } from './slot.ts';

export interface Shelf {
  slot(document: string): Slot;
  /**
   * Runs `work` at once on the document as committed: no transaction is under way on it, and none begins
   * before `work` has returned.
   * @throws {Quarantined} if it is damaged; an error if there is no such document
   */
  use<T>(document: string, work: (live: LiveDocument) => T): Promise<T>;
  /** Whether {@link Shelf.openFor} would have to load the document. */
  isAbsent(transaction: Transaction, document: string): Promise<boolean>;
  /**
   * The document as this transaction sees it, for its writer, who has called {@link Slot.begin}. `live` is null
   * where it exists only as rows: it is made of them when somebody asks for it (DOC-1).
   */
  openFor(transaction: Transaction, document: string): Promise<{ readonly live: LiveDocument | null; readonly row: DocumentRow }>;
  /** Runs `work` in a transaction that changes one document's slot, which nobody reads before COMMIT. */
  change<T>(document: string, work: (transaction: Transaction, slot: Slot) => Promise<T>): Promise<T>;
  /** Forgets documents that `isIdle` says nobody follows and that were not used since `before` (milliseconds). */
  forgetUnused(before: number, isIdle: (document: string) => boolean): void;
}

export interface ShelfOptions {
  readonly store: Store;
  readonly clock: () => number;
  readonly id: () => string;
  /** Told of damage, and the document that holds it, null where that is in no single one; it has to be marked outside the transaction that found it. */
  readonly damaged: (document: string | null, why: string) => void;
}

/**
 * How often a document is made from the rows beside those who write them, and has to be made again since they did;
 * the last time they wait.
 */
const ATTEMPTS = 3;

/** A document made from the rows, and what was stored of it before. */
interface Made {
  readonly live: LiveDocument;
  readonly snapshot: Snapshot;
  readonly row: DocumentRow | undefined;
  readonly workspace: string;
}

export function createShelf({ store, clock, id, damaged }: ShelfOptions): Shelf {
  const slots = new Map<string, Slot>();

  const slot = (document: string): Slot => {
    const known = slots.get(document) ?? new Slot(document);
    slots.set(document, known);
    known.usedAt = clock();
    return known;
  };

  /** What is damaged is an error and never an empty document (DOC-7). Where the damage is of something else, only that is told of. */
  const guarded = async <T>(document: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof CorruptRow)) throw error;
      damaged(error.document, error.message);
      throw new Quarantined(`the document ${document} can not be opened: ${error.message}`, { cause: error });
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
      if (found !== undefined) {
        const row = checked(found);
        const current = held.live?.epoch === row.epoch && held.live.version === row.version;
        if (!current) held.live = await loadStored(transaction, row);
        return { live: held.live, row };
      }
      const workspace = await workspaceOfDocument(transaction, document);
      if (workspace === null) throw new Error(`there is no document '${document}'`);
      return { live: null, row: { id: document, workspace, epoch: id(), version: 0, restoredAt: 0, quarantined: null } };
    });

  const change: Shelf['change'] = async (document, work) => {
    const held = slot(document);
    let begun = false;
    try {
      const result = await store.transact(async (transaction) => {
        held.begin();
        begun = true;
        return work(transaction, held);
      });
      held.settle();
      return result;
    } catch (error) {
      if (begun) held.discard();
      throw error;
    }
  };

  /** The document as its rows are now, in an epoch of its own. Making it is no commit: its version stays, so that a write raises it by one, always. */
  const make = async (reader: Reader, document: string): Promise<Made> => {
    const row = await reader.document(document);
    const workspace = row?.workspace ?? (await workspaceOfDocument(reader, document));
    if (workspace === null) throw new Error(`there is no document '${document}'`);
    const live = await LiveDocument.fresh(id(), row?.version ?? 0, entriesFromRows(reader, document, workspace));
    return { live, snapshot: await takeFirstSnapshot(live), row, workspace };
  };

  const keep = async (transaction: Transaction, held: Slot, { live, snapshot, row, workspace }: Made): Promise<void> => {
    const { epoch, version } = live;
    await transaction.putDocument({ id: held.document, workspace, epoch, version, restoredAt: row?.restoredAt ?? 0 });
    await transaction.putSnapshot(held.document, snapshot, version);
    held.live = live;
  };

  let last: Promise<unknown> = Promise.resolve();
  /** One after the other: each holds a connection of the store for as long as it takes, and others have to read meanwhile. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined); // whoever waits for that one is told
    return turn;
  };

  /** Fills an empty slot, unless a writer does so meanwhile. */
  const fill = (held: Slot): Promise<void> =>
    guarded(held.document, async () => {
      const { document } = held;
      for (let attempt = 1; ; attempt++) {
        const { generation } = held;
        const live = await store.read(async (reader) => {
          const row = await reader.document(document);
          return row === undefined ? null : await loadStored(reader, checked(row));
        });
        if (live !== null) {
          if (held.generation === generation) held.live = live;
          return;
        }
        if (attempt === ATTEMPTS) return change(document, async (transaction) => keep(transaction, held, await make(transaction, document)));
        const made = await inTurn(() => store.read((reader) => make(reader, document)));
        const kept = await change(document, async (transaction) => {
          const row = await transaction.document(document);
          if (row?.epoch !== made.row?.epoch || row?.version !== made.row?.version) return false;
          await keep(transaction, held, made);
          return true;
        });
        if (kept) return;
      }
    });

  return {
    slot,
    isAbsent: async (transaction, document) => slot(document).live === null && transaction.isStored(document),
    openFor,
    change,
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
