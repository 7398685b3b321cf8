/** Opens the library of a process. */
import { readDocumentName } from '@latchkey/shared/document/placement';
import type { Kind } from '@latchkey/shared/domain/kinds';
import { CloseCode } from '@latchkey/shared/protocol/close-codes';
import type { Logger } from 'pino';
import type { Store } from '../store/store.ts';
import { standingOf, workspaceOfDocument } from './access.ts';
import { createBackground } from './background.ts';
import { follow } from './follow.ts';
import { Quarantined, type Library, type Opening } from './library.ts';
import { pause } from './pause.ts';
import { createRooms } from './rooms.ts';
import { Session } from './session.ts';
import { createShelf } from './shelf.ts';
import { createSnapshots, hasLongLog } from './snapshots.ts';
import { createWriter, type Written } from './writer.ts';

/** Milliseconds between heartbeats; y-websocket gives up after 30 s without a message. */
const BEAT = 12_000;
/** Milliseconds for which a document that nobody follows stays in memory. */
const IDLE = 5 * 60_000;
/** Sessions whose rights are checked in one turn of the event loop. */
const CHECKED_AT_ONCE = 50;

export interface LibraryOptions {
  readonly store: Store;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** A random UUID; names epochs. */
  readonly id: () => string;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

export function createLibrary({ store, clock, id, log }: LibraryOptions): Library {
  const background = createBackground(log);
  const rooms = createRooms();
  let closed = false;
  const shelf = createShelf({
    store,
    clock,
    id,
    damaged: (document, why) => tellOfDamage(document, why),
  });
  const snapshots = createSnapshots(shelf, store);

  /** Not awaited: whoever finds the damage may hold the lock that marking it needs. */
  function quarantine(document: string, why: string): void {
    log.error({ document, why }, 'damaged: not served until it is repaired');
    background.run(`quarantine ${document}`, async () => {
      await store.quarantine(document, why, id());
      shelf.slot(document).evict();
      for (const session of rooms.of(document)) session.close(CloseCode.tryAgainLater, 'the document is damaged');
    });
  }

  const tellOfDamage: Library['damaged'] = (document, why) => {
    if (document === null) log.error({ why }, 'damaged: what depends on it is refused until it is repaired');
    else quarantine(document, why);
  };

  const turn = async (document: string): Promise<void> => {
    const epoch = await writer.turn(document);
    if (epoch === null) return;
    log.info({ document, epoch }, 'new epoch');
    for (const session of rooms.of(document)) if (session.isOfAnother(epoch)) session.close(CloseCode.gone, 'a new epoch');
  };

  /** After COMMIT: broadcasts, lets go who may no longer read, and looks whether a document needs care. */
  const published = (written: readonly Written[]): void => {
    for (const { document, update } of written) if (update !== null) rooms.broadcast(document, update);
    const records = written.flatMap(({ workspace, changes }) => changes.filter(({ part }) => part === 'record').map(({ kind, id }) => ({ workspace, kind, id })));
    const touched = (kind: Kind, what: 'id' | 'workspace') => new Set(records.filter((record) => record.kind === kind).map((record) => record[what]));
    const [members, teams, integrations] = [touched('member', 'id'), touched('team', 'workspace'), touched('integration', 'id')];
    // What a team holds is its members', all of its workspace; an integration's group decides about its runs.
    const concerns = ({ opening: { member, workspace, document } }: Session) => teams.has(workspace) || members.has(member.id) || integrations.has(readDocumentName(document).id);
    if (members.size + teams.size + integrations.size > 0) recheck(concerns);
    if (closed) return;
    for (const { document } of written) {
      const { live } = shelf.slot(document);
      if (live?.isOutweighed() === true) background.runOne(`turn ${document}`, () => turn(document));
      else if (live !== null && hasLongLog(live)) background.runOne(`snapshot ${document}`, async () => void (await snapshots.current(document)));
    }
  };
  const writer = createWriter({ shelf, id, published });

  /** Each commit has a check of its own: one that is under way may have read what was before. */
  const recheck = (concerns: (session: Session) => boolean): void => {
    const concerned = rooms.sessions().filter(concerns);
    background.run('check sessions', async () => {
      for (const [index, session] of concerned.entries()) {
        if (index > 0 && index % CHECKED_AT_ONCE === 0) await pause();
        background.run(`check ${session.id}`, async () => void (await check(session)));
      }
    });
  };

  /** Closes a session whose member may no longer read its document (PERM-7, SYNC-6). */
  async function check(session: Session): Promise<boolean> {
    const { user, document } = session.opening;
    const standing = await store.read((reader) => standingOf(reader, user, document)).catch((error: unknown) => {
      session.close(CloseCode.tryAgainLater, 'rights can not be read now');
      throw error;
    });
    if (standing === 'reads') return true;
    if (standing === 'gone') session.close(CloseCode.signedOut, 'no longer a member');
    else session.close(CloseCode.forbidden, 'no longer readable');
    return false;
  }

  const answering = new WeakSet<Session>();
  const answer = async (session: Session, stateVector: Uint8Array): Promise<void> => {
    if (answering.has(session)) return; // what it is about to get is no less than what it now asks for
    answering.add(session);
    try {
      // Rights may have changed between the upgrade and now, before this session was known here.
      if (await check(session)) await follow(session, stateVector, shelf, store);
    } catch (error) {
      log[error instanceof Quarantined ? 'warn' : 'error']({ err: error, document: session.opening.document }, 'a session could not be answered');
      session.close(CloseCode.tryAgainLater, 'the document can not be read now');
    } finally {
      answering.delete(session);
    }
  };

  const beat = setInterval(() => {
    for (const session of rooms.sessions()) session.beat();
    shelf.forgetUnused(clock() - IDLE, (document) => rooms.isEmpty(document));
  }, BEAT);
  beat.unref();

  return {
    write: writer.write,
    snapshot: snapshots.current,

    async load(documents) {
      for (const document of documents) {
        await shelf.use(document, () => undefined).catch((error: unknown) => {
          // Was told of when it was found; whoever writes the document meets it again.
          if (!(error instanceof Quarantined)) throw error;
        });
      }
    },

    async state(document) {
      if ((await store.read((reader) => workspaceOfDocument(reader, document))) === null) return undefined;
      // One that was never asked for is made; of any other only this is read, and nothing loaded: devices ask it of hundreds.
      if (!(await store.read((reader) => reader.isStored(document)))) await shelf.use(document, () => undefined);
      const row = await store.read((reader) => reader.document(document));
      if (row !== undefined && row.quarantined !== null) throw new Quarantined(`the document ${document} is damaged: ${row.quarantined}`);
      return row;
    },

    attach(socket, opening: Opening) {
      const session: Session = new Session(socket, opening, clock, {
        asked: (_, stateVector) => background.run(`answer ${session.id}`, () => answer(session, stateVector)),
        heard: (_, entries) => rooms.room(opening.document).hear(session, entries),
        askedWho: () => rooms.room(opening.document).introduce(session),
        ended: () => rooms.leave(session),
      });
      rooms.enter(session).introduce(session);
      if (closed) session.close(CloseCode.goingAway, 'the server is stopping');
    },

    revoke(user, signIn) {
      for (const session of rooms.sessions()) {
        const { opening } = session;
        if (opening.user === user && (signIn === null || opening.signIn === signIn)) session.close(CloseCode.signedOut, 'signed out');
      }
    },

    damaged: tellOfDamage,

    async close() {
      closed = true;
      clearInterval(beat);
      for (const session of rooms.sessions()) session.close(CloseCode.goingAway, 'the server is stopping');
      await background.idle();
    },
  };
}
