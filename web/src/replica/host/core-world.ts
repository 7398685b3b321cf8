/** What the replica of a user needs from its worker. */
import type { Session } from '@latchkey/shared/protocol/http';
import type { Port } from '../channel/link.ts';
import type { DeviceStore } from '../storage/device-store.ts';
import type { PieceFiles } from '../storage/piece-files.ts';
import type { SignedOut } from '../channel/tab-channel.ts';

export interface CoreWorld {
  readonly user: string;
  readonly origin: string;
  readonly locale: string;
  readonly fetch: typeof fetch;
  readonly locks: Pick<LockManager, 'request'>;
  readonly now: () => number;
  readonly random: () => number;
  /** Resolves after so many milliseconds: for what is in no hurry. */
  readonly rest: (length: number) => Promise<void>;
  readonly uuid: () => string;
  /** The private files of a user. */
  readonly files: (user: string) => PieceFiles;
  readonly device: Pick<DeviceStore, 'leave'>;
  /** Starts a document worker. */
  readonly documents: () => { readonly port: Port; terminate(): void };
  /** This user is no longer shown on this device; everything of theirs is closed. */
  readonly ended: (account: SignedOut) => void;
  /** The server's sign-in is another person's. */
  readonly otherUser: (session: Session) => void;
}
