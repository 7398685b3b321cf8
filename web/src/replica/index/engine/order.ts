/** The order of a column: rows with a value, either way round, and always behind them those without. */
import { Bits, forEachRow, type Words } from './bits.ts';
import { SortedRows, type Compare } from './sorted-rows.ts';

export interface OrderSnapshot {
  /** Whether they are in order: else nobody has asked for it yet. */
  readonly sorted: boolean;
  readonly present: Uint32Array<ArrayBuffer>;
  readonly missing: Uint32Array<ArrayBuffer>;
}

export interface OrderOptions {
  /** For the rows without a value. */
  readonly compareIds: Compare;
  /** Whether rows are put in order as they come; else all at once, when the order is first asked for. */
  readonly ordered: boolean;
}

interface Later {
  readonly rows: Bits;
  readonly missing: Bits;
}

function unsorted({ rows, missing }: Later): { readonly present: Uint32Array<ArrayBuffer>; readonly missing: Uint32Array<ArrayBuffer> } {
  const present: number[] = [];
  const absent: number[] = [];
  forEachRow(rows.words, (row) => (missing.has(row) ? absent : present).push(row));
  return { present: Uint32Array.from(present), missing: Uint32Array.from(absent) };
}

export class Order {
  readonly #compare: Compare;
  readonly #compareIds: Compare;
  #present: SortedRows;
  #missing: SortedRows;
  /** Rows that nobody has asked the order of yet, and which of them have no value; null once somebody has. */
  #later: Later | null;

  /** @param compare by value, then by id */
  constructor(compare: Compare, { compareIds, ordered }: OrderOptions, snapshot?: OrderSnapshot) {
    this.#compare = compare;
    this.#compareIds = compareIds;
    const sorted = snapshot?.sorted === true ? snapshot : null;
    this.#present = new SortedRows(compare, sorted?.present);
    this.#missing = new SortedRows(compareIds, sorted?.missing);
    this.#later = ordered || sorted !== null ? null : { rows: new Bits(), missing: new Bits() };
    if (sorted !== null && !this.#present.plausible) {
      this.#present = new SortedRows(compare);
      for (const row of sorted.present) this.#present.insert(row);
    }
    if (snapshot?.sorted === false) {
      for (const row of snapshot.present) this.insert(row, false);
      for (const row of snapshot.missing) this.insert(row, true);
    }
  }

  /** The row's value must be in place already. */
  insert(row: number, missing: boolean): void {
    if (this.#later === null) return (missing ? this.#missing : this.#present).insert(row);
    this.#later.rows.put(row, true);
    this.#later.missing.put(row, missing);
  }

  remove(row: number): void {
    if (this.#later === null) return (this.#present.has(row) ? this.#present : this.#missing).remove(row);
    this.#later.rows.put(row, false);
    this.#later.missing.put(row, false);
  }

  /** Of the rows in `wanted`, in this order, from the `from`th to before the `to`th. */
  slice(wanted: Words, from: number, to: number, descending: boolean): number[] {
    this.#sort();
    const has = (row: number): boolean => (((wanted[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 1;
    const each = (visit: (row: number) => void): void => forEachRow(wanted, visit);
    const tally = this.#present.tally(each);
    const present = tally.reduce((sum, n) => sum + n, 0);
    const rows = from < present ? this.#present.slice(tally, has, from, to, descending) : [];
    if (to <= present) return rows;
    return [...rows, ...this.#missing.slice(this.#missing.tally(each), has, Math.max(0, from - present), to - present, descending)];
  }

  snapshot(): OrderSnapshot {
    if (this.#later !== null) return { sorted: false, ...unsorted(this.#later) };
    return { sorted: true, present: this.#present.snapshot(), missing: this.#missing.snapshot() };
  }

  #sort(): void {
    if (this.#later === null) return;
    const { present, missing } = unsorted(this.#later);
    this.#later = null;
    this.#present = new SortedRows(this.#compare, present.sort(this.#compare));
    this.#missing = new SortedRows(this.#compareIds, missing.sort(this.#compareIds));
  }
}
