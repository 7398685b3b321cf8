/** What the routes are made of. Clock, randomness and network are passed in. */
import type { Logger } from 'pino';
import type { SetUp } from '@latchkey/shared/protocol/http';
import type { Library } from '../documents/library.ts';
import type { Desk } from '../edits/desk.ts';
import type { Identity } from '../identity/identity.ts';
import type { Store } from '../store/store.ts';
import type { OriginPolicy } from './origins.ts';

export interface Services {
  readonly store: Store;
  readonly library: Library;
  readonly desk: Desk;
  readonly identity: Identity;
  readonly log: Logger;
  readonly origins: OriginPolicy;
  /** See {@link import('../config.ts').Config.proxies}. */
  readonly proxies: number;
  /** Who can sign in to the sample; null where this is no sample. */
  readonly sample: SetUp['sample'];
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** A random UUID. */
  readonly newId: () => string;
  readonly random: (bytes: number) => Buffer;
}
