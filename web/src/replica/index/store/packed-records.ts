/** Records by row number, packed as UTF-8 in a few large buffers and parsed when one is asked for. */
import { shortText } from '../../storage/short-text.ts';
import { grown } from '../engine/growth.ts';
import { RecordCodec, type Json, type Shape } from './record-codec.ts';
import { encode, encoded } from './utf8.ts';

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

const decoder = new TextDecoder();

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
  /** What was put last, which is mostly what is asked for next. */
  #latest: { readonly row: number; readonly record: Json } | null = null;

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
    if (this.#latest?.row === row) return this.#latest.record;
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
    const length = encode(this.#codec.encode(record));
    if (this.#isEncoded(row, length)) return false;
    this.#drop(row);
    this.#room(length).set(encoded.subarray(0, length), this.#used);
    this.#chunkOf[row] = this.#chunks.length - 1;
    this.#startOf[row] = this.#used;
    this.#lengthOf[row] = length;
    this.#used += length;
    this.#alive += length;
    this.#latest = { row, record };
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
    if (this.#latest?.row === row) this.#latest = null;
    this.#alive -= this.#lengthOf[row] ?? 0;
    this.#dead += this.#lengthOf[row] ?? 0;
    this.#lengthOf[row] = 0;
    return true;
  }

  /** Whether the row is the text that was encoded last. */
  #isEncoded(row: number, length: number): boolean {
    if (this.#lengthOf[row] !== length) return false;
    const [chunk, start] = [this.#chunks[this.#chunkOf[row] ?? 0], this.#startOf[row] ?? 0];
    for (let i = 0; i < length; i++) if (chunk?.[start + i] !== encoded[i]) return false;
    return true;
  }

  /** The chunk that has so many bytes left behind what is used: the last one, or a new one. */
  #room(length: number): Bytes {
    const last = this.#chunks.at(-1);
    if (last !== undefined && this.#used + length <= last.length) return last;
    const chunk = new Uint8Array(Math.max(CHUNK, length));
    this.#chunks.push(chunk);
    this.#used = 0;
    return chunk;
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
      this.#room(length).set((old[this.#chunkOf[row] ?? 0] ?? new Uint8Array(0)).subarray(start, start + length), this.#used);
      this.#chunkOf[row] = this.#chunks.length - 1;
      this.#startOf[row] = this.#used;
      this.#used += length;
    }
    this.#dead = 0;
  }
}
