/**
 * A table that is built when it is first asked for, a slice at a time so that other questions get in between, and
 * that from then on brings up to date what changed when it is asked again.
 */
import type { Kind } from '@latchkey/shared/domain/kinds';
import type { Page, PageQuery } from '../client.ts';
import type { ColumnDescription } from './engine/columns/column.ts';
import { IndexedTable, type TableView } from './indexed-table.ts';
import type { TableSnapshot } from './engine/table.ts';
import type { KeptTable } from './kept-table.ts';
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
  readonly kept?: KeptSource;
}

/** Of a table that is kept for the next start. */
export interface KeptSource {
  readonly table: KeptTable;
  /** What the source has to remember beside the table. */
  readonly snapshot: () => unknown;
  /** Goes on from there. @returns the rows that show what is no longer so in other documents; 'all': every row does */
  readonly restore: (snapshot: unknown) => Iterable<number> | 'all';
}

interface Kept {
  /** Whose order its columns may be in. */
  readonly locale: string;
  readonly table: TableSnapshot;
  readonly source: unknown;
  readonly built: number;
}

/** A table as whoever builds it and keeps it sees it. */
export interface LazyView<Row, Detail> extends TableView<Row, Detail> {
  /** Builds the next rows. @returns whether all are there */
  build(): boolean;
  /** The record is not what it was. */
  changed(kind: Kind, at: number): void;
  /** When what it answers is no longer so because time has passed, in milliseconds since 1970. */
  until(): number;
  /** Is told of no more changes. */
  end(): void;
}

const localeOf = (collator: Intl.Collator): string => collator.resolvedOptions().locale;

export class LazyTable<Row extends object, Detail> implements LazyView<Row, Detail> {
  readonly #source: LazySource<Row, Detail>;
  readonly #collator: Intl.Collator;
  #table: IndexedTable<Row, null, Row, Detail>;
  /** Records before this number have been looked at, since it was first asked for or last concerned as a whole. */
  #built = 0;
  /** Whether all had been. */
  #complete = false;
  #asked = false;
  /** What the next start goes on from; null while it would have to be built anew. */
  readonly #kept = (): Kept | null => {
    if (!this.#complete) return null;
    const table = this.#whole().snapshot();
    return { locale: localeOf(this.#collator), table, source: this.#source.kept?.snapshot(), built: this.#built };
  };

  constructor(source: LazySource<Row, Detail>, collator: Intl.Collator) {
    this.#source = source;
    this.#collator = collator;
    this.#table = this.#made();
  }

  build(): boolean {
    const { set, outdated, kept } = this.#source;
    if (!this.#asked) this.#begin();
    const end = Math.min(this.#built + SLICE, set.ids.size);
    for (; this.#built < end; this.#built++) if (set.has(this.#built) || this.#table.has(this.#built)) this.#table.changed(this.#built);
    for (const row of outdated?.() ?? []) this.#table.changed(row);
    this.#table.derive();
    if (this.#built < set.ids.size) return false;
    if (!this.#complete) kept?.table.gained();
    this.#complete = true;
    return true;
  }

  changed(kind: Kind, at: number): void {
    if (this.#asked) this.#concern(this.#source.affected(kind, at));
  }

  end(): void {
    this.#source.kept?.table.ended(this.#kept);
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

  /** With what an earlier start has kept, where it is of use. */
  #begin(): void {
    this.#asked = true;
    const { kept } = this.#source;
    kept?.table.keep(this.#kept);
    const left = kept?.table.take() ?? null;
    if (kept === undefined || left === null) return;
    const { locale, table, source, built } = left.made as Kept;
    if (locale !== localeOf(this.#collator)) return;
    const affected = kept.restore(source);
    this.#table = this.#made(table);
    this.#built = built;
    this.#complete = true;
    this.#concern(affected);
    for (const { kind, at } of left.since) this.changed(kind, at);
  }

  #concern(rows: Iterable<number> | 'all'): void {
    if (rows !== 'all') for (const row of rows) this.#table.changed(row);
    else {
      this.#built = 0;
      this.#complete = false;
    }
  }

  #made(snapshot?: TableSnapshot): IndexedTable<Row, null, Row, Detail> {
    const { search, columns, set, row } = this.#source;
    const description = { search, columns, joined: {} };
    const source = { ...this.#source, description, ids: set.ids, record: (at: number) => row(at) ?? undefined, join: () => null };
    return new IndexedTable(source, { collator: this.#collator, ordered: false }, snapshot);
  }

  #whole(): IndexedTable<Row, null, Row, Detail> {
    while (!this.build());
    return this.#table;
  }
}
