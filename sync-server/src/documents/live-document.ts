/** A document in memory: the Y.Doc of one epoch, and its one writer. */
import { CHUNK_BYTES, countStructs } from '@latchkey/shared/document/chunks';
import { countAll, observeChanges, readAll, writeChanges, type Change } from '@latchkey/shared/document/records';
import * as Y from 'yjs';
import { pause } from './pause.ts';

/**
 * Dead structs for each live entry that a document may hold. A dead one is small, but takes Yjs longer to load
 * than a live one, since it has to find its neighbours: at 1 a document took 2.2 to 3 times as long as a fresh one.
 */
const DEAD_FOR_LIVE = 0.5;
/** Dead structs that any document may hold: below this an epoch costs more than it saves. */
const SPARE = 1_000;
/** Entries written, or updates applied, before others get their turn: a few milliseconds of work. */
const SLICE_ENTRIES = 500;

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

  /** A document of a new epoch with these entries, made in slices. */
  static async fresh(epoch: string, version: number, entries: AsyncIterable<readonly Change[]> | Iterable<readonly Change[]>): Promise<LiveDocument> {
    const live = new LiveDocument(epoch, version);
    live.doc.clientID = clientOf(epoch);
    writeChanges(live.doc, [], { epoch, version });
    for await (const slice of entries) {
      writeChanges(live.doc, slice, { epoch, version });
      await pause();
    }
    return live;
  }

  /** The document that these updates make, in order; applied in slices. */
  static async from(epoch: string, version: number, updates: readonly Uint8Array[]): Promise<LiveDocument> {
    const live = new LiveDocument(epoch, version);
    for (const slice of slicesOf(updates)) {
      live.doc.transact(() => {
        for (const update of slice) Y.applyUpdate(live.doc, update);
      });
      await pause();
    }
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

  /** The same entries in a new epoch, made in slices; what is written here meanwhile is missing there. */
  renewed(epoch: string): { readonly fresh: Promise<LiveDocument>; readonly missed: () => readonly Change[] } {
    const missed: Change[] = [];
    const stop = observeChanges(this.doc, (changes) => void missed.push(...changes));
    const entries = [...readAll(this.doc)];
    const slices = Array.from({ length: Math.ceil(entries.length / SLICE_ENTRIES) }, (_, n) => entries.slice(n * SLICE_ENTRIES, (n + 1) * SLICE_ENTRIES));
    return {
      fresh: LiveDocument.fresh(epoch, this.#version, slices),
      missed: () => {
        stop();
        return missed;
      },
    };
  }
}

/** Updates in groups that take about as long to apply as a slice should. */
function* slicesOf(updates: readonly Uint8Array[]): Generator<readonly Uint8Array[]> {
  let [slice, bytes]: [Uint8Array[], number] = [[], 0];
  for (const update of updates) {
    slice.push(update);
    bytes += update.length;
    if (slice.length < SLICE_ENTRIES && bytes < CHUNK_BYTES) continue;
    yield slice;
    [slice, bytes] = [[], 0];
  }
  if (slice.length > 0) yield slice;
}
