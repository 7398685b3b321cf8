/** Between a tab and the tab that leads, which may be the same one. */
import type { Session } from '@latchkey/shared/protocol/http';
import type { PresenceClaim } from '@latchkey/shared/protocol/presence';
import type { Refusal } from '../account/refusal.ts';
import type { Account, EditRequest, Kept, MadeRequest, Replica, ReplicaEvents, Undone } from '../client.ts';
import type { Overview, SavedView } from '../environment-rows.ts';
import type { TableCalls } from './table-calls.ts';

/** Edits carry their ids from the tab that asks, so that asking a new leader again does nothing twice. */
export interface IdentifiedRequest extends MadeRequest {
  readonly id: string;
}

/** What the leader does for a tab. */
export interface HostCalls extends TableCalls {
  /** Answered at once, by any leader that is alive. */
  ping(): void;
  account(): Promise<Account>;
  /** A fresh session of this user. */
  adopt(session: Session): Promise<void>;
  /** The server said that this user is not signed in. */
  refused(refusal: Refusal): Promise<void>;
  /** Removes this user's data from the device; the tab that asked tells the server. */
  signOut(): Promise<void>;
  unsent(): Promise<readonly EditRequest[]>;

  open(environment: string): Promise<void>;
  overview(environment: string): Promise<Overview>;
  views(environment: string): Promise<readonly SavedView[]>;

  keep(environment: string, thread: string, requests: readonly IdentifiedRequest[]): Promise<Kept>;
  /** `as`: the thread of the edits that take `thread` back. */
  undo(thread: string, as: string): Promise<Undone>;
  changes: Replica['changes'];
  names: Replica['names'];
  settled(): Promise<void>;

  claim(claim: PresenceClaim): Promise<void>;
  /** Whether somebody looks at the tab. */
  visible(visible: boolean): Promise<void>;
  /** Whether the tab's page listens for edit events; until one does, they are kept. */
  hears(): Promise<void>;
  /** What the browser said about keeping the data. */
  persistent(persistent: boolean): Promise<void>;
  /** The browser's word on the network, which reaches pages and workers alike. */
  network(up: boolean): Promise<void>;
}

export type EventMessage = { readonly [K in keyof ReplicaEvents]: { readonly name: K; readonly value: ReplicaEvents[K] } }[keyof ReplicaEvents];
export type SignedOut = Extract<Account, { kind: 'signed-out' }>;

/** What the leader tells a tab. */
export interface TabCalls {
  event(message: EventMessage): void;
  /** This user is no longer shown on this device. */
  ended(account: SignedOut): void;
}

/** Raised when tabs of two versions of the app could not understand each other; each then has its own channel. */
export const TAB_PROTOCOL = 3;

/** On the channel of a user: who leads, and the link between a tab and the leader. */
export type TabMessage =
  | { readonly kind: 'hello' }
  | { readonly kind: 'hosting'; readonly host: string }
  | { readonly kind: 'link'; readonly from: string; readonly to: string; readonly body: unknown };

/** On the channel of the profile: this user is shown from now on. */
export interface ProfileMessage {
  readonly user: string;
}
