/** Writing documents: commits, and the turn of an epoch. */
import type { Change } from '@latchkey/shared/document/records';
import type { Store, Transaction } from '../store/store.ts';
import { Quarantined, type Publication } from './library.ts';
import type { Shelf } from './shelf.ts';
import type { Slot } from './slot.ts';

export interface Written {
  readonly document: string;
  readonly update: Uint8Array;
}

export interface WriterOptions {
  readonly shelf: Shelf;
  readonly store: Store;
  readonly id: () => string;
  /** Told of each document's commit, after COMMIT. */
  readonly published: (written: Written, changes: readonly Change[]) => void;
}

export interface Writer {
  write(transaction: Transaction, changes: ReadonlyMap<string, readonly Change[]>): Promise<Publication>;
  /** Writes what lives into a new epoch, where the dead outweigh it (DOC-5). @returns the new epoch, or null */
  turn(document: string): Promise<string | null>;
}

/** Changes one document inside a transaction. @returns the update and the version at which it shows */
async function append(transaction: Transaction, shelf: Shelf, document: string, changes: readonly Change[]) {
  const { live, row } = await shelf.openFor(transaction, document);
  const version = row.version + 1;
  const update = live.write(changes, version);
  await transaction.putDocument({ ...row, version });
  await transaction.appendLog(document, row.epoch, version, update);
  return { document, update, version };
}

export function createWriter({ shelf, store, id, published }: WriterOptions): Writer {
  return {
    async write(transaction, changes) {
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
          for (const written of done) published(written, changes.get(written.document) ?? []);
        },
        discarded,
      };
    },

    async turn(document) {
      const slot = shelf.slot(document);
      let begun = false;
      try {
        const turned = await store.transact(async (transaction) => {
          slot.begin();
          begun = true;
          const { live, row } = await shelf.openFor(transaction, document);
          if (!live.isOutweighed()) return null;
          const [epoch, version] = [id(), row.version + 1];
          const renewed = live.renewed(epoch, version);
          await transaction.putDocument({ ...row, epoch, version });
          await transaction.appendLog(document, epoch, version, renewed.update);
          slot.live = renewed.live;
          return epoch;
        });
        slot.settle();
        return turned;
      } catch (error) {
        if (begun) slot.discard();
        throw error;
      }
    },
  };
}
