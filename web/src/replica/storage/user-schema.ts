/** The user's own database on this device: the outbox, and what is needed to start without a network. */
import type { Kind } from '@latchkey/shared/domain/kinds';
import type { Edit } from '@latchkey/shared/edits/edit';
import type { Value } from '@latchkey/shared/edits/merge';
import type { Session } from '@latchkey/shared/protocol/http';
import type { DBSchema } from 'idb';
import type { EditEvent } from '../client.ts';

export const USER_SCHEMA_VERSION = 1;

/** An edit of this device. Its key is the device's sequence number, so numbers are never used twice. */
export type OutboxRow = {
  readonly edit: Omit<Edit, 'sequence'>;
  /** What it is about, as a person would say it: told if it is refused, when the record may be gone. */
  readonly subject: string;
} & (
  | { readonly state: 'waiting' }
  /** It was in a batch that has not been answered; that batch goes again as it was (OUT-4). */
  | { readonly state: 'sent' }
  /** It has its verdict; its overlay goes once the document shows it (OUT-3). */
  | { readonly state: 'settled'; readonly versions: Readonly<Record<string, number>> }
);

/** What a thread did, for taking it back. */
export interface ThreadRow {
  /** Milliseconds since 1970 on this device. */
  readonly at: number;
  readonly environment: string;
  readonly steps: readonly ThreadStep[];
  /** It was taken back, with nothing of it left. */
  readonly undone?: true;
}

export interface ThreadStep {
  readonly edit: string;
  readonly name: string;
  readonly args: Readonly<Record<string, Value>>;
  readonly kind: Kind;
  readonly id: string;
  readonly path: string;
  readonly value: Value;
  /** What the element was before. */
  readonly prior: Value;
  /** Which it was made in: a record that is removed is in none. Absent in what an older version of the app did. */
  readonly document?: string;
  /** What the record was called. Absent likewise. */
  readonly subject?: string;
}

/** The last time the server answered, and how far its clock is ahead of this device's (milliseconds). */
export interface Contact {
  readonly at: number;
  readonly offset: number;
}

/** Which epoch of a document is stored complete on this device; with the version at which it was last no longer followed. */
export interface StoredDocument {
  readonly epoch: string;
  readonly version?: number;
}

export interface UserSchema extends DBSchema {
  device: { key: 'id' | 'signIn'; value: string };
  session: { key: 'cached'; value: Session };
  contact: { key: 'last'; value: Contact };
  outbox: { key: number; value: OutboxRow; indexes: { state: OutboxRow['state']; id: string } };
  threads: { key: string; value: ThreadRow; indexes: { at: number } };
  /** Verdicts that no page has been told of yet, by edit. */
  untold: { key: string; value: Exclude<EditEvent, { kind: 'saved' }> };
  documents: { key: string; value: StoredDocument };
}
