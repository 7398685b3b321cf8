/**
 * The folded texts of some thousand rows, joined so that one `indexOf` runs over many rows. Rows of Latin-1 stand
 * apart from the others: their string takes one byte a unit and is searched several times as fast.
 */
import { isLatin1 } from '@latchkey/shared/domain/fold';

export const BLOCK = 2048;

/** Joined texts, with the rows (numbers inside the block, ascending) that they are of and where each ends. */
export interface Joined {
  readonly text: string;
  readonly rows: Uint32Array<ArrayBuffer>;
  readonly ends: Uint32Array<ArrayBuffer>;
}

/** Where the row is in the joined text, or −1. */
function placeOf({ rows }: Joined, row: number): number {
  let [from, to] = [0, rows.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((rows[middle] ?? 0) < row) from = middle + 1;
    else to = middle;
  }
  return rows[from] === row ? from : -1;
}

const textAt = ({ text, ends }: Joined, place: number): string => text.slice(place === 0 ? 0 : ends[place - 1], ends[place]);

function join(rows: readonly number[], texts: readonly (string | undefined)[]): Joined {
  const ends = new Uint32Array(rows.length);
  let end = 0;
  rows.forEach((row, i) => (ends[i] = end += texts[row]?.length ?? 0));
  return { text: rows.map((row) => texts[row] ?? '').join(''), rows: Uint32Array.from(rows), ends };
}

/** Calls `found` once for each row that has the word. */
function search({ text, rows, ends }: Joined, word: string, found: (row: number) => void): void {
  let i = 0;
  for (let at = text.indexOf(word); at !== -1; ) {
    while ((ends[i] ?? 0) <= at) i++;
    const end = ends[i] ?? 0;
    if (at + word.length <= end) {
      found(rows[i] ?? 0);
      at = text.indexOf(word, end);
    } else at = text.indexOf(word, at + 1); // begins in one row and ends in the next
  }
}

export class SearchBlock {
  /** Latin-1 and the rest; null while a change waits to be joined. */
  #joined: readonly [Joined, Joined] | null;
  /** By row in the block; null while all of it is in the joined ones. */
  #texts: (string | undefined)[] | null;

  constructor(joined: readonly [Joined, Joined] | null = null) {
    this.#joined = joined;
    this.#texts = joined === null ? [] : null;
  }

  /** @param row inside the block; @returns its text, or undefined */
  get(row: number): string | undefined {
    if (this.#texts !== null) return this.#texts[row];
    for (const joined of this.#joined ?? []) {
      const place = placeOf(joined, row);
      if (place !== -1) return textAt(joined, place);
    }
    return undefined;
  }

  /** @param row inside the block */
  set(row: number, text: string | undefined): void {
    this.#texts ??= this.#takenApart();
    this.#texts[row] = text;
    this.#joined = null;
  }

  /** Calls `found` once for each row that has the word. */
  search(word: string, found: (row: number) => void): void {
    const [latin, wide] = this.joined();
    if (isLatin1(word)) search(latin, word, found);
    search(wide, word, found);
  }

  /** Whether the row has every one of the words; for rows in ascending order. */
  verifier(words: readonly string[]): (row: number) => boolean {
    const cursors = this.joined().map((joined) => ({ ...joined, i: 0 }));
    return (row) => {
      for (const cursor of cursors) {
        while (cursor.i < cursor.rows.length && (cursor.rows[cursor.i] ?? 0) < row) cursor.i++;
        if (cursor.rows[cursor.i] !== row) continue;
        const text = textAt(cursor, cursor.i);
        return words.every((word) => text.includes(word));
      }
      return false;
    };
  }

  /** Joins what has changed. */
  joined(): readonly [Joined, Joined] {
    if (this.#joined !== null) return this.#joined;
    const texts = this.#texts ?? [];
    const latin: number[] = [];
    const wide: number[] = [];
    texts.forEach((text, row) => text !== undefined && (isLatin1(text) ? latin : wide).push(row));
    this.#texts = null;
    return (this.#joined = [join(latin, texts), join(wide, texts)]);
  }

  #takenApart(): (string | undefined)[] {
    const texts = new Array<string | undefined>(BLOCK).fill(undefined);
    for (const joined of this.#joined ?? []) joined.rows.forEach((row, place) => (texts[row] = textAt(joined, place)));
    return texts;
  }
}
