/** The order of a column: rows with a value, either way round, and always behind them those without. */
import { forEachRow, type Words } from './bits.ts';
import { SortedRows, type Compare } from './sorted-rows.ts';

export interface OrderSnapshot {
  readonly present: Uint32Array<ArrayBuffer>;
  readonly missing: Uint32Array<ArrayBuffer>;
}

export class Order {
  #present: SortedRows;
  readonly #missing: SortedRows;

  /** @param compare by value, then by id; @param compareIds for the rows without a value */
  constructor(compare: Compare, compareIds: Compare, snapshot?: OrderSnapshot) {
    this.#present = new SortedRows(compare, snapshot?.present);
    this.#missing = new SortedRows(compareIds, snapshot?.missing);
    if (snapshot !== undefined && !this.#present.plausible) {
      this.#present = new SortedRows(compare);
      for (const row of snapshot.present) this.#present.insert(row);
    }
  }

  /** The row's value must be in place already. */
  insert(row: number, missing: boolean): void {
    (missing ? this.#missing : this.#present).insert(row);
  }

  remove(row: number): void {
    (this.#present.has(row) ? this.#present : this.#missing).remove(row);
  }

  /** Of the rows in `wanted`, in this order, from the `from`th to before the `to`th. */
  slice(wanted: Words, from: number, to: number, descending: boolean): number[] {
    const has = (row: number): boolean => (((wanted[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 1;
    const each = (visit: (row: number) => void): void => forEachRow(wanted, visit);
    const tally = this.#present.tally(each);
    const present = tally.reduce((sum, n) => sum + n, 0);
    const rows = from < present ? this.#present.slice(tally, has, from, to, descending) : [];
    if (to <= present) return rows;
    return [...rows, ...this.#missing.slice(this.#missing.tally(each), has, Math.max(0, from - present), to - present, descending)];
  }

  snapshot(): OrderSnapshot {
    return { present: this.#present.snapshot(), missing: this.#missing.snapshot() };
  }
}
