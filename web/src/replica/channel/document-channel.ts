/** Between the replica worker and the document worker under it, which does what takes long. */
import type { Change, Meta } from '@latchkey/shared/document/records';
import type { Presence, PresenceClaim } from '@latchkey/shared/protocol/presence';

/** How far a document is on this device. */
export type DocumentProgress =
  /** Whether it is on this device is being found out, and what is there is being read. */
  | { readonly kind: 'opening' }
  | { readonly kind: 'absent' }
  /** Bytes before compression. */
  | { readonly kind: 'arriving'; readonly bytes: number; readonly of: number }
  | { readonly kind: 'stale' }
  | { readonly kind: 'current' };

/** The lineage and version of what the index shows. */
export type Known = Pick<Meta, 'epoch' | 'version'>;

/** What became of a document that nobody looks at. */
export interface Refreshed {
  /** Whether it is up to date now. */
  readonly current: boolean;
  /** Whether something new of it has come, or may have. */
  readonly changed: boolean;
}

/** What the document worker does. */
export interface DocumentCalls {
  /** First of all. `origin` is the server's, as in https://host. */
  start(user: string, origin: string): void;
  /** Brings the document to this device and follows it. `known`: what the index has of it already. */
  open(document: string, known: Known | null): void;
  /** Brings one that is not open up to date and stops; the index is told nothing. */
  refresh(document: string): Promise<Refreshed>;
  /** All of it as it stands on this device, without opening it; null where it is not here. */
  read(document: string): Promise<readonly Change[] | null>;
  /** Stops following it; it stays on the device. */
  close(document: string): Promise<void>;
  /** Takes it off the device. */
  remove(document: string): Promise<void>;
  /** Whether the server answers pulses: sockets that froze are opened anew. */
  link(online: boolean): void;
  claim(document: string, claim: PresenceClaim | null): void;
  /** Closes everything, so that databases can be deleted. */
  stop(): Promise<void>;
}

/**
 * What it tells. A document comes whole as begin, batches, end — each answered before the next is sent, so that
 * queries get in between — and then live, change by change.
 */
export interface DocumentListener {
  /** `held`: what is on the device whole already, where it is. */
  begin(document: string, held: Known | null): void;
  batch(document: string, changes: readonly Change[]): void;
  end(document: string, meta: Known): void;
  live(document: string, changes: readonly Change[], meta: Known): void;
  progress(document: string, progress: DocumentProgress): void;
  presence(document: string, present: readonly Presence[]): void;
  /** The server says that this member can not read it: it has left the device. */
  gone(document: string): void;
  /** A socket closed in a way that a pulse will explain. */
  pulse(): void;
  storageFailing(message: string): void;
}
