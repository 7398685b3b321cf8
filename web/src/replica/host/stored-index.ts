/** What is stored of a document's index, so that rows show before the document is there. */
import type { Known } from '../channel/document-channel.ts';
import { IndexedRecords, type DocumentIndex } from '../index/document-index.ts';
import type { IndexSnapshot } from '../index/index-snapshot.ts';
import { DocumentView, type ViewWorld } from './document-view.ts';
import { IndexKeeper } from './index-keeper.ts';
import type { IndexStore } from './index-store.ts';

export interface StoredWorld extends ViewWorld {
  readonly store: IndexStore;
  /** The index could not be stored, or (null) is again. */
  readonly indexStored: (error: unknown) => void;
}

export interface Stored<Index> {
  readonly index: Index;
  /** The version that it shows. */
  readonly known: Known;
  /** How long its journal is. */
  readonly rows: number;
}

/** @returns null where nothing is stored, or nothing that is of use to this version of the app */
export async function storedIndex<Index extends DocumentIndex>(document: string, world: StoredWorld, restore: (snapshot: IndexSnapshot) => Index | null): Promise<Stored<Index> | null> {
  const stored = await world.store.load(document).catch((error: unknown) => {
    world.indexStored(error);
    return null;
  });
  const index = stored === null ? null : restore(stored.snapshot);
  if (stored === null || index === null) return null;
  index.apply(stored.journal);
  return { index, known: stored.known, rows: stored.rows };
}

/** With fewer records the document itself is told as fast as a file is read. */
const LARGE = 5_000;

/** A document that has records and no tables of its own, opened from what is stored. */
export async function openRecords(document: string, world: StoredWorld): Promise<DocumentView<IndexedRecords>> {
  const stored = await storedIndex(document, world, IndexedRecords.restore);
  const index = stored?.index ?? new IndexedRecords();
  const snapshot = (): IndexSnapshot | null => (index.size < LARGE ? null : index.snapshot());
  const keeper = new IndexKeeper({ store: world.store, document, snapshot, stored: world.indexStored }, stored);
  index.table.gained = () => keeper.gained();
  return new DocumentView(document, index, world, { keeper, known: stored?.known ?? null });
}
