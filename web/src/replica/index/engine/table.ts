/**
 * Any table of the console, from a description of its columns and of the fields that a search looks at: kept up to
 * date row by row, and asked for what matches, how much that is, what each choice of a filter would leave, and
 * one page of it in some order.
 */
import type { Condition } from '../../client.ts';
import { Bits, count, intersection, type Words } from './bits.ts';
import type { Column, ColumnDescription, ColumnOptions } from './columns/column.ts';
import { LabelColumn, type LabelColumnSnapshot } from './columns/label-column.ts';
import { NumberColumn, type NumberColumnSnapshot } from './columns/number-column.ts';
import { TextColumn, type TextColumnSnapshot } from './columns/text-column.ts';
import { SearchText, type SearchTextSnapshot } from './search-text.ts';
import { Selection } from './selection.ts';

export interface TableDescription<Row, Own extends string, Join, Joined extends string> {
  /** The fields in which a search finds words. */
  readonly search: (row: Row) => readonly (string | null)[];
  /** Columns of the row's own record. */
  readonly columns: Readonly<Record<Own, ColumnDescription<Row>>>;
  /** Columns that come from other records, and change without the row's own. */
  readonly joined: Readonly<Record<Joined, ColumnDescription<Join>>>;
}

export interface TableQuery<Name extends string> {
  readonly search: string;
  /** All must hold; at most one for each column. */
  readonly filters: ReadonlyMap<Name, Condition>;
}

export interface TableSnapshot {
  readonly shown: Words;
  readonly search: SearchTextSnapshot;
  readonly columns: Readonly<Record<string, unknown>>;
}

export type TableOptions = Omit<ColumnOptions, 'shown'>;

export class Table<Row, Own extends string, Join, Joined extends string> {
  readonly #description: TableDescription<Row, Own, Join, Joined>;
  readonly #shown: Bits;
  readonly #search: SearchText;
  readonly #own: ReadonlyMap<string, Column<Row>>;
  readonly #joined: ReadonlyMap<string, Column<Join>>;
  #total: number;

  constructor(description: TableDescription<Row, Own, Join, Joined>, options: TableOptions, snapshot?: TableSnapshot) {
    this.#description = description;
    this.#shown = new Bits(snapshot?.shown);
    this.#total = count(this.#shown.words);
    this.#search = snapshot === undefined ? new SearchText() : SearchText.restore(snapshot.search);
    const columns = <From>(described: Readonly<Record<string, ColumnDescription<From>>>): ReadonlyMap<string, Column<From>> =>
      new Map(Object.entries(described).map(([name, column]) => [name, this.#column(column, options, snapshot?.columns[name])]));
    this.#own = columns(description.columns);
    this.#joined = columns(description.joined);
  }

  /** How many rows there are. */
  get total(): number {
    return this.#total;
  }

  /** Every row that is in the table. */
  get rows(): Words {
    return this.#shown.words;
  }

  has(at: number): boolean {
    return this.#shown.has(at);
  }

  /** Sets the row numbered `at`, and what is joined to it. */
  put(at: number, row: Row, join: Join): void {
    for (const column of this.#own.values()) column.put(at, row);
    this.join(at, join);
    this.#search.set(at, this.#description.search(row));
    this.#total += this.#shown.has(at) ? 0 : 1;
    this.#shown.put(at, true);
  }

  /** Sets what is joined to a row that is in the table. */
  join(at: number, join: Join): void {
    for (const column of this.#joined.values()) column.put(at, join);
  }

  /** Takes the row out, if it is there. */
  remove(at: number): void {
    if (!this.#shown.has(at)) return;
    for (const column of [...this.#own.values(), ...this.#joined.values()]) column.put(at, null);
    this.#search.set(at, undefined);
    this.#total -= 1;
    this.#shown.put(at, false);
  }

  select(query: TableQuery<Own | Joined>): Selection<Own | Joined> {
    const matching = new Map([...query.filters].map(([name, condition]) => [name, this.#at(name).matching(condition)]));
    const found = this.#search.matching(query.search);
    const base = found === null ? this.#shown.words : intersection(this.#shown.words, [found]);
    return new Selection(base, matching, (name) => this.#at(name));
  }

  snapshot(): TableSnapshot {
    return {
      shown: this.#shown.words.slice(),
      search: this.#search.snapshot(),
      columns: Object.fromEntries([...this.#own, ...this.#joined].map(([name, column]) => [name, column.snapshot()])),
    };
  }

  #at(name: Own | Joined): Column<Row> | Column<Join> {
    const column = this.#own.get(name) ?? this.#joined.get(name);
    if (column === undefined) throw new Error(`the table has no column '${name}'`);
    return column;
  }

  #column<From>(column: ColumnDescription<From>, given: TableOptions, snapshot: unknown): Column<From> {
    const options = { ...given, shown: (at: number): boolean => this.#shown.has(at) };
    switch (column.kind) {
      case 'text':
        return new TextColumn(column.of, options, snapshot as TextColumnSnapshot | undefined);
      case 'own':
        return column.make(options, snapshot);
      case 'number':
        return new NumberColumn(column.of, options, snapshot as NumberColumnSnapshot | undefined);
      case 'labels':
        return new LabelColumn(column.of, column.rank, options, snapshot as LabelColumnSnapshot | undefined);
    }
  }
}
