/** Snapshots, made anew when the log since the last has become long. */
import type { Snapshot, Store } from '../store/store.ts';
import { takeSnapshot } from './compressed.ts';
import type { LiveDocument } from './live-document.ts';
import type { Shelf } from './shelf.ts';

/** A snapshot with more than this behind it is made anew before it is sent. */
const STALE = { entries: 500, bytes: 1024 * 1024 } as const;
/** A log longer than this is made short without being asked: it bounds the time to load. */
const LONG = { entries: 10_000, bytes: 16 * 1024 * 1024 } as const;
/** Versions before a snapshot that stay in the log, for devices that were away for a while. */
const KEPT = 1_000;

const exceeds = ({ sinceSnapshot }: LiveDocument, most: { readonly entries: number; readonly bytes: number }): boolean =>
  sinceSnapshot.entries > most.entries || sinceSnapshot.bytes > most.bytes;

export const hasLongLog = (live: LiveDocument): boolean => exceeds(live, LONG);

export interface Snapshots {
  /** One fit to be sent. Whoever asks while one is being made gets that one. */
  current(document: string): Promise<Snapshot>;
}

export function createSnapshots(shelf: Shelf, store: Store): Snapshots {
  const making = new Map<string, Promise<Snapshot>>();

  const make = async (document: string): Promise<Snapshot> => {
    for (;;) {
      const { live, bytes, taken } = await shelf.use(document, (live) => ({
        live,
        bytes: live.sinceSnapshot.bytes,
        taken: takeSnapshot(live),
      }));
      const snapshot = await taken;
      const stored = await store.transact(async (transaction) => {
        const row = await transaction.document(document);
        // An epoch that was over before its snapshot was stored: the new one's log must not go for it.
        if (row?.epoch !== snapshot.epoch) return false;
        await transaction.putSnapshot(document, snapshot, snapshot.version - KEPT);
        return true;
      });
      if (!stored) continue;
      live.sinceSnapshot.entries = live.version - snapshot.version;
      live.sinceSnapshot.bytes -= bytes;
      return snapshot;
    }
  };

  return {
    async current(document) {
      const epoch = await shelf.use(document, (live) => (exceeds(live, STALE) ? null : live.epoch));
      const stored = epoch === null ? undefined : await store.read((reader) => reader.snapshot(document));
      if (stored !== undefined && stored.epoch === epoch) return stored;
      const going = making.get(document) ?? make(document).finally(() => making.delete(document));
      making.set(document, going);
      return going;
    },
  };
}
