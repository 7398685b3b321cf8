/** Saved views, as tables list them. */
import type { SavedView } from '../environment-rows.ts';
import { shownRecords, type Records } from './sources.ts';

/** Those of an environment, in no particular order. */
export const savedViews = (records: Records, environment: string): readonly SavedView[] =>
  [...shownRecords(records, 'view')].flatMap(({ id, record, pending }) =>
    record.environment === environment ? [{ id, screen: record.screen, name: record.name, query: record.query, shared: record.member === null, pending }] : [],
  );
