/**
 * One socket that follows one document (SYNC): what it may say, how fast, and how far it may fall behind.
 * Opening → (asks) → following → closed. Nothing is sent of the document before it has asked, and nothing
 * after it was closed.
 */
import { CloseCode } from '@latchkey/shared/protocol/close-codes';
import type { RawData, WebSocket } from 'ws';
import { createBuckets, type BucketRule } from '../http/buckets.ts';
import type { Opening } from './library.ts';
import { decodeMessage, encodePresence, type PresenceEntry } from './messages.ts';

/** Bytes that may wait in a socket, beside a large frame that is itself on its way. */
const BACKLOG = 4 * 1024 * 1024;
/** A frame of this size is expected to take its time. */
const LARGE = BACKLOG / 4;
const messageRule: BucketRule = { burst: 200, perSecond: 50 };
/** Each may cost the encoding of a whole document. */
const syncRule: BucketRule = { burst: 10, perSecond: 0.2 };

export interface SessionEvents {
  /** The client asks for what it lacks; to be answered by {@link Session.follow}, at most one at a time. */
  readonly asked: (session: Session, stateVector: Uint8Array) => void;
  /** @returns false where what it said of itself is malformed */
  readonly heard: (session: Session, entries: readonly PresenceEntry[]) => boolean;
  readonly askedWho: (session: Session) => void;
  readonly ended: (session: Session) => void;
}

let made = 0;

export class Session {
  /** Unique in this process. */
  readonly id = ++made;
  readonly opening: Opening;
  readonly #socket: WebSocket;
  readonly #buckets;
  /** The epoch that it follows; null: it has not been answered yet. */
  #epoch: string | null = null;
  #closed = false;
  #large = 0;
  #quiet = true;
  #alive = true;
  #waitedFor = 0;

  constructor(socket: WebSocket, opening: Opening, clock: () => number, events: SessionEvents) {
    this.opening = opening;
    this.#socket = socket;
    this.#buckets = { messages: createBuckets(messageRule, clock), syncs: createBuckets(syncRule, clock) };
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary, events));
    socket.on('pong', () => (this.#alive = true));
    // ws closes a socket that breaks the protocol or exceeds maxPayload (1009) itself, and emits 'close' after 'error'.
    socket.on('error', () => (this.#closed = true));
    socket.on('close', () => {
      this.#closed = true;
      events.ended(this);
    });
  }

  get user(): string {
    return this.opening.user;
  }

  /** Sends the answer to what it asked; from now on it gets every commit. */
  follow(epoch: string, answer: Uint8Array): void {
    this.#epoch = epoch;
    this.send(answer);
  }

  /** Whether it follows an epoch other than this. */
  isOfAnother(epoch: string): boolean {
    return this.#epoch !== null && this.#epoch !== epoch;
  }

  /** A commit, for those who follow. */
  forward(update: Uint8Array): void {
    if (this.#epoch !== null) this.send(update);
  }

  /** Sends a frame, or closes with 1013 where the reader is too far behind (SYNC-5). */
  send(frame: Uint8Array): void {
    if (this.#closed) return;
    if (this.#socket.bufferedAmount > BACKLOG + this.#large) {
      this.close(CloseCode.tryAgainLater, 'too slow');
      return;
    }
    this.#quiet = false;
    if (frame.length < LARGE) {
      this.#socket.send(frame);
      return;
    }
    this.#large += frame.length;
    this.#socket.send(frame, () => (this.#large -= frame.length));
  }

  close(code: CloseCode, reason: string): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket.close(code, reason);
  }

  /**
   * To be called at intervals shorter than 30 s: ends a socket that has neither answered the last ping nor
   * taken any bytes since, and says something to a client that has heard nothing (y-websocket gives up after 30 s).
   */
  beat(): void {
    if (this.#closed) return;
    const waiting = this.#socket.bufferedAmount;
    if (!this.#alive && waiting >= this.#waitedFor) {
      this.#socket.terminate();
      return;
    }
    this.#alive = false;
    this.#waitedFor = waiting;
    this.#socket.ping();
    if (this.#quiet) this.send(encodePresence([]));
    this.#quiet = true;
  }

  #receive(data: RawData, isBinary: boolean, events: SessionEvents): void {
    if (this.#closed) return;
    this.#alive = true;
    if (this.#buckets.messages.take('') > 0) return this.close(CloseCode.flooding, 'too many messages');
    if (!isBinary) return this.close(CloseCode.unsupported, 'only binary messages');
    const message = decodeMessage(bytesOf(data));
    switch (message?.kind) {
      case undefined:
        return this.close(CloseCode.malformed, 'not a message');
      case 'update':
        return this.close(CloseCode.forbidden, 'documents are read-only: send edits instead');
      case 'sync':
        if (this.#buckets.syncs.take('') > 0) return this.close(CloseCode.flooding, 'too many sync requests');
        return events.asked(this, message.stateVector);
      case 'presence':
        if (!events.heard(this, message.entries)) this.close(CloseCode.malformed, 'not a presence state');
        return;
      case 'queryPresence':
        return events.askedWho(this);
    }
  }
}

const bytesOf = (data: RawData): Uint8Array =>
  Array.isArray(data) ? Buffer.concat(data) : data instanceof ArrayBuffer ? new Uint8Array(data) : data;
