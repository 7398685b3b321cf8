/**
 * Gives every id a small number that stays. An open-addressing hash table over the ids' UTF-8 bytes: no string
 * and no map entry for any of 220,000 ids, and a warm start has nothing to build.
 */
import { shortText } from '../../storage/short-text.ts';
import { grown } from '../engine/growth.ts';
import { encode, encoded } from './utf8.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Ids with their numbers. */
export interface Ids {
  /** Numbers are below this. */
  readonly size: number;
  /** The id's number, or −1. */
  find(id: string): number;
  text(number: number): string;
  /** Orders by code point, as SQL and UTF-8 do. */
  compare(a: number, b: number): number;
}

export interface IdTableSnapshot {
  readonly bytes: Bytes;
  readonly ends: Uint32Array<ArrayBuffer>;
  readonly slots: Uint32Array<ArrayBuffer>;
}

const decoder = new TextDecoder();

/** FNV-1a, 32 bits. */
function hash(bytes: Bytes, from: number, to: number): number {
  let h = 0x811c9dc5;
  for (let i = from; i < to; i++) h = Math.imul(h ^ (bytes[i] ?? 0), 0x01000193);
  return (h ^ (h >>> 15)) >>> 0;
}

export class IdTable implements Ids {
  #bytes: Bytes = new Uint8Array(0);
  /** Where the bytes of each id end; they start where those of the one before end. */
  #ends: Uint32Array<ArrayBuffer> = new Uint32Array(0);
  /** Number + 1 of the id that hashed here, or 0. Always a power of two, at most half full. */
  #slots: Uint32Array<ArrayBuffer> = new Uint32Array(64);
  /** The first four bytes of each id as one number: most comparisons need no more. */
  #heads: Uint32Array<ArrayBuffer> = new Uint32Array(0);
  #size = 0;

  static restore(snapshot: IdTableSnapshot): IdTable {
    const table = new IdTable();
    table.#bytes = snapshot.bytes;
    table.#ends = snapshot.ends;
    table.#slots = snapshot.slots;
    table.#size = snapshot.ends.length;
    table.#heads = new Uint32Array(table.#size);
    for (let number = 0; number < table.#size; number++) table.#heads[number] = table.#head(number);
    return table;
  }

  /** How many numbers have been given: they are 0 … size − 1. */
  get size(): number {
    return this.#size;
  }

  /** The id's number, or −1. */
  find(id: string): number {
    return (this.#slots[this.#slotOf(encode(id))] ?? 0) - 1;
  }

  /** The id's number; a new one where it has none. */
  intern(id: string): number {
    const length = encode(id);
    const slot = this.#slotOf(length);
    const known = this.#slots[slot] ?? 0;
    if (known > 0) return known - 1;
    const from = this.#start(this.#size);
    this.#bytes = grown(this.#bytes, from + length);
    this.#bytes.set(encoded.subarray(0, length), from);
    this.#ends = grown(this.#ends, this.#size + 1);
    this.#ends[this.#size] = from + length;
    this.#heads = grown(this.#heads, this.#size + 1);
    this.#heads[this.#size] = this.#head(this.#size);
    this.#slots[slot] = ++this.#size;
    if (this.#size * 2 > this.#slots.length) this.#rehash();
    return this.#size - 1;
  }

  text(number: number): string {
    const bytes = this.#bytes.subarray(this.#start(number), this.#ends[number]);
    return shortText(bytes) ?? decoder.decode(bytes);
  }

  /** Orders by code point, as SQL and UTF-8 do. */
  compare(a: number, b: number): number {
    const heads = (this.#heads[a] ?? 0) - (this.#heads[b] ?? 0);
    return heads === 0 ? this.#compareBytes(a, b) : heads;
  }

  snapshot(): IdTableSnapshot {
    return {
      bytes: this.#bytes.slice(0, this.#start(this.#size)),
      ends: this.#ends.slice(0, this.#size),
      slots: this.#slots.slice(),
    };
  }

  #compareBytes(a: number, b: number): number {
    let i = this.#start(a);
    let j = this.#start(b);
    const [endA = 0, endB = 0] = [this.#ends[a], this.#ends[b]];
    while (i < endA && j < endB) {
      const difference = (this.#bytes[i++] ?? 0) - (this.#bytes[j++] ?? 0);
      if (difference !== 0) return difference;
    }
    return endA - i - (endB - j);
  }

  #start(number: number): number {
    return number === 0 ? 0 : (this.#ends[number - 1] ?? 0);
  }

  #head(number: number): number {
    const from = this.#start(number);
    let head = 0;
    for (let i = from; i < from + 4; i++) head = head * 256 + (i < (this.#ends[number] ?? 0) ? (this.#bytes[i] ?? 0) : 0);
    return head;
  }

  /** The slot that holds the encoded id, or the free one where it belongs. */
  #slotOf(length: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash(encoded, 0, length) & mask;
    for (let known = this.#slots[slot] ?? 0; known > 0; known = this.#slots[slot] ?? 0) {
      if (this.#isEncoded(known - 1, length)) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #isEncoded(number: number, length: number): boolean {
    const from = this.#start(number);
    if ((this.#ends[number] ?? 0) - from !== length) return false;
    for (let i = 0; i < length; i++) if (this.#bytes[from + i] !== encoded[i]) return false;
    return true;
  }

  #rehash(): void {
    const slots = new Uint32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let number = 0; number < this.#size; number++) {
      let slot = hash(this.#bytes, this.#start(number), this.#ends[number] ?? 0) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
    this.#slots = slots;
  }
}
