/**
 * The y-websocket protocol, as far as a reader speaks it (SYNC-1, SYNC-2, SYNC-4). Pure.
 * A client's update is recognised by its first bytes and never decoded.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { limits } from '@latchkey/shared/protocol/limits';

const SYNC = 0;
const PRESENCE = 1;
const QUERY_PRESENCE = 3;
const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;

/** One entry of a y-protocols awareness update; `state` is JSON text. */
export interface PresenceEntry {
  readonly client: number;
  readonly clock: number;
  readonly state: string;
}

export type ClientMessage =
  /** Asks for what a document in this state lacks. */
  | { readonly kind: 'sync'; readonly stateVector: Uint8Array }
  /** Tries to write. */
  | { readonly kind: 'update' }
  | { readonly kind: 'presence'; readonly entries: readonly PresenceEntry[] }
  | { readonly kind: 'queryPresence' };

class Malformed extends Error {}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Within the message only: lib0's own reads past its end, into whatever shares the buffer. */
function readBytes(decoder: decoding.Decoder): Uint8Array {
  const length = decoding.readVarUint(decoder);
  if (length > decoder.arr.length - decoder.pos) throw new Malformed('cut short');
  return decoding.readUint8Array(decoder, length);
}

function readStateVector(decoder: decoding.Decoder): Uint8Array {
  const stateVector = readBytes(decoder);
  const inner = decoding.createDecoder(stateVector);
  const entries = decoding.readVarUint(inner);
  if (entries > limits.stateVectorEntries) throw new Malformed(`a state vector of ${entries} entries`);
  for (let i = 0; i < 2 * entries; i++) decoding.readVarUint(inner);
  if (decoding.hasContent(inner)) throw new Malformed('trailing bytes');
  return stateVector;
}

function readPresence(decoder: decoding.Decoder): readonly PresenceEntry[] {
  const inner = decoding.createDecoder(readBytes(decoder));
  const entries: PresenceEntry[] = [];
  for (let left = decoding.readVarUint(inner); left > 0; left--) {
    entries.push({ client: decoding.readVarUint(inner), clock: decoding.readVarUint(inner), state: utf8.decode(readBytes(inner)) });
  }
  if (decoding.hasContent(inner)) throw new Malformed('trailing bytes');
  return entries;
}

function read(decoder: decoding.Decoder): ClientMessage {
  switch (decoding.readVarUint(decoder)) {
    case SYNC:
      switch (decoding.readVarUint(decoder)) {
        case STEP_1:
          return { kind: 'sync', stateVector: readStateVector(decoder) };
        case STEP_2:
        case UPDATE:
          readBytes(decoder);
          return { kind: 'update' };
      }
      break;
    case PRESENCE:
      return { kind: 'presence', entries: readPresence(decoder) };
    case QUERY_PRESENCE:
      return { kind: 'queryPresence' };
  }
  throw new Malformed('an unknown kind of message');
}

/** The message, or null where the bytes are none, or more than one. */
export function decodeMessage(bytes: Uint8Array): ClientMessage | null {
  try {
    const decoder = decoding.createDecoder(bytes);
    const message = read(decoder);
    return decoding.hasContent(decoder) ? null : message;
  } catch {
    // lib0 and TextDecoder throw plain errors on bytes that are cut short or not UTF-8: to the caller all are the same.
    return null;
  }
}

const encodeSync = (step: number, update: Uint8Array): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, SYNC);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, update);
  });

/** The answer to a `sync`. */
export const encodeAnswer = (update: Uint8Array): Uint8Array => encodeSync(STEP_2, update);
export const encodeUpdate = (update: Uint8Array): Uint8Array => encodeSync(UPDATE, update);

export const encodePresence = (entries: readonly PresenceEntry[]): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, PRESENCE);
    const body = encoding.encode((inner) => {
      encoding.writeVarUint(inner, entries.length);
      for (const { client, clock, state } of entries) {
        encoding.writeVarUint(inner, client);
        encoding.writeVarUint(inner, clock);
        encoding.writeVarString(inner, state);
      }
    });
    encoding.writeVarUint8Array(encoder, body);
  });
