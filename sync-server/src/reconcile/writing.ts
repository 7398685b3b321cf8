/** The transaction in which a report is written. */
import type { RowWriter } from '../records/row-writer.ts';
import type { Transaction } from '../store/store.ts';
import type { World } from './world.ts';

export interface Writing {
  readonly transaction: Transaction;
  readonly writer: RowWriter;
  readonly world: World;
  /** Milliseconds since 1970, and the same as ISO 8601. */
  readonly now: number;
  readonly at: string;
}
