/** What the document worker does, apart from being a worker: it runs under Node as well. */
import { openLink, type Link, type Port } from '../channel/link.ts';
import type { DocumentCalls, DocumentListener } from '../channel/document-channel.ts';
import { UserStore } from '../storage/user-store.ts';
import { DocumentRegistry } from './document-registry.ts';
import { FollowedDocument, type DocumentWorld } from './followed-document.ts';

export interface DocumentsPlatform {
  readonly fetch: typeof fetch;
  readonly WebSocket: typeof WebSocket;
}

/** Answers {@link DocumentCalls} on `port` and tells what happens. */
export function serveDocuments(port: Port, platform: DocumentsPlatform): Link<DocumentListener> {
  const followed = new Map<string, FollowedDocument>();
  let world: (DocumentWorld & { readonly store: UserStore }) | null = null;
  let online = false;

  const started = (): NonNullable<typeof world> => {
    if (world === null) throw new Error('the document worker has not been started');
    return world;
  };
  const close = async (document: string): Promise<void> => {
    const closing = followed.get(document);
    followed.delete(document);
    await closing?.close();
  };

  const listener = openLink<DocumentCalls, DocumentListener>(port, {
    start: (user, origin) => {
      const store = new UserStore(user, (health) => {
        if (health.kind === 'failing') listener.tell('storageFailing', health.message);
      });
      world = { ...platform, user, origin, listener, store, registry: new DocumentRegistry(user, store) };
    },
    open: (document, known) => {
      if (!followed.has(document)) followed.set(document, new FollowedDocument(started(), document, known, online));
    },
    close,
    remove: async (document) => {
      await close(document);
      await started().registry.remove(document);
    },
    link: (now) => {
      online = now;
      for (const document of followed.values()) document.link(now);
    },
    claim: (document, claim) => followed.get(document)?.claim(claim),
    stop: async () => {
      await Promise.all([...followed.keys()].map(close));
      await world?.store.close();
    },
  });
  return listener;
}
