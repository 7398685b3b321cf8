/** One document in memory, with where it is stored: loaded from the device or downloaded. */
import { readMeta, type Meta } from '@latchkey/shared/document/records';
import * as Y from 'yjs';
import { StorageFailed } from '../storage/deadline.ts';
import { documentDatabase } from '../storage/names.ts';
import { createStore, loadStore, removeStore, type DocumentStore, type NewDocumentStore } from './document-store.ts';
import { release, type Snapshot } from './download.ts';

export interface Replica {
  readonly doc: Y.Doc;
  readonly meta: Meta;
  /** Null: storage failed, and it is in memory alone. */
  readonly store: DocumentStore | null;
}

export type StorageReport = (message: string) => void;

/** Runs what storage is asked to do; where it fails, says so and goes on with `otherwise`. */
async function attempt<T>(work: Promise<T>, otherwise: T, report: StorageReport): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof StorageFailed)) throw error;
    report(error.message);
    return otherwise;
  }
}

/** What is stored of this epoch, or null where it is not complete or can not be read. */
export async function loadReplica(user: string, document: string, epoch: string, report: StorageReport): Promise<Replica | null> {
  const doc = new Y.Doc({ gc: true });
  const name = documentDatabase(user, document, epoch);
  const store = await attempt(loadStore(name, doc), null, report);
  const meta = store === null ? null : readMeta(doc);
  if (store !== null && meta?.epoch === epoch) return { doc, meta, store };
  doc.destroy();
  if (store !== null) {
    await store.close();
    await attempt(removeStore(name), undefined, report);
  }
  return null;
}

/**
 * Applies a snapshot chunk by chunk and keeps each as it came: Yjs never encodes the document again.
 * @param applied after each chunk, with the bytes so far; awaited
 * @throws if the stream breaks off or does not hold what its headers say; then nothing of it is left on the device
 */
export async function downloadReplica(
  user: string,
  document: string,
  snapshot: Snapshot,
  applied: (doc: Y.Doc, bytes: number) => Promise<void>,
  report: StorageReport,
): Promise<Replica> {
  const doc = new Y.Doc({ gc: true });
  const name = documentDatabase(user, document, snapshot.epoch);
  let store: NewDocumentStore | null = await attempt<NewDocumentStore | null>(createStore(name, doc), null, report);
  const keep = async (write: (store: NewDocumentStore) => Promise<void>): Promise<void> => {
    if (store === null) return;
    const kept = await attempt(write(store).then(() => true), false, report);
    if (kept) return;
    await store.close();
    store = null;
    await attempt(removeStore(name), undefined, report);
  };
  try {
    let bytes = 0;
    for await (const chunk of snapshot.chunks) {
      Y.applyUpdate(doc, chunk);
      await keep((to) => to.write(chunk));
      bytes += chunk.length;
      release(chunk);
      await applied(doc, bytes);
    }
    const meta = readMeta(doc);
    if (meta === null || meta.epoch !== snapshot.epoch) throw new Error(`The snapshot of '${document}' is not what its headers say.`);
    await keep((to) => to.complete());
    return { doc, meta, store };
  } catch (error) {
    await (store as NewDocumentStore | null)?.close();
    doc.destroy();
    await attempt(removeStore(name), undefined, report);
    throw error;
  }
}
