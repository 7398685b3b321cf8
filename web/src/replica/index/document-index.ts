/**
 * The records of one document, fed with what the document says and with what unsaved edits set: always a function of
 * the two (QUERY-3). No clock, no storage, no network.
 *
 * Use: `apply` every change of the document (batches of about 2,000 let queries in between); `overlay` after each
 * change of the outbox; `beginReconcile … apply … endReconcile` when the whole document arrives anew, as after a
 * warm start. Every query may come at any time, also in the middle of these.
 */
import type { Change } from '@latchkey/shared/document/records';
import { kinds, type Kind, type RecordOf } from '@latchkey/shared/domain/kinds';
import type { Element } from '@latchkey/shared/edits/definition';
import type { EditState } from '../environment-rows.ts';
import { RECORDS_FORMAT, type IndexSnapshot, type RecordsSnapshot } from './index-snapshot.ts';
import { KeptTable } from './kept-table.ts';
import type { Records } from './sources.ts';
import type { Json } from './store/record-codec.ts';
import { RecordSets } from './store/record-sets.ts';

/** A record as the index knows it. */
export interface IndexedRecord<K extends Kind> {
  /** What the document says; undefined where only an unsaved edit makes it. */
  readonly base: RecordOf<K> | undefined;
  /** With the unsaved edits of this device. */
  readonly effective: RecordOf<K>;
  /** Whether an unsaved edit removes it, or what it belongs to. */
  readonly removed: boolean;
  readonly pending: EditState | null;
}

/** Told the kind and number of a record that has changed, its overlay included, and whether it was only its status. */
export type Watcher = (kind: Kind, at: number, part: Change['part']) => void;

export interface DocumentIndex {
  readonly records: Records;
  /** Document state arrives: any order, any number of times. */
  apply(changes: readonly Change[]): void;
  /** From here to {@link endReconcile} the whole document is applied anew; queries are answered meanwhile. */
  beginReconcile(): void;
  /** Drops what was not applied since {@link beginReconcile}. */
  endReconcile(): void;
  /** What unsaved edits set on a record, in their order, and how they stand; replaces what was there. Empty or null: none. */
  overlay(kind: Kind, id: string, elements: readonly Element[], state: EditState | null): void;
  record<K extends Kind>(kind: K, id: string): IndexedRecord<K> | undefined;
  /** @returns what ends it */
  watch(watcher: Watcher): () => void;
}

export class IndexedRecords implements DocumentIndex {
  readonly records: RecordSets;
  /** The largest table that is made of them. */
  readonly table: KeptTable;
  readonly #watchers = new Set<Watcher>();

  constructor(parts?: Partial<RecordsSnapshot['parts']>) {
    this.records = new RecordSets(parts?.records);
    this.table = new KeptTable(parts?.table ?? null);
    this.watch((kind, at) => this.table.changed(kind, at));
  }

  /** As it was when the snapshot was made; overlays are to be set again. Null where another version of the app made it. */
  static restore(this: void, { format, parts }: IndexSnapshot): IndexedRecords | null {
    return format === RECORDS_FORMAT ? new IndexedRecords(parts as RecordsSnapshot['parts']) : null;
  }

  /** How many records there are or were, of all kinds. */
  get size(): number {
    return kinds.reduce((sum, kind) => sum + this.records.of(kind).ids.size, 0);
  }

  /** The document's state, without the overlay. */
  snapshot(): RecordsSnapshot {
    return { format: RECORDS_FORMAT, parts: { records: this.records.snapshot(), table: this.table.snapshot(this.records.overlaid) } };
  }

  apply(changes: readonly Change[]): void {
    for (const { kind, id, part, text } of changes) {
      const set = this.records.of(kind);
      const at = text === null ? set.ids.find(id) : set.ids.intern(id);
      if (at === -1) continue;
      if (set.put(at, part, text === null ? null : (JSON.parse(text) as Json))) this.#changed(kind, at, part);
    }
  }

  beginReconcile(): void {
    for (const kind of kinds) this.records.of(kind).beginReconcile();
  }

  endReconcile(): void {
    for (const kind of kinds) for (const at of this.records.of(kind).endReconcile()) this.#changed(kind, at, 'record');
  }

  overlay(kind: Kind, id: string, elements: readonly Element[], state: EditState | null): void {
    const set = this.records.of(kind);
    const at = set.ids.intern(id);
    set.overlay(at, elements, state);
    this.#changed(kind, at, 'record');
  }

  record<K extends Kind>(kind: K, id: string): IndexedRecord<K> | undefined {
    const set = this.records.of(kind);
    const at = set.ids.find(id);
    const effective = this.records.effective(kind, at);
    if (effective === undefined) return undefined;
    return { base: this.records.base(kind, at), effective, removed: set.removed(at), pending: set.pending(at) };
  }

  watch(watcher: Watcher): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  #changed(...change: Parameters<Watcher>): void {
    for (const watcher of this.#watchers) watcher(...change);
  }
}
