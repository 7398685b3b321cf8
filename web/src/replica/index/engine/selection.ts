/** What a query matches: its exact count, its pages, and what each choice of a filter would leave. */
import { count, intersection, type Words } from './bits.ts';
import type { Column } from './columns/column.ts';

export interface Sort<Name extends string> {
  readonly by: Name;
  readonly descending: boolean;
}

export class Selection<Name extends string> {
  readonly count: number;
  readonly #rows: Words;
  readonly #base: Words;
  readonly #filters: ReadonlyMap<Name, Words>;
  readonly #column: (name: Name) => Pick<Column<never>, 'order' | 'counts'>;

  /**
   * @param base the rows that the search finds
   * @param filters for each filtered column, the rows that its filter lets through
   */
  constructor(base: Words, filters: ReadonlyMap<Name, Words>, column: (name: Name) => Pick<Column<never>, 'order' | 'counts'>) {
    this.#base = base;
    this.#filters = filters;
    this.#column = column;
    this.#rows = intersection(base, [...filters.values()]);
    this.count = count(this.#rows);
  }

  /** How many rows there would be for each label of the column, its own filter aside. */
  facet(name: Name): ReadonlyMap<string, number> {
    const others = [...this.#filters].filter(([filtered]) => filtered !== name).map(([, rows]) => rows);
    const rows = others.length === this.#filters.size ? this.#rows : intersection(this.#base, others);
    return this.#column(name).counts(rows);
  }

  /** Row numbers of a page (from 1), or of the last page where it is past the end; and which page that is. */
  page(sort: Sort<Name>, page: number, size: number): { readonly page: number; readonly rows: readonly number[] } {
    const given = Math.min(Math.max(1, page), Math.max(1, Math.ceil(this.count / size)));
    return { page: given, rows: this.#slice(sort, (given - 1) * size, Math.min(given * size, this.count)) };
  }

  /** Row numbers of all that match, in order. */
  all(sort: Sort<Name>): readonly number[] {
    return this.#slice(sort, 0, this.count);
  }

  #slice(sort: Sort<Name>, from: number, to: number): readonly number[] {
    return this.#column(sort.by).order.slice(this.#rows, from, to, sort.descending);
  }
}
