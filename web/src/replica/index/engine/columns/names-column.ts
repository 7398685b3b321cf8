/**
 * A column of a few names that many rows share: filtered and counted by them, and sorted as the viewer's language
 * does, with no comparison of text for each row.
 */
import type { Condition } from '../../../client.ts';
import type { Words } from '../bits.ts';
import { grown } from '../growth.ts';
import { Order } from '../order.ts';
import type { Column, ColumnDescription, ColumnOptions } from './column.ts';
import { LabelColumn } from './label-column.ts';

/** One of a few names that many rows share, or null. */
export const names = <Row>(of: (row: Row) => string | null): ColumnDescription<Row> => ({ kind: 'own', make: (options) => new NamesColumn(of, options) });

class NamesColumn<Row> implements Column<Row> {
  readonly order: Order;
  readonly #of: (row: Row) => string | null;
  readonly #shown: (at: number) => boolean;
  readonly #collator: Intl.Collator;
  readonly #labels: LabelColumn<Row>;
  /** Name → its number, from 1. */
  readonly #numberOf = new Map<string, number>();
  /** By number: the name's place among all. A new name moves places, but never turns two names round. */
  #places: Uint32Array<ArrayBuffer> = new Uint32Array(1);
  /** By row: number of its name; 0: it has none. */
  #numbers: Uint32Array<ArrayBuffer> = new Uint32Array(0);

  constructor(of: (row: Row) => string | null, options: ColumnOptions) {
    const { collator, compareIds, shown } = options;
    this.#of = of;
    this.#shown = shown;
    this.#collator = collator;
    const labels = (row: Row): readonly string[] => [of(row)].filter((name) => name !== null);
    this.#labels = new LabelColumn(labels, null, options);
    const placeOf = (row: number): number => this.#places[this.#numbers[row] ?? 0] ?? 0;
    this.order = new Order((a, b) => placeOf(a) - placeOf(b) || compareIds(a, b), options);
  }

  put(at: number, row: Row | null): void {
    const number = row === null ? 0 : this.#number(this.#of(row));
    const shown = this.#shown(at);
    if (shown && row !== null && number === this.#numbers[at]) return;
    if (shown) this.order.remove(at);
    this.#numbers = grown(this.#numbers, at + 1);
    this.#numbers[at] = number;
    this.#labels.put(at, row);
    if (row !== null) this.order.insert(at, number === 0);
  }

  matching(condition: Condition): Words {
    return this.#labels.matching(condition);
  }

  counts(rows: Words): ReadonlyMap<string, number> {
    return this.#labels.counts(rows);
  }

  /** Nothing: only tables that are built when they are asked for have such columns. */
  snapshot(): null {
    return null;
  }

  #number(name: string | null): number {
    if (name === null) return 0;
    const known = this.#numberOf.get(name);
    if (known !== undefined) return known;
    this.#numberOf.set(name, this.#numberOf.size + 1);
    this.#place();
    return this.#numberOf.size;
  }

  #place(): void {
    this.#places = new Uint32Array(this.#numberOf.size + 1);
    const sorted = [...this.#numberOf].sort(([a], [b]) => this.#collator.compare(a, b));
    let place = 0;
    sorted.forEach(([name, number], i) => {
      // Names that the language does not tell apart share a place.
      if (i === 0 || this.#collator.compare(sorted[i - 1]?.[0] ?? '', name) !== 0) place++;
      this.#places[number] = place;
    });
  }
}
