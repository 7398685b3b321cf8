/**
 * A column of strings. After a warm start each block of rows is still the one string it was kept as; it is taken
 * apart when a row of it first changes.
 */
import { grown } from './growth.ts';

const BLOCK = 1024;
const MISSING = -1;

export interface StringsSnapshot {
  /** The strings of each block, joined. */
  readonly blocks: readonly string[];
  /** UTF-16 units of each row's string; −1: the row has none. */
  readonly lengths: Int32Array<ArrayBuffer>;
}

export class Strings {
  #values: (string | null)[] = [];
  /** Blocks that have not been taken apart: number → joined. */
  readonly #joined = new Map<number, string>();
  #lengths: Int32Array<ArrayBuffer> = new Int32Array(0);

  static restore(snapshot: StringsSnapshot): Strings {
    const strings = new Strings();
    strings.#lengths = snapshot.lengths;
    strings.#values = new Array<string | null>(snapshot.lengths.length).fill(null);
    snapshot.blocks.forEach((joined, block) => strings.#joined.set(block, joined));
    return strings;
  }

  get(row: number): string | null {
    const joined = this.#joined.size === 0 ? undefined : this.#joined.get(Math.floor(row / BLOCK));
    return joined === undefined ? (this.#values[row] ?? null) : this.#inside(joined, row);
  }

  set(row: number, value: string | null): void {
    if (this.#joined.size > 0) this.#takeApart(Math.floor(row / BLOCK));
    while (this.#values.length <= row) this.#values.push(null);
    this.#values[row] = value;
  }

  snapshot(): StringsSnapshot {
    const lengths = grown(this.#lengths, this.#values.length).slice(0, this.#values.length);
    const blocks: string[] = [];
    for (let block = 0; block * BLOCK < this.#values.length; block++) {
      const joined = this.#joined.get(block);
      if (joined === undefined) {
        const values = this.#values.slice(block * BLOCK, (block + 1) * BLOCK);
        lengths.set(values.map((value) => value?.length ?? MISSING), block * BLOCK);
        blocks.push(values.join(''));
      } else blocks.push(joined);
    }
    return { blocks, lengths };
  }

  #inside(joined: string, row: number): string | null {
    const length = this.#lengths[row] ?? MISSING;
    if (length === MISSING) return null;
    let at = 0;
    for (let before = row - (row % BLOCK); before < row; before++) at += Math.max(0, this.#lengths[before] ?? 0);
    return joined.slice(at, at + length);
  }

  #takeApart(block: number): void {
    const joined = this.#joined.get(block);
    if (joined === undefined) return;
    this.#joined.delete(block);
    const from = block * BLOCK;
    for (let row = from, at = 0; row < Math.min(from + BLOCK, this.#lengths.length); row++) {
      const length = this.#lengths[row] ?? MISSING;
      if (length === MISSING) continue;
      this.#values[row] = joined.slice(at, at + length);
      at += length;
    }
  }
}
