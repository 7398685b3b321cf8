/** The sessions of one document, and who of them is where. */
import type { PresenceEntry } from './messages.ts';
import { encodePresence, encodeUpdate } from './messages.ts';
import { Roster } from './presence.ts';
import type { Session } from './session.ts';

/** Milliseconds over which presence is gathered into one message: with n sessions each word of one goes to n. */
const GATHER = 50;

export class Room {
  readonly sessions = new Set<Session>();
  readonly #roster = new Roster<Session>();
  #news = new Map<number, PresenceEntry>();
  #timer: NodeJS.Timeout | null = null;

  /** Sends a commit to all who follow. */
  broadcast(update: Uint8Array): void {
    const frame = encodeUpdate(update);
    for (const session of this.sessions) session.forward(frame);
  }

  /** @returns false where it is malformed */
  hear(session: Session, entries: readonly PresenceEntry[]): boolean {
    const news = this.#roster.hear(session, session.opening.member, entries);
    if (news !== null) this.#announce(news);
    return news !== null;
  }

  /** Tells a session who is here. */
  introduce(session: Session): void {
    session.send(encodePresence(this.#roster.all()));
  }

  leave(session: Session): void {
    this.sessions.delete(session);
    this.#announce(this.#roster.leave(session));
  }

  /** The author hears it too: it is how y-websocket knows that its socket lives. */
  #announce(news: readonly PresenceEntry[]): void {
    if (news.length === 0) return;
    for (const entry of news) this.#news.set(entry.client, entry);
    this.#timer ??= setTimeout(() => {
      const frame = encodePresence([...this.#news.values()]);
      this.#news = new Map();
      this.#timer = null;
      for (const session of this.sessions) session.send(frame);
    }, GATHER);
  }
}
