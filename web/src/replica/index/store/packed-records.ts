/** Records by row number, packed as UTF-8 in a few large buffers and parsed when one is asked for. */
import { shortText } from '../../storage/short-text.ts';
import { grown } from '../engine/growth.ts';
import { RecordCodec, type Json, type Shape } from './record-codec.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const CHUNK = 1 << 20;
/** Compaction is not worth it for less than this. */
const LEAST_DEAD = 4 * CHUNK;

export interface PackedRecordsSnapshot {
  readonly shapes: readonly Shape[];
  readonly chunks: readonly Bytes[];
  readonly chunkOf: Uint32Array<ArrayBuffer>;
  readonly startOf: Uint32Array<ArrayBuffer>;
  readonly lengthOf: Uint32Array<ArrayBuffer>;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const same = (a: Bytes, b: Bytes): boolean => {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
};

export class PackedRecords {
  #codec = new RecordCodec();
  #chunks: Bytes[] = [];
  #chunkOf: Uint32Array<ArrayBuffer> = new Uint32Array(0);
  #startOf: Uint32Array<ArrayBuffer> = new Uint32Array(0);
  /** 0: there is no record. */
  #lengthOf: Uint32Array<ArrayBuffer> = new Uint32Array(0);
  /** Bytes used in the last chunk, which is the one written to. */
  #used = CHUNK;
  #alive = 0;
  #dead = 0;

  static restore(snapshot: PackedRecordsSnapshot): PackedRecords {
    const records = new PackedRecords();
    records.#codec = new RecordCodec(snapshot.shapes);
    records.#chunks = [...snapshot.chunks];
    records.#chunkOf = snapshot.chunkOf;
    records.#startOf = snapshot.startOf;
    records.#lengthOf = snapshot.lengthOf;
    records.#used = snapshot.chunks.at(-1)?.length ?? CHUNK;
    records.#alive = snapshot.lengthOf.reduce((sum, length) => sum + length, 0);
    return records;
  }

  /** Row numbers are below this. */
  get rows(): number {
    return this.#lengthOf.length;
  }

  has(row: number): boolean {
    return (this.#lengthOf[row] ?? 0) > 0;
  }

  get(row: number): Json | undefined {
    if (!this.has(row)) return undefined;
    const bytes = this.#bytes(row);
    return this.#codec.decode(shortText(bytes) ?? decoder.decode(bytes));
  }

  /** @returns whether that changed anything */
  put(row: number, record: Json | null): boolean {
    if (record === null) return this.#drop(row);
    this.#chunkOf = grown(this.#chunkOf, row + 1);
    this.#startOf = grown(this.#startOf, row + 1);
    this.#lengthOf = grown(this.#lengthOf, row + 1);
    const written = this.#write(this.#codec.encode(record));
    if (this.has(row) && same(written, this.#bytes(row))) return false;
    this.#drop(row);
    this.#chunkOf[row] = this.#chunks.length - 1;
    this.#startOf[row] = this.#used;
    this.#lengthOf[row] = written.length;
    this.#used += written.length;
    this.#alive += written.length;
    if (this.#dead > Math.max(LEAST_DEAD, this.#alive)) this.#compact();
    return true;
  }

  /** Shares the chunks that are full: nothing is written into them any more. */
  snapshot(): PackedRecordsSnapshot {
    const last = this.#chunks.length - 1;
    return {
      shapes: this.#codec.snapshot(),
      chunks: this.#chunks.map((chunk, i) => (i === last ? chunk.slice(0, this.#used) : chunk)),
      chunkOf: this.#chunkOf.slice(),
      startOf: this.#startOf.slice(),
      lengthOf: this.#lengthOf.slice(),
    };
  }

  #bytes(row: number): Bytes {
    const start = this.#startOf[row] ?? 0;
    return (this.#chunks[this.#chunkOf[row] ?? 0] ?? new Uint8Array(0)).subarray(start, start + (this.#lengthOf[row] ?? 0));
  }

  #drop(row: number): boolean {
    if (!this.has(row)) return false;
    this.#alive -= this.#lengthOf[row] ?? 0;
    this.#dead += this.#lengthOf[row] ?? 0;
    this.#lengthOf[row] = 0;
    return true;
  }

  /** Writes behind what is used, without using it yet. */
  #write(text: string): Bytes {
    for (;;) {
      const chunk = this.#chunks.at(-1);
      if (chunk !== undefined) {
        const { read, written } = encoder.encodeInto(text, chunk.subarray(this.#used));
        if (read === text.length) return chunk.subarray(this.#used, this.#used + written);
      }
      this.#chunks.push(new Uint8Array(Math.max(CHUNK, text.length * 3)));
      this.#used = 0;
    }
  }

  /** Writes the living into fresh chunks: the codec is kept, so their bytes are as they were. */
  #compact(): void {
    const old = this.#chunks;
    this.#chunks = [];
    this.#used = CHUNK;
    for (let row = 0; row < this.#lengthOf.length; row++) {
      const length = this.#lengthOf[row] ?? 0;
      if (length === 0) continue;
      const start = this.#startOf[row] ?? 0;
      if (this.#used + length > (this.#chunks.at(-1)?.length ?? 0)) {
        this.#chunks.push(new Uint8Array(Math.max(CHUNK, length)));
        this.#used = 0;
      }
      this.#chunks.at(-1)?.set((old[this.#chunkOf[row] ?? 0] ?? new Uint8Array(0)).subarray(start, start + length), this.#used);
      this.#chunkOf[row] = this.#chunks.length - 1;
      this.#startOf[row] = this.#used;
      this.#used += length;
    }
    this.#dead = 0;
  }
}
