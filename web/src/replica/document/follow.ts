/** Following a document over y-websocket, without ever writing to it (SYNC-2). */
import { CloseCode } from '@latchkey/shared/protocol/close-codes';
import { SYNC_PATH } from '@latchkey/shared/protocol/documents';
import { Presence, type PresenceClaim } from '@latchkey/shared/protocol/presence';
import * as v from 'valibot';
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import type * as Y from 'yjs';

export interface FollowOptions {
  readonly origin: string;
  readonly document: string;
  readonly epoch: string;
  readonly version: number;
  readonly online: boolean;
  readonly claim: PresenceClaim | null;
  readonly WebSocket: typeof WebSocket;
}

export interface FollowListener {
  current(current: boolean): void;
  present(present: readonly Presence[]): void;
  /** The socket could not be opened, or was closed for a reason that has to be asked for. */
  refused(): void;
  /** It fell too far behind (1013): a fresh snapshot is due. */
  tooSlow(): void;
  signedOut(): void;
}

export interface Following {
  /** The version that the next socket names. */
  reached(version: number): void;
  link(online: boolean): void;
  claim(claim: PresenceClaim | null): void;
  /** Tries again, after the server said that all is well. */
  again(): void;
  close(): void;
}

/** `doc` must hold everything that is stored: whatever is applied to it from elsewhere later would be sent (4403). */
export function follow(doc: Y.Doc, options: FollowOptions, listener: FollowListener): Following {
  const awareness = new Awareness(doc);
  awareness.setLocalState(options.claim);
  const provider = new WebsocketProvider(options.origin.replace(/^http/, 'ws') + SYNC_PATH, encodeURIComponent(options.document), doc, {
    awareness,
    params: { epoch: options.epoch, version: String(options.version) },
    disableBc: true,
    connect: options.online,
    WebSocketPolyfill: options.WebSocket,
  });

  provider.on('sync', (synced: boolean) => listener.current(synced));
  provider.on('connection-close', (event: CloseEvent | null) => {
    listener.current(false);
    switch (event?.code) {
      case undefined: // closed by us
        return;
      case CloseCode.signedOut:
        return listener.signedOut();
      case CloseCode.tryAgainLater:
        return listener.tooSlow();
      case CloseCode.goingAway:
        return; // y-websocket comes back by itself
      default:
        return listener.refused();
    }
  });
  awareness.on('change', () => {
    const others = [...awareness.getStates()].filter(([client]) => client !== awareness.clientID);
    listener.present(
      others.flatMap(([, state]) => {
        const presence = v.safeParse(Presence, state);
        return presence.success ? [presence.output] : [];
      }),
    );
  });

  return {
    reached: (version) => {
      provider.params = { epoch: options.epoch, version: String(version) };
    },
    link: (online) => {
      // A socket that froze says 'connected' for half a minute; after a time offline it is opened anew.
      if (!online) provider.disconnect();
      else provider.connect();
    },
    claim: (claim) => awareness.setLocalState(claim),
    again: () => provider.connect(),
    close: () => {
      provider.destroy();
      awareness.destroy();
    },
  };
}
