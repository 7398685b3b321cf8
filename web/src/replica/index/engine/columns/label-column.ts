/** A column of labels that many rows share: a bitmap of rows for each label. */
import type { Condition } from '../../../client.ts';
import { Bits, countBoth, union, type Words } from '../bits.ts';
import { NumberColumn, type NumberColumnSnapshot } from './number-column.ts';
import type { Order } from '../order.ts';
import { unknownCondition, type Column, type ColumnOptions } from './column.ts';

export interface LabelColumnSnapshot {
  readonly labels: readonly string[];
  readonly rows: readonly Words[];
  /** Null: never sorted by. */
  readonly ranks: NumberColumnSnapshot | null;
}

export class LabelColumn<Row> implements Column<Row> {
  readonly #of: (row: Row) => readonly string[];
  readonly #rows = new Map<string, Bits>();
  readonly #ranks: NumberColumn<Row> | null;

  constructor(of: (row: Row) => readonly string[], rank: ((row: Row) => number) | null, options: ColumnOptions, snapshot?: LabelColumnSnapshot) {
    this.#of = of;
    this.#ranks = rank === null ? null : new NumberColumn(rank, options, snapshot?.ranks ?? undefined);
    snapshot?.labels.forEach((label, i) => this.#rows.set(label, new Bits(snapshot.rows[i])));
  }

  get order(): Order {
    if (this.#ranks === null) throw new Error('a label column without a rank has no order');
    return this.#ranks.order;
  }

  put(at: number, row: Row | null): void {
    const labels = row === null ? [] : this.#of(row);
    // No pair is made for each label, as going through the entries would: of 10,000 users that was a seventh of what an arrival allocates.
    this.#rows.forEach((rows, label) => {
      if (rows.has(at) && !labels.includes(label)) rows.put(at, false);
    });
    for (const label of labels) {
      const rows = this.#rows.get(label) ?? new Bits();
      rows.put(at, true);
      this.#rows.set(label, rows);
    }
    this.#ranks?.put(at, row);
  }

  matching(condition: Condition): Words {
    if (condition.kind !== 'any') throw unknownCondition('label', condition);
    return union(condition.of.map((label) => this.#rows.get(label)?.words ?? new Uint32Array(0)));
  }

  counts(rows: Words): ReadonlyMap<string, number> {
    return new Map([...this.#rows].map(([label, labelled]) => [label, countBoth(labelled.words, rows)]));
  }

  snapshot(): LabelColumnSnapshot {
    return {
      labels: [...this.#rows.keys()],
      rows: [...this.#rows.values()].map((rows) => rows.words.slice()),
      ranks: this.#ranks?.snapshot() ?? null,
    };
  }
}
