/**
 * Why the server closes a socket (SPEC: SYNC-6). 4400–4499 are final for y-websocket; anything else is
 * tried again within 2.5 s.
 */
export const CloseCode = {
  /** RFC 6455 1001: the server is going away; try again. */
  goingAway: 1001,
  /** RFC 6455 1003: a text frame. */
  unsupported: 1003,
  /** RFC 6455 1009: a frame over the limit. */
  tooBig: 1009,
  /** RFC 6455 1013: the reader is too slow; start over with a fresh snapshot. */
  tryAgainLater: 1013,
  /** Signed out, revoked or disabled. */
  signedOut: 4401,
  /** The client sent an update, or may no longer read this document. */
  forbidden: 4403,
  /** The document has a new epoch, or is gone. */
  gone: 4409,
  /** Bytes that are not a message. */
  malformed: 4422,
  /** Too many messages. */
  flooding: 4429,
} as const;
export type CloseCode = (typeof CloseCode)[keyof typeof CloseCode];
