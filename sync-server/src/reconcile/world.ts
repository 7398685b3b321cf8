/** What carrying out and reporting need of the server. */
import type { Library } from '../documents/library.ts';
import type { Store } from '../store/store.ts';

export interface World {
  readonly store: Store;
  readonly library: Library;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** A random UUID; names accounts that a check found. */
  readonly id: () => string;
}
