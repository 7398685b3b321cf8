/** A column of text in which a filter finds words (QUERY-1), as a search does in the whole row. */
import type { Condition } from '../../../client.ts';
import type { Words } from '../bits.ts';
import type { Order } from '../order.ts';
import { SearchText } from '../search-text.ts';
import { unknownCondition, type Column } from './column.ts';
import type { TextColumn } from './text-column.ts';

export class WordsColumn<Row> implements Column<Row> {
  readonly #of: (row: Row) => string | null;
  readonly #text: TextColumn<Row>;
  readonly #search = new SearchText();
  #rows = 0;

  /** @param text the same text, for its order */
  constructor(of: (row: Row) => string | null, text: TextColumn<Row>) {
    this.#of = of;
    this.#text = text;
  }

  get order(): Order {
    return this.#text.order;
  }

  put(at: number, row: Row | null): void {
    this.#rows = Math.max(this.#rows, at + 1);
    this.#text.put(at, row);
    this.#search.set(at, row === null ? undefined : [this.#of(row)]);
  }

  matching(condition: Condition): Words {
    if (condition.kind !== 'words') throw unknownCondition('words', condition);
    return this.#search.matching(condition.text) ?? new Uint32Array(Math.ceil(this.#rows / 32)).fill(0xffffffff);
  }

  counts(): ReadonlyMap<string, number> {
    return new Map();
  }

  /** Nothing: only tables that are built when they are asked for have such columns. */
  snapshot(): null {
    return null;
  }
}
