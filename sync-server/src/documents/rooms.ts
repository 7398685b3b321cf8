/** The rooms of a process, and the sessions in them. */
import { Room } from './room.ts';
import type { Session } from './session.ts';

export interface Rooms {
  /** The room of a document, where a session is in it; else an empty one. */
  room(document: string): Room;
  enter(session: Session): Room;
  leave(session: Session): void;
  sessions(): readonly Session[];
  /** The sessions of one document. */
  of(document: string): readonly Session[];
  isEmpty(document: string): boolean;
  broadcast(document: string, update: Uint8Array): void;
}

export function createRooms(): Rooms {
  const rooms = new Map<string, Room>();
  const room = (document: string): Room => rooms.get(document) ?? new Room();
  return {
    room,
    enter(session) {
      const { document } = session.opening;
      const entered = room(document);
      rooms.set(document, entered);
      entered.sessions.add(session);
      return entered;
    },
    leave(session) {
      const { document } = session.opening;
      const left = room(document);
      left.leave(session);
      if (left.sessions.size === 0) rooms.delete(document);
    },
    sessions: () => [...rooms.values()].flatMap(({ sessions }) => [...sessions]),
    of: (document) => [...(rooms.get(document)?.sessions ?? [])],
    isEmpty: (document) => !rooms.has(document),
    broadcast: (document, update) => rooms.get(document)?.broadcast(update),
  };
}
