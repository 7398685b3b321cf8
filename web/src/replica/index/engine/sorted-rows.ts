/**
 * Rows in an order, as leaves of at most some hundred rows: a B+ tree of one level. A row is put in place with
 * log n comparisons and taken out with none.
 */
import { grown } from './growth.ts';

/** Less than 0: a goes first. Total: 0 only for the same row. */
export type Compare = (a: number, b: number) => number;

const CAPACITY = 512;

interface Leaf {
  readonly number: number;
  readonly rows: Uint32Array<ArrayBuffer>;
  length: number;
}

export class SortedRows {
  readonly #compare: Compare;
  /** In order. */
  #leaves: Leaf[] = [];
  readonly #leafByNumber: (Leaf | undefined)[] = [];
  /** Numbers of leaves that became empty, to be given again. */
  readonly #free: number[] = [];
  /** Row → number of its leaf + 1, or 0. */
  #leafOf: Uint32Array<ArrayBuffer> = new Uint32Array(0);

  /** @param sorted in that order already, from {@link snapshot} */
  constructor(compare: Compare, sorted: Uint32Array = new Uint32Array(0)) {
    this.#compare = compare;
    const half = CAPACITY / 2;
    for (let from = 0; from < sorted.length; from += half) {
      const leaf = this.#newLeaf(this.#leaves.length, sorted.subarray(from, from + half));
      for (let i = 0; i < leaf.length; i++) this.#assign(leaf.rows[i] ?? 0, leaf.number);
    }
  }

  /**
   * Whether the first and last rows of the leaves are still in order: not so where a newer engine orders text
   * in another way than the one that made the snapshot.
   */
  get plausible(): boolean {
    const ends = this.#leaves.flatMap((leaf) => [leaf.rows[0] ?? 0, ...leaf.rows.subarray(Math.max(1, leaf.length - 1), leaf.length)]);
    return ends.every((row, i) => i === 0 || this.#compare(ends[i - 1] ?? 0, row) < 0);
  }

  has(row: number): boolean {
    return (this.#leafOf[row] ?? 0) > 0;
  }

  /** What the row is ordered by must be in place already. */
  insert(row: number): void {
    const leaf = this.#leaves[this.#leafFor(row)] ?? this.#newLeaf(0, new Uint32Array(0));
    let [from, to] = [0, leaf.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.#compare(leaf.rows[middle] ?? 0, row) < 0) from = middle + 1;
      else to = middle;
    }
    leaf.rows.copyWithin(from + 1, from, leaf.length++);
    leaf.rows[from] = row;
    this.#assign(row, leaf.number);
    if (leaf.length === CAPACITY) this.#split(leaf);
  }

  /** Needs nothing of what the row is, or was, ordered by. */
  remove(row: number): void {
    const leaf = this.#leafByNumber[(this.#leafOf[row] ?? 0) - 1];
    if (leaf === undefined) return;
    const at = leaf.rows.indexOf(row);
    leaf.rows.copyWithin(at, at + 1, leaf.length--);
    this.#leafOf[row] = 0;
    if (leaf.length > 0) return;
    this.#leaves.splice(this.#leaves.indexOf(leaf), 1);
    this.#leafByNumber[leaf.number] = undefined;
    this.#free.push(leaf.number);
  }

  /** How many of the rows that `each` visits are here, leaf by leaf in order: what {@link slice} skips by. */
  tally(each: (visit: (row: number) => void) => void): Uint32Array<ArrayBuffer> {
    const byNumber = new Uint32Array(this.#leafByNumber.length + 1);
    const leafOf = this.#leafOf;
    each((row) => {
      const number = leafOf[row] ?? 0;
      byNumber[number] = (byNumber[number] ?? 0) + 1;
    });
    return Uint32Array.from(this.#leaves, (leaf) => byNumber[leaf.number + 1] ?? 0);
  }

  /**
   * The rows for which `wanted` holds, from the `from`th to before the `to`th of them.
   * @param tally how many are wanted in each leaf
   */
  slice(tally: Uint32Array, wanted: (row: number) => boolean, from: number, to: number, descending: boolean): number[] {
    const rows: number[] = [];
    let passed = 0;
    for (let n = 0; n < this.#leaves.length && passed < to; n++) {
      const at = descending ? this.#leaves.length - 1 - n : n;
      const leaf = this.#leaves[at];
      const inLeaf = tally[at] ?? 0;
      if (leaf === undefined || inLeaf === 0 || passed + inLeaf <= from) {
        passed += inLeaf;
        continue;
      }
      for (let i = 0; i < leaf.length && passed < to; i++) {
        const row = leaf.rows[descending ? leaf.length - 1 - i : i] ?? 0;
        if (wanted(row) && passed++ >= from) rows.push(row);
      }
    }
    return rows;
  }

  /** All rows, in order. */
  snapshot(): Uint32Array<ArrayBuffer> {
    const rows = new Uint32Array(this.#leaves.reduce((sum, leaf) => sum + leaf.length, 0));
    let at = 0;
    for (const leaf of this.#leaves) {
      rows.set(leaf.rows.subarray(0, leaf.length), at);
      at += leaf.length;
    }
    return rows;
  }

  /** The place of the last leaf whose first row goes before this one; the first leaf where there is none. */
  #leafFor(row: number): number {
    let [from, to] = [0, this.#leaves.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.#compare(this.#leaves[middle]?.rows[0] ?? 0, row) < 0) from = middle + 1;
      else to = middle;
    }
    return Math.max(0, from - 1);
  }

  #split(leaf: Leaf): void {
    const half = leaf.length >>> 1;
    const upper = this.#newLeaf(this.#leaves.indexOf(leaf) + 1, leaf.rows.subarray(half, leaf.length));
    for (let i = 0; i < upper.length; i++) this.#assign(upper.rows[i] ?? 0, upper.number);
    leaf.length = half;
  }

  #newLeaf(place: number, content: Uint32Array): Leaf {
    const number = this.#free.pop() ?? this.#leafByNumber.length;
    const leaf: Leaf = { number, rows: new Uint32Array(CAPACITY), length: content.length };
    leaf.rows.set(content);
    this.#leafByNumber[number] = leaf;
    this.#leaves.splice(place, 0, leaf);
    return leaf;
  }

  #assign(row: number, leaf: number): void {
    this.#leafOf = grown(this.#leafOf, row + 1);
    this.#leafOf[row] = leaf + 1;
  }
}
