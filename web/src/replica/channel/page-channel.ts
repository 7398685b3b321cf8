/** Between the page and its replica worker. */
import type { PresenceClaim } from '@latchkey/shared/protocol/presence';
import type { Replica, TableQueries } from '../client.ts';
import type { TableCalls } from './table-calls.ts';
import type { EventMessage } from './tab-channel.ts';

/** What the worker does for the page: the replica's calls, and what only a page can know. */
export interface PageCalls extends Omit<Replica, 'on' | 'presence' | 'persist' | keyof TableQueries>, TableCalls {
  claim(claim: PresenceClaim): void;
  visible(visible: boolean): void;
  /** The page listens for edit events from now on. */
  hears(): void;
  persistent(persistent: boolean): void;
}

/** What the worker tells the page. */
export interface PageListener {
  event(message: EventMessage): void;
}
