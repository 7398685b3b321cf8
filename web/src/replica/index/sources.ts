/** What tables are made of. */
import type { Kind, RecordOf, StatusKind, StatusOf } from '@latchkey/shared/domain/kinds';
import type { Shown } from '../environment-rows.ts';
import type { RecordSet } from './store/record-set.ts';

/** Records of every kind, of whichever documents. */
export interface Records {
  /** @throws if the document has a kind that this version of the app does not know */
  of(kind: Kind): RecordSet;
  /** With the unsaved edits of this device. */
  effective<K extends Kind>(kind: K, at: number): RecordOf<K> | undefined;
  /** What the document says. */
  base<K extends Kind>(kind: K, at: number): RecordOf<K> | undefined;
  status<K extends StatusKind>(kind: K, at: number): StatusOf<K> | undefined;
}

export interface Sources {
  readonly records: Records;
  readonly collator: Intl.Collator;
}

/** The records of several documents as one: each kind comes from one of them. */
export const joined = (holderOf: (kind: Kind) => Records): Records => ({
  of: (kind) => holderOf(kind).of(kind),
  effective: (kind, at) => holderOf(kind).effective(kind, at),
  base: (kind, at) => holderOf(kind).base(kind, at),
  status: (kind, at) => holderOf(kind).status(kind, at),
});

/** The records of a kind that there are, with their unsaved edits; without those that one removes. */
export function* shownRecords<K extends Kind>(records: Records, kind: K): Generator<Shown<RecordOf<K>>> {
  const set = records.of(kind);
  for (const at of set.all()) {
    const record = set.removed(at) ? undefined : records.effective(kind, at);
    if (record !== undefined) yield { id: set.ids.text(at), record, pending: set.pending(at) };
  }
}
