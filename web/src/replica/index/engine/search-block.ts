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

/** Where a word is first found in each row of a block, from 1 on in the joined text that the row is of; 0: nowhere. */
export type Places = Uint32Array<ArrayBuffer>;

/** Where the first `known` letters of a word are. */
export interface Beginnings {
  readonly known: number;
  readonly places: Places;
}

const has = (text: string, at: number, word: string, known: number): boolean => {
  let letter = known;
  while (letter < word.length && text.charCodeAt(at + letter) === word.charCodeAt(letter)) letter++;
  return letter === word.length;
};

const nextOf = (text: string, word: string, from: number): number => {
  const at = text.indexOf(word, from);
  return at === -1 ? Number.POSITIVE_INFINITY : at;
};

/** What is typed is mostly found where it was a letter ago: it is looked for there first, and from there on. */
function search({ text, rows, ends }: Joined, word: string, begun: Beginnings | null, places: Places): void {
  const known = begun?.known ?? 0;
  /** The word is there; between there and where it was last looked for it is not. */
  let next = -1;
  let start = 0;
  for (let i = 0; i < rows.length && next !== Number.POSITIVE_INFINITY; i++) {
    const row = rows[i] ?? 0;
    const end = ends[i] ?? 0;
    const at = begun === null ? start : (begun.places[row] ?? 0) - 1;
    start = end;
    if (at === -1 || at === end || next >= end) continue;
    if (next < at) next = has(text, at, word, known) ? at : nextOf(text, word, at + 1);
    // What begins in one row and ends in the next is not a find.
    while (next < end && next + word.length > end) next = nextOf(text, word, next + 1);
    if (next < end) places[row] = next + 1;
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

  /** Where each row has the word. @param begun where its beginning is, if that is known */
  search(word: string, begun: Beginnings | null): Places {
    const places = new Uint32Array(BLOCK);
    for (const joined of this.joined()) search(joined, word, begun, places);
    return places;
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
