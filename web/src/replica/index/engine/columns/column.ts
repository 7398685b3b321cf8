/** What every column of a table can do; and what a table's description says of each. */
import type { Condition } from '../../../client.ts';
import type { Words } from '../bits.ts';
import type { Order } from '../order.ts';
import type { Compare } from '../sorted-rows.ts';

/** How a column's values come from a row, and by that what can be asked of it. */
export type ColumnDescription<Row> =
  /** Sorted as the viewer's language does; null goes last, either way round. */
  | { readonly kind: 'text'; readonly of: (row: Row) => string | null }
  /** Sorted by size; filtered by range. */
  | { readonly kind: 'number'; readonly of: (row: Row) => number }
  /** A few words out of a set that many rows share: filtered by them, counted by them, sorted by rank (null: never). */
  | { readonly kind: 'labels'; readonly of: (row: Row) => readonly string[]; readonly rank: ((row: Row) => number) | null }
  /** Of a kind that comes with the table that has it. */
  | { readonly kind: 'own'; readonly make: (options: ColumnOptions, snapshot?: unknown) => Column<Row> };

/** What the numbers of rows stand for. */
export interface ColumnOptions {
  readonly collator: Intl.Collator;
  /** Orders rows by their ids: what breaks every tie. */
  readonly compareIds: Compare;
  /** Whether rows are put in order as they come, and not when somebody first sorts by the column. */
  readonly ordered: boolean;
  /** Whether the row is in the table now, before the change that is being put. */
  readonly shown: (at: number) => boolean;
}

export interface Column<Row> {
  /** @throws where nobody sorts by this column */
  readonly order: Order;
  /** Null: the row is gone. */
  put(at: number, row: Row | null): void;
  /** The rows for which the condition holds. @throws if it is not one that this kind of column knows */
  matching(condition: Condition): Words;
  /** How many of these rows have each label; empty where the column has none. */
  counts(rows: Words): ReadonlyMap<string, number>;
  /** Structured-clonable; what the same column is made of at a later start. */
  snapshot(): unknown;
}

/** A description asked a column for what its kind does not do: a mistake in the code. */
export const unknownCondition = (kind: string, condition: Condition): Error => new Error(`a ${kind} column has no filter '${condition.kind}'`);
