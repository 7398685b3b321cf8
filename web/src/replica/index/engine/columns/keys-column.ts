/** A column of ids of other records, any number of them: only filtered by, so that a link can lead to the rows of one. */
import type { Condition } from '../../../client.ts';
import { Bits, type Words } from '../bits.ts';
import type { Order } from '../order.ts';
import { Groups, type GroupsSnapshot } from '../../store/groups.ts';
import { unknownCondition, type Column, type ColumnDescription } from './column.ts';

/** Ids that the row names. */
export const keys = <Row>(of: (row: Row) => readonly string[]): ColumnDescription<Row> => ({
  kind: 'own',
  make: (_options, snapshot) => new KeysColumn(of, snapshot as GroupsSnapshot | undefined),
});

class KeysColumn<Row> implements Column<Row> {
  readonly #of: (row: Row) => readonly string[];
  readonly #rows: Groups;

  constructor(of: (row: Row) => readonly string[], snapshot?: GroupsSnapshot) {
    this.#of = of;
    this.#rows = new Groups(snapshot);
  }

  get order(): Order {
    throw new Error('a column of ids has no order');
  }

  put(at: number, row: Row | null): void {
    this.#rows.put(at, row === null ? [] : this.#of(row));
  }

  matching(condition: Condition): Words {
    if (condition.kind !== 'any') throw unknownCondition('keys', condition);
    const rows = new Bits();
    for (const id of condition.of) for (const at of this.#rows.of(id)) rows.put(at, true);
    return rows.words;
  }

  counts(): ReadonlyMap<string, number> {
    return new Map();
  }

  snapshot(): GroupsSnapshot {
    return this.#rows.snapshot();
  }
}
