/** A column of numbers. */
import type { Condition } from '../../../client.ts';
import type { Words } from '../bits.ts';
import { grown } from '../growth.ts';
import { Order, type OrderSnapshot } from '../order.ts';
import type { Compare } from '../sorted-rows.ts';
import { unknownCondition, type Column, type ColumnOptions } from './column.ts';

export interface NumberColumnSnapshot {
  readonly values: Float64Array<ArrayBuffer>;
  readonly order: OrderSnapshot;
}

export class NumberColumn<Row> implements Column<Row> {
  readonly order: Order;
  readonly #of: (row: Row) => number;
  /** NaN, in which no range is, for rows that are not in the table. */
  #values: Float64Array<ArrayBuffer>;

  constructor(of: (row: Row) => number, options: ColumnOptions, snapshot?: NumberColumnSnapshot) {
    this.#of = of;
    this.#values = snapshot?.values ?? new Float64Array(0);
    const compare: Compare = (a, b) => (this.#values[a] ?? 0) - (this.#values[b] ?? 0) || options.compareIds(a, b);
    this.order = new Order(compare, options, snapshot?.order);
  }

  put(at: number, row: Row | null): void {
    const value = row === null ? Number.NaN : this.#of(row);
    const length = this.#values.length;
    if (at >= length) this.#values = grown(this.#values, at + 1).fill(Number.NaN, length);
    if (this.#values[at] === value) return;
    this.order.remove(at);
    this.#values[at] = value;
    if (row !== null) this.order.insert(at, false);
  }

  matching(condition: Condition): Words {
    if (condition.kind !== 'between') throw unknownCondition('number', condition);
    const { from, to } = condition;
    const least = from ?? Number.NEGATIVE_INFINITY;
    const most = to ?? Number.POSITIVE_INFINITY;
    const values = this.#values;
    const rows = new Uint32Array(Math.ceil(values.length / 32));
    for (let at = 0; at < values.length; at++) {
      const value = values[at] as number;
      if (value >= least && value <= most) rows[at >>> 5] = (rows[at >>> 5] as number) | (1 << (at & 31));
    }
    return rows;
  }

  counts(): ReadonlyMap<string, number> {
    return new Map();
  }

  snapshot(): NumberColumnSnapshot {
    return { values: this.#values.slice(), order: this.order.snapshot() };
  }
}
