/** A column of text, in the order of the viewer's language. */
import type { Condition } from '../../../client.ts';
import type { Words } from '../bits.ts';
import { Order, type OrderSnapshot } from '../order.ts';
import type { Compare } from '../sorted-rows.ts';
import { Strings, type StringsSnapshot } from '../strings.ts';
import { unknownCondition, type Column, type ColumnOptions } from './column.ts';

export interface TextColumnSnapshot {
  readonly strings: StringsSnapshot;
  readonly order: OrderSnapshot;
}

export class TextColumn<Row> implements Column<Row> {
  readonly order: Order;
  readonly #of: (row: Row) => string | null;
  readonly #strings: Strings;
  readonly #shown: (at: number) => boolean;

  constructor(of: (row: Row) => string | null, options: ColumnOptions, snapshot?: TextColumnSnapshot) {
    const { collator, compareIds } = options;
    this.#of = of;
    this.#shown = options.shown;
    const strings = snapshot === undefined ? new Strings() : Strings.restore(snapshot.strings);
    this.#strings = strings;
    const compare: Compare = (a, b) => collator.compare(strings.get(a) ?? '', strings.get(b) ?? '') || compareIds(a, b);
    this.order = new Order(compare, options, snapshot?.order);
  }

  put(at: number, row: Row | null): void {
    const value = row === null ? null : this.#of(row);
    const shown = this.#shown(at);
    if (shown && row !== null && value === this.#strings.get(at)) return;
    if (shown) this.order.remove(at);
    this.#strings.set(at, value);
    if (row !== null) this.order.insert(at, value === null);
  }

  matching(condition: Condition): Words {
    throw unknownCondition('text', condition);
  }

  counts(): ReadonlyMap<string, number> {
    return new Map();
  }

  snapshot(): TextColumnSnapshot {
    return { strings: this.#strings.snapshot(), order: this.order.snapshot() };
  }
}
