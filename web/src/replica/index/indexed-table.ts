/**
 * One table of an environment over the records of one kind: which of them show, in which columns, and what the page
 * is told of each. What is particular to a table is its description and its source, both under `tables/`.
 */
import type { Condition, Page, PageQuery } from '../client.ts';
import type { Selection } from './engine/selection.ts';
import { Table, type TableDescription, type TableSnapshot } from './engine/table.ts';
import type { Ids } from './store/id-table.ts';

/** What the page can ask of any table. */
export interface TableView<Row, Detail> {
  page(query: PageQuery): Page<Row>;
  /** Ids of all that match, in order. */
  ids(query: PageQuery): readonly string[];
  /** All rows that match, in order. */
  rows(query: PageQuery): readonly Row[];
  /** Null where it is not in the table, or not any more. */
  detail(id: string): Detail | null;
}

export interface TableSource<Shown, Join, Row, Detail> {
  readonly description: TableDescription<Shown, string, Join, string>;
  /** Columns whose labels are counted, for the choices of filters. */
  readonly counted: readonly string[];
  /** Of the records that are its rows. */
  readonly ids: Ids;
  /** The record numbered `at`, or undefined where there is no such row. */
  readonly record: (at: number) => Shown | undefined;
  readonly join: (at: number) => Join;
  /** Made when it is asked for; null where there is no such record. */
  readonly row: (at: number) => Row | null;
  readonly detail: (at: number) => Detail | null;
}

export class IndexedTable<Shown, Join, Row, Detail> implements TableView<Row, Detail> {
  readonly #source: TableSource<Shown, Join, Row, Detail>;
  readonly #table: Table<Shown, string, Join, string>;
  /** Rows to be derived again. */
  readonly #stale = new Set<number>();
  /** Rows of which only what is joined to them is to be derived again. */
  readonly #staleJoins = new Set<number>();

  /** @param options `ordered`: rows are put in order as they come, and not when somebody first sorts by a column */
  constructor(source: TableSource<Shown, Join, Row, Detail>, options: { readonly collator: Intl.Collator; readonly ordered: boolean }, snapshot?: TableSnapshot) {
    const { description, ids } = source;
    this.#source = source;
    this.#table = new Table(description, { ...options, compareIds: (a, b) => ids.compare(a, b) }, snapshot);
  }

  get total(): number {
    return this.#table.total;
  }

  has(at: number): boolean {
    return this.#table.has(at);
  }

  /** Brings the row up to date now. */
  put(at: number): void {
    const record = this.#source.record(at);
    if (record === undefined) this.#table.remove(at);
    else this.#table.put(at, record, this.#source.join(at));
  }

  /** The record is not what it was. */
  changed(at: number): void {
    this.#stale.add(at);
  }

  /** What is joined to the row is not what it was. */
  joinChanged(at: number): void {
    this.#staleJoins.add(at);
  }

  /** Brings every row that changed up to date. */
  derive(): void {
    for (const at of this.#stale) this.put(at);
    for (const at of this.#staleJoins) if (!this.#stale.has(at) && this.#table.has(at)) this.#table.join(at, this.#source.join(at));
    this.#stale.clear();
    this.#staleJoins.clear();
  }

  page(query: PageQuery): Page<Row> {
    const selection = this.select(query);
    const { page, rows } = selection.page(query.sort, query.page, query.size);
    const counts = this.#source.counted.map((column) => [column, Object.fromEntries([...selection.facet(column)].filter(([, count]) => count > 0))] as const);
    return { rows: this.#rows(rows), count: selection.count, total: this.#table.total, page, counts: Object.fromEntries(counts) };
  }

  ids(query: PageQuery): readonly string[] {
    return this.select(query)
      .all(query.sort)
      .map((at) => this.#source.ids.text(at));
  }

  rows(query: PageQuery): readonly Row[] {
    return this.#rows(this.select(query).all(query.sort));
  }

  detail(id: string): Detail | null {
    const at = this.#source.ids.find(id);
    return this.#table.has(at) ? this.#source.detail(at) : null;
  }

  /** What matches; without a query, all. */
  select(query?: Pick<PageQuery, 'search' | 'filters'>): Selection<string> {
    const filters = new Map<string, Condition>(Object.entries(query?.filters ?? {}));
    return this.#table.select({ search: query?.search ?? '', filters });
  }

  snapshot(): TableSnapshot {
    return this.#table.snapshot();
  }

  #rows(rows: readonly number[]): readonly Row[] {
    return rows.map((at) => this.#source.row(at)).filter((row) => row !== null);
  }
}
