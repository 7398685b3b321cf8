/** A set of row numbers as a bitmap: 32 rows a word. Words behind the end of the array count as empty. */
import { grown } from './growth.ts';

export type Words = Uint32Array<ArrayBuffer>;

const ones = (word: number): number => {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};

export class Bits {
  #words: Words;

  constructor(words: Words = new Uint32Array(0)) {
    this.#words = words;
  }

  get words(): Words {
    return this.#words;
  }

  has(row: number): boolean {
    return (((this.#words[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 1;
  }

  put(row: number, on: boolean): void {
    const at = row >>> 5;
    if (at >= this.#words.length) {
      if (!on) return;
      this.#words = grown(this.#words, at + 1);
    }
    const word = this.#words[at] ?? 0;
    this.#words[at] = on ? word | (1 << (row & 31)) : word & ~(1 << (row & 31));
  }
}

export function count(words: Words): number {
  let sum = 0;
  for (let i = 0; i < words.length; i++) sum += ones(words[i] ?? 0);
  return sum;
}

/** How many rows are in both. */
export function countBoth(a: Words, b: Words): number {
  let sum = 0;
  for (let i = 0, end = Math.min(a.length, b.length); i < end; i++) sum += ones((a[i] ?? 0) & (b[i] ?? 0));
  return sum;
}

/** The rows of `first` that are in each of the others too. */
export function intersection(first: Words, others: readonly Words[]): Words {
  const both = first.slice();
  for (const other of others) for (let i = 0; i < both.length; i++) both[i] = (both[i] ?? 0) & (other[i] ?? 0);
  return both;
}

/** The rows that are in any of them. */
export function union(sets: readonly Words[]): Words {
  const any = new Uint32Array(Math.max(0, ...sets.map((words) => words.length)));
  for (const words of sets) for (let i = 0; i < words.length; i++) any[i] = (any[i] ?? 0) | (words[i] ?? 0);
  return any;
}

/** Calls `visit` with each row, in ascending order. */
export function forEachRow(words: Words, visit: (row: number) => void): void {
  for (let i = 0; i < words.length; i++) {
    for (let word = words[i] ?? 0; word !== 0; word &= word - 1) visit((i << 5) + 31 - Math.clz32(word & -word));
  }
}
