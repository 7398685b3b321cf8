/**
 * A table that is built when it is first asked for, a slice at a time so that other questions get in between, and
 * that from then on brings up to date what changed when it is asked again.
 */
import type { Kind } from '@latchkey/shared/domain/kinds';
import type { Page, PageQuery } from '../client.ts';
import type { ColumnDescription } from './engine/columns/column.ts';
import { IndexedTable, type TableView } from './indexed-table.ts';
import type { Ids } from './store/id-table.ts';

/** Rows that are built at once: some ten milliseconds. */
const SLICE = 1_000;

/** The records that are the rows of a table. */
export interface RowSet {
  readonly ids: Ids;
  has(at: number): boolean;
}

/** What such a table is made of: its columns are those of the rows that the page sees. */
export interface LazySource<Row, Detail> {
  readonly search: (row: Row) => readonly (string | null)[];
  readonly columns: Readonly<Record<string, ColumnDescription<Row>>>;
  /** Columns whose labels are counted, for the choices of filters. */
  readonly counted: readonly string[];
  readonly set: RowSet;
  /** The row of the record numbered `at`, or null where it has none. */
  readonly row: (at: number) => Row | null;
  readonly detail: (at: number) => Detail | null;
  /** Numbers of the rows that show something of the record numbered `at` of that kind; 'all': every row does. */
  readonly affected: (kind: Kind, at: number) => Iterable<number> | 'all';
  /** Numbers of the rows that are no longer what they were because time has passed. */
  readonly outdated?: () => Iterable<number>;
  /** When the next one becomes so, in milliseconds since 1970; Infinity: none does. */
  readonly until?: () => number;
}

/** A table as whoever builds it and keeps it sees it. */
export interface LazyView<Row, Detail> extends TableView<Row, Detail> {
  /** Builds the next rows. @returns whether all are there */
  build(): boolean;
  /** The record is not what it was. */
  changed(kind: Kind, at: number): void;
  /** When what it answers is no longer so because time has passed, in milliseconds since 1970. */
  until(): number;
}

export class LazyTable<Row extends object, Detail> implements LazyView<Row, Detail> {
  readonly #source: LazySource<Row, Detail>;
  readonly #table: IndexedTable<Row, null, Row, Detail>;
  /** Records before this number have been looked at, since it was first asked for or last concerned as a whole. */
  #built = 0;
  #asked = false;

  constructor(source: LazySource<Row, Detail>, collator: Intl.Collator) {
    this.#source = source;
    const { search, columns, set } = source;
    const description = { search, columns, joined: {} };
    this.#table = new IndexedTable({ ...source, description, ids: set.ids, record: (at) => source.row(at) ?? undefined, join: () => null }, { collator, ordered: false });
  }

  build(): boolean {
    const { set, outdated } = this.#source;
    this.#asked = true;
    const end = Math.min(this.#built + SLICE, set.ids.size);
    for (; this.#built < end; this.#built++) if (set.has(this.#built) || this.#table.has(this.#built)) this.#table.changed(this.#built);
    for (const row of outdated?.() ?? []) this.#table.changed(row);
    this.#table.derive();
    return this.#built >= set.ids.size;
  }

  changed(kind: Kind, at: number): void {
    if (!this.#asked) return;
    const affected = this.#source.affected(kind, at);
    if (affected === 'all') this.#built = 0;
    else for (const row of affected) this.#table.changed(row);
  }

  until(): number {
    return this.#source.until?.() ?? Infinity;
  }

  page(query: PageQuery): Page<Row> {
    return this.#whole().page(query);
  }

  ids(query: PageQuery): readonly string[] {
    return this.#whole().ids(query);
  }

  rows(query: PageQuery): readonly Row[] {
    return this.#whole().rows(query);
  }

  detail(id: string): Detail | null {
    return this.#whole().detail(id);
  }

  #whole(): IndexedTable<Row, null, Row, Detail> {
    while (!this.build());
    return this.#table;
  }
}
