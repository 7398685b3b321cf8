/** What a warm start needs, as one structured-clonable value: a few large buffers and strings, nothing for each row. */
import type { Kind } from '@latchkey/shared/domain/kinds';
import type { TableSnapshot } from './engine/table.ts';
import type { DependentsSnapshot } from './store/dependents.ts';
import type { IdTableSnapshot } from './store/id-table.ts';
import type { RecordSetsSnapshot } from './store/record-sets.ts';

/** Raised whenever the parts change, or what folding makes of a text. */
const VERSION = 2;

export interface IndexSnapshot {
  /** What made it: see {@link formatOf}. */
  readonly format: string;
  readonly parts: {
    readonly records: RecordSetsSnapshot;
    readonly activations: DependentsSnapshot;
    readonly connections: DependentsSnapshot;
    readonly connectors: IdTableSnapshot;
    readonly users: TableSnapshot;
    /** Records whose overlay shows in the parts above: a warm start derives them again from what the document says. */
    readonly overlaid: readonly { readonly kind: Kind; readonly at: number }[];
  };
}

/** A snapshot is of use only to the same version of this code, and for the same language. */
export const formatOf = (collator: Intl.Collator): string => `${VERSION} ${collator.resolvedOptions().locale}`;
