/** Saved views, as tables list them. */
import type { SavedView } from '../client.ts';
import type { RecordSets } from './store/record-sets.ts';

/** Those of an environment, in no particular order. */
export const savedViews = (records: RecordSets, environment: string): readonly SavedView[] =>
  [...records.present('view')].flatMap(({ id, record, pending }) =>
    record.environment === environment ? [{ id, screen: record.screen, name: record.name, query: record.query, shared: record.member === null, pending }] : [],
  );
