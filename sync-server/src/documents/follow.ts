/** What a session lacks when it asks (SYNC-1). */
import { CloseCode } from '@latchkey/shared/protocol/close-codes';
import * as Y from 'yjs';
import type { LogEntry, Store } from '../store/store.ts';
import type { LiveDocument } from './live-document.ts';
import { encodeAnswer } from './messages.ts';
import type { Session } from './session.ts';
import type { Shelf } from './shelf.ts';

/** An update that changes nothing: no structs, no deletions. */
const NOTHING = Uint8Array.of(0, 0);

/**
 * Answers and lets the session follow, with no commit lost or sent twice in between. A client that told its
 * version gets the log after it; a stock one, or one from before the log's beginning, Yjs's own difference.
 * @throws {import('./library.ts').Quarantined} and what else keeps the document from being read
 */
export async function follow(session: Session, stateVector: Uint8Array, shelf: Shelf, store: Store): Promise<void> {
  const { document, from } = session.opening;
  const tail: LogEntry[] = [];
  let useLog = from !== null;

  /** @returns the version after which the log is still to be read, or null where the session needs no more */
  const answer = (live: LiveDocument): number | null => {
    const reached = tail.at(-1)?.version ?? from?.version ?? 0;
    const stale = from === null ? !live.isKnownTo(stateVector) : live.epoch !== from.epoch || live.version < reached;
    if (stale) {
      session.close(CloseCode.gone, 'another epoch');
      return null;
    }
    if (useLog && live.version > reached) return reached;
    session.follow(live.epoch, encodeAnswer(useLog ? merged(tail) : Y.encodeStateAsUpdate(live.doc, stateVector)));
    return null;
  };

  for (;;) {
    const reached = await shelf.use(document, answer);
    if (reached === null) return;
    const entries = await store.read((reader) => reader.log(document, reached));
    if (entries[0]?.version === reached + 1) tail.push(...entries);
    else useLog = false;
  }
}

const merged = (tail: readonly LogEntry[]): Uint8Array => (tail.length === 0 ? NOTHING : Y.mergeUpdates(tail.map(({ update }) => update)));
