/**
 * The query index of one environment (SPEC: QUERY): everything the page asks about its records, answered in
 * memory. It is fed with what the document says and with what unsaved edits set, in any order, and is always a
 * function of the two (QUERY-3). No clock, no storage, no network: the replica embeds it in its worker.
 *
 * Use: `apply` every change of the document (batches of about 2,000 let queries in between); `overlay` after each
 * change of the outbox; `beginReconcile … apply … endReconcile` when the whole document arrives anew, as after a
 * warm start. Every query may come at any time, also in the middle of these.
 */
import type { Change } from '@latchkey/shared/document/records';
import type { Kind, RecordOf } from '@latchkey/shared/domain/kinds';
import type { Element } from '@latchkey/shared/edits/definition';
import type { EditState, Overview, UserDetail, UserRow } from '../client.ts';
import { formatOf, type IndexSnapshot } from './index-snapshot.ts';
import { IndexedEnvironment } from './indexed-environment.ts';
import type { IndexedTable, TableView } from './indexed-table.ts';
import type { UserSources } from './user-views.ts';

/** A record as the index knows it. */
export interface IndexedRecord<K extends Kind> {
  /** What the document says; undefined where only an unsaved edit makes it. */
  readonly base: RecordOf<K> | undefined;
  /** With the unsaved edits of this device. */
  readonly effective: RecordOf<K>;
  /** Whether an unsaved edit removes it, or the connected user it belongs to. */
  readonly removed: boolean;
  readonly pending: EditState | null;
}

export interface EnvironmentIndex {
  /** Document state arrives: any order, any number of times. */
  apply(changes: readonly Change[]): void;
  /** From here to {@link endReconcile} the whole document is applied anew; queries are answered meanwhile. */
  beginReconcile(): void;
  /** Drops what was not applied since {@link beginReconcile}. */
  endReconcile(): void;
  /** What unsaved edits set on a record, in their order, and how they stand; replaces what was there. Empty or null: none. */
  overlay(kind: Kind, id: string, elements: readonly Element[], state: EditState | null): void;

  readonly users: TableView<UserRow, UserDetail> & Pick<IndexedTable<never, never, UserRow, UserDetail>, 'select'>;
  /** What other tables are made of. */
  readonly sources: UserSources;
  /** Calls `watcher` with the kind and number of every record that changes, its status and its overlay included. */
  watch(watcher: (kind: Kind, at: number) => void): void;
  overview(): Overview;
  record<K extends Kind>(kind: K, id: string): IndexedRecord<K> | undefined;

  /**
   * What a warm start needs: structured-clonable, a few large buffers and strings. It holds the document's state
   * and not the overlay, which comes from the outbox; it shares nothing with the index.
   */
  snapshot(): IndexSnapshot;
}

export interface IndexOptions {
  /** The viewer's locale, BCP 47: text is sorted as its readers expect, digits by their number. */
  readonly locale: string;
}

const collatorFor = (locale: string): Intl.Collator => new Intl.Collator(locale, { numeric: true });

export function createEnvironmentIndex({ locale }: IndexOptions): EnvironmentIndex {
  return new IndexedEnvironment(collatorFor(locale));
}

/**
 * The index as it was when the snapshot was made; overlays are to be set again. It takes the snapshot's buffers
 * for its own. Null where another version of the app, or another language, made it: then start from the document.
 */
export function restoreEnvironmentIndex(snapshot: IndexSnapshot, { locale }: IndexOptions): EnvironmentIndex | null {
  const collator = collatorFor(locale);
  return snapshot.format === formatOf(collator) ? new IndexedEnvironment(collator, snapshot.parts) : null;
}
