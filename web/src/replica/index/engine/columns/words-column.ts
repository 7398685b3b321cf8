/** A column of text in which a filter finds words (QUERY-1), as a search does in the whole row. */
import type { Condition } from '../../../client.ts';
import type { Words } from '../bits.ts';
import type { Order } from '../order.ts';
import { SearchText, type SearchTextSnapshot } from '../search-text.ts';
import { unknownCondition, type Column, type ColumnDescription, type ColumnOptions } from './column.ts';
import { TextColumn, type TextColumnSnapshot } from './text-column.ts';

interface WordsColumnSnapshot {
  readonly text: TextColumnSnapshot;
  readonly search: SearchTextSnapshot;
  readonly rows: number;
}

/** Text, or null, that a filter finds words in. */
export const words = <Row>(of: (row: Row) => string | null): ColumnDescription<Row> => ({
  kind: 'own',
  make: (options, snapshot) => new WordsColumn(of, options, snapshot as WordsColumnSnapshot | undefined),
});

class WordsColumn<Row> implements Column<Row> {
  readonly #of: (row: Row) => string | null;
  readonly #text: TextColumn<Row>;
  readonly #search: SearchText;
  #rows: number;

  constructor(of: (row: Row) => string | null, options: ColumnOptions, snapshot?: WordsColumnSnapshot) {
    this.#of = of;
    this.#text = new TextColumn(of, options, snapshot?.text);
    this.#search = snapshot === undefined ? new SearchText() : SearchText.restore(snapshot.search);
    this.#rows = snapshot?.rows ?? 0;
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

  snapshot(): WordsColumnSnapshot {
    return { text: this.#text.snapshot(), search: this.#search.snapshot(), rows: this.#rows };
  }
}
