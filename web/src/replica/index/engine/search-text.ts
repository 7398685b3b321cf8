/** Every word anywhere (QUERY-1): which rows have all the words that someone typed. */
import { fold, wordsOf } from '@latchkey/shared/domain/fold';
import { Bits, count, forEachRow, intersection, type Words } from './bits.ts';
import { BLOCK, SearchBlock, type Joined, type Places } from './search-block.ts';

/** Below one row in so many, looking at each candidate is faster than another search through all the text. */
const FEW = 8;
/** How many results are kept: what is being typed, letter by letter, and a way back. */
const KEPT = 16;

export interface SearchTextSnapshot {
  readonly blocks: readonly (readonly [Joined, Joined])[];
}

export class SearchText {
  #blocks: SearchBlock[] = [];
  /** Words → rows, the latest last. Emptied when a text changes. */
  readonly #results = new Map<string, { readonly words: readonly string[]; readonly rows: Words }>();

  /** Of the word that was looked for last, in every block: one that begins so is found from there. */
  #latest: { readonly word: string; readonly blocks: readonly Places[] } | null = null;

  static restore(snapshot: SearchTextSnapshot): SearchText {
    const text = new SearchText();
    text.#blocks = snapshot.blocks.map((joined) => new SearchBlock(joined));
    return text;
  }

  /** @param fields undefined: the row is gone. A line break keeps them apart, since no word holds one. */
  set(row: number, fields: readonly (string | null)[] | undefined): void {
    const text = fields === undefined ? undefined : fold(fields.map((field) => field ?? '').join('\n'));
    while (this.#blocks.length * BLOCK <= row) this.#blocks.push(new SearchBlock());
    const block = this.#blocks[Math.floor(row / BLOCK)];
    if (block === undefined || block.get(row % BLOCK) === text) return;
    block.set(row % BLOCK, text);
    this.#results.clear();
    this.#latest = null;
  }

  /** The rows that have every word of the search, or null where it has no word: then all do. */
  matching(search: string): Words | null {
    const words = wordsOf(search);
    if (words.length === 0) return null;
    const key = words.join(' ');
    const known = this.#results.get(key);
    const rows = known?.rows ?? this.#find(words);
    this.#results.delete(key);
    this.#results.set(key, { words, rows });
    for (const oldest of this.#results.keys()) if (this.#results.size > KEPT) this.#results.delete(oldest);
    return rows;
  }

  snapshot(): SearchTextSnapshot {
    return {
      blocks: this.#blocks.map((block) => block.joined().map((joined) => ({ ...joined })) as unknown as readonly [Joined, Joined]),
    };
  }

  #find(words: readonly string[]): Words {
    let candidates = this.#narrowest(words);
    const few = (this.#blocks.length * BLOCK) / FEW;
    for (const [i, word] of words.entries()) {
      if (candidates !== null && count(candidates) < few) return this.#verified(candidates, words.slice(i));
      const rows = this.#scan(word);
      candidates = candidates === null ? rows : intersection(rows, [candidates]);
    }
    return candidates ?? new Uint32Array(0);
  }

  /** The fewest rows of an earlier search that these words narrow down. */
  #narrowest(words: readonly string[]): Words | null {
    let fewest: Words | null = null;
    for (const earlier of this.#results.values()) {
      const narrows = earlier.words.every((word) => words.some((longer) => longer.includes(word)));
      if (narrows && (fewest === null || count(earlier.rows) < count(fewest))) fewest = earlier.rows;
    }
    return fewest;
  }

  #scan(word: string): Words {
    const begun = this.#latest !== null && word.startsWith(this.#latest.word) ? this.#latest : null;
    const known = begun?.word.length ?? 0;
    const blocks = this.#blocks.map((block, i) => {
      const places = begun?.blocks[i];
      return block.search(word, places === undefined ? null : { known, places });
    });
    this.#latest = { word, blocks };
    const rows = new Uint32Array((blocks.length * BLOCK) / 32);
    blocks.forEach((places, i) => foundIn(places, rows, (i * BLOCK) / 32));
    return rows;
  }

  #verified(candidates: Words, words: readonly string[]): Words {
    const rows = new Bits(new Uint32Array(candidates.length));
    let block = -1;
    let verify: (row: number) => boolean = () => false;
    forEachRow(candidates, (row) => {
      const at = Math.floor(row / BLOCK);
      if (at !== block) verify = this.#blocks[(block = at)]?.verifier(words) ?? verify;
      if (verify(row % BLOCK)) rows.put(row, true);
    });
    return rows.words;
  }
}

/** Sets the bits of the rows that have a place. @param from where the words of the block begin */
function foundIn(places: Places, rows: Words, from: number): void {
  for (let at = 0; at < BLOCK / 32; at++) {
    let word = 0;
    for (let bit = 0; bit < 32; bit++) word |= places[at * 32 + bit] === 0 ? 0 : 1 << bit;
    rows[from + at] = word;
  }
}
