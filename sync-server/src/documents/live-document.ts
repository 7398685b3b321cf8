/** A document in memory: the Y.Doc of one epoch, and its one writer. */
import { countStructs } from '@latchkey/shared/document/chunks';
import { countAll, readAll, writeChanges, type Change } from '@latchkey/shared/document/records';
import * as Y from 'yjs';

/**
 * Dead structs for each live entry that a document may hold. A dead one is small, but takes Yjs longer to load
 * than a live one, since it has to find its neighbours: at 1 a document took 2.2 to 3 times as long as a fresh one.
 */
const DEAD_FOR_LIVE = 0.5;
/** Dead structs that any document may hold: below this an epoch costs more than it saves. */
const SPARE = 1_000;

/** One client id for each epoch, whichever process writes: a state vector then has one entry. Epochs are random UUIDs. */
const clientOf = (epoch: string): number => Number.parseInt(epoch.slice(0, 8), 16) >>> 0;

export class LiveDocument {
  readonly doc = new Y.Doc();
  readonly epoch: string;
  /** What the stored log holds beyond the stored snapshot. */
  readonly sinceSnapshot = { entries: 0, bytes: 0 };
  #version: number;
  #countAt = SPARE;
  #outweighed = false;

  private constructor(epoch: string, version: number) {
    this.epoch = epoch;
    this.#version = version;
  }

  get version(): number {
    return this.#version;
  }

  /** Whether a replica in this state is empty or of this epoch: a client id belongs to one epoch only. */
  isKnownTo(stateVector: Uint8Array): boolean {
    const clients = Y.decodeStateVector(stateVector);
    return clients.size === 0 || clients.has(this.doc.clientID);
  }

  /** A document of a new epoch with these entries, and the update that makes it. */
  static fresh(epoch: string, version: number, entries: Iterable<Change>): { readonly live: LiveDocument; readonly update: Uint8Array } {
    const live = new LiveDocument(epoch, version);
    live.doc.clientID = clientOf(epoch);
    return { live, update: live.write([...entries], version) };
  }

  /** The document that these updates make, in order. */
  static from(epoch: string, version: number, updates: readonly Uint8Array[]): LiveDocument {
    const live = new LiveDocument(epoch, version);
    live.doc.transact(() => {
      for (const update of updates) Y.applyUpdate(live.doc, update);
    });
    // Only now: Yjs flees from a client id under which it receives what it did not write.
    live.doc.clientID = clientOf(epoch);
    return live;
  }

  /** Writes the changes of one commit. @returns the update: the entry for the log, and what followers are sent */
  write(changes: readonly Change[], version: number): Uint8Array {
    const written: Uint8Array[] = [];
    const keep = (update: Uint8Array): void => void written.push(update);
    this.doc.on('update', keep);
    writeChanges(this.doc, changes, { epoch: this.epoch, version });
    this.doc.off('update', keep);
    const [update] = written;
    if (update === undefined) throw new Error(`version ${version} of epoch ${this.epoch} changed nothing: it was written before`);
    this.#version = version;
    this.sinceSnapshot.entries += 1;
    this.sinceSnapshot.bytes += update.length;
    return update;
  }

  /** Whether what is dead outweighs what lives (DOC-5, DOC-6). */
  isOutweighed(): boolean {
    const structs = countStructs(this.doc);
    if (this.#outweighed || structs < this.#countAt) return this.#outweighed;
    const bound = (1 + DEAD_FOR_LIVE) * countAll(this.doc) + SPARE;
    this.#outweighed = structs > bound;
    // Counting walks the whole document: not again before it can have mattered.
    this.#countAt = Math.max(bound, structs + SPARE / 2);
    return this.#outweighed;
  }

  /** The same entries in a new epoch. */
  renewed(epoch: string, version: number): { readonly live: LiveDocument; readonly update: Uint8Array } {
    return LiveDocument.fresh(epoch, version, readAll(this.doc));
  }
}
