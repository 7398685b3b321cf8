/** What a warm start needs of an index, as one structured-clonable value: a few large buffers and strings, nothing for each row. */
import type { TableSnapshot } from './engine/table.ts';
import type { ChangedRecord, KeptSnapshot } from './kept-table.ts';
import type { DependentsSnapshot } from './store/dependents.ts';
import type { IdTableSnapshot } from './store/id-table.ts';
import type { RecordSetsSnapshot } from './store/record-sets.ts';

/** Raised whenever the parts change, or what folding makes of a text. */
const VERSION = 3;

export interface IndexSnapshot {
  /** What made it: it is of use to that only. */
  readonly format: string;
  readonly parts: object;
}

/** Of records, and of what is made of them where that is kept. */
export interface RecordsSnapshot extends IndexSnapshot {
  readonly parts: { readonly records: RecordSetsSnapshot; readonly table: KeptSnapshot | null };
}

export interface EnvironmentSnapshot extends IndexSnapshot {
  readonly parts: {
    readonly records: RecordSetsSnapshot;
    readonly activations: DependentsSnapshot;
    readonly connections: DependentsSnapshot;
    readonly connectors: IdTableSnapshot;
    readonly users: TableSnapshot;
    /** Records whose overlay shows in the parts above: a warm start derives them again from what the document says. */
    readonly overlaid: readonly ChangedRecord[];
  };
}

export const RECORDS_FORMAT = `${VERSION} records`;

/** Of an environment: it is of use only to the same version of this code, and for the same language. */
export const formatOf = (collator: Intl.Collator): string => `${VERSION} ${collator.resolvedOptions().locale}`;
