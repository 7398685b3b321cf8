/** Writing documents: commits, and the turn of an epoch. */
import type { Change } from '@latchkey/shared/document/records';
import type { Transaction } from '../store/store.ts';
import { takeFirstSnapshot } from './compressed.ts';
import { NotLoaded, Quarantined, type Library } from './library.ts';
import type { Shelf } from './shelf.ts';
import type { Slot } from './slot.ts';

export interface Written {
  readonly workspace: string;
  readonly document: string;
  /** Null where the document exists only as rows: then nobody follows it. */
  readonly update: Uint8Array | null;
  readonly changes: readonly Change[];
}

export interface WriterOptions {
  readonly shelf: Shelf;
  readonly id: () => string;
  /** Told of what a commit wrote, after COMMIT. */
  readonly published: (written: readonly Written[]) => void;
}

export interface Writer {
  write: Library['write'];
  /** Writes what lives into a new epoch, where the dead outweigh it (DOC-5). @returns the new epoch, or null where it is as it was */
  turn(document: string): Promise<string | null>;
}

/**
 * Changes one document inside a transaction; of one that exists only as rows there is but the version to raise.
 * @returns the update and the version at which it shows
 */
async function append(transaction: Transaction, shelf: Shelf, document: string, changes: readonly Change[]) {
  const { live, row } = await shelf.openFor(transaction, document);
  const version = row.version + 1;
  const update = live === null ? null : live.write(changes, version);
  await transaction.putDocument({ ...row, version });
  if (update !== null) await transaction.appendLog(document, row.epoch, version, update);
  return { workspace: row.workspace, document, update, version, changes };
}

export function createWriter({ shelf, id, published }: WriterOptions): Writer {
  return {
    async write(transaction, changes, absent = 'load') {
      if (absent === 'refuse') {
        const missing: string[] = [];
        for (const document of changes.keys()) if (await shelf.isAbsent(transaction, document)) missing.push(document);
        if (missing.length > 0) throw new NotLoaded(missing);
      }
      const slots: Slot[] = [];
      const done: (Written & { readonly version: number })[] = [];
      const damaged: Quarantined[] = [];
      const discarded = (): void => slots.forEach((slot) => slot.discard());
      try {
        // Always in the same order, so that a store with a lock for each document can not deadlock.
        for (const document of [...changes.keys()].sort()) {
          const slot = shelf.slot(document);
          slot.begin();
          slots.push(slot);
          try {
            done.push(await append(transaction, shelf, document, changes.get(document) ?? []));
          } catch (error) {
            if (!(error instanceof Quarantined)) throw error;
            damaged.push(error);
          }
        }
        // What belongs to a workspace shows in many documents: the sound ones are served, the damaged one is made anew from the rows.
        const [first] = damaged;
        if (first !== undefined && done.length === 0) throw first;
      } catch (error) {
        discarded();
        throw error;
      }
      return {
        versions: Object.fromEntries(done.map(({ document, version }) => [document, version])),
        committed() {
          for (const slot of slots) slot.settle();
          published(done);
        },
        discarded,
      };
    },

    async turn(document) {
      const begun = await shelf.use(document, (live) => {
        if (!live.isOutweighed()) return null;
        const epoch = id();
        return { live, epoch, renewal: live.renewed(epoch) };
      });
      if (begun === null) return null;
      const { live, epoch, renewal } = begun;
      try {
        const renewed = await renewal.fresh;
        const snapshot = await takeFirstSnapshot(renewed);
        return await shelf.change(document, async (transaction, slot) => {
          const opened = await shelf.openFor(transaction, document);
          // A commit that failed meanwhile was seen by the new one as if it had been made.
          if (opened.live !== live) return null;
          const version = opened.row.version + 1;
          const update = renewed.write(renewal.missed(), version);
          await transaction.putDocument({ ...opened.row, epoch, version });
          await transaction.putSnapshot(document, snapshot, snapshot.version);
          await transaction.appendLog(document, epoch, version, update);
          slot.live = renewed;
          return epoch;
        });
      } finally {
        renewal.missed();
      }
    },
  };
}
