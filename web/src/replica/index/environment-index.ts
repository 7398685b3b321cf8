/**
 * The query index of one environment (SPEC: QUERY): everything the page asks about its records, answered in
 * memory, by the document of the environment or, for whoever reads single integrations, by a scoped one.
 */
import type { Overview, UserDetail, UserRow } from '../environment-rows.ts';
import type { DocumentIndex } from './document-index.ts';
import { formatOf, type EnvironmentSnapshot, type IndexSnapshot } from './index-snapshot.ts';
import { IndexedEnvironment } from './indexed-environment.ts';
import type { IndexedTable, TableView } from './indexed-table.ts';
import type { UserSources } from './user-views.ts';

export interface EnvironmentIndex extends DocumentIndex {
  readonly users: TableView<UserRow, UserDetail> & Pick<IndexedTable<never, never, UserRow, UserDetail>, 'select'>;
  /** What other tables are made of. */
  readonly sources: UserSources;
  overview(): Overview;

  /**
   * What a warm start needs: structured-clonable, a few large buffers and strings. It holds the document's state
   * and not the overlay, which comes from the outbox; it shares nothing with the index.
   */
  snapshot(): EnvironmentSnapshot;
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
  return snapshot.format === formatOf(collator) ? new IndexedEnvironment(collator, snapshot.parts as EnvironmentSnapshot['parts']) : null;
}
