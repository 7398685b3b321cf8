/** What the document worker does, apart from being a worker: it runs under Node as well. */
import { openLink, type Link, type Port } from '../channel/link.ts';
import type { DocumentCalls, DocumentListener } from '../channel/document-channel.ts';
import { documentDatabase } from '../storage/names.ts';
import { UserStore } from '../storage/user-store.ts';
import { DocumentRegistry } from './document-registry.ts';
import { FollowedDocument, type DocumentWorld } from './followed-document.ts';
import type { Visit } from './visit.ts';

export interface DocumentsPlatform {
  readonly fetch: typeof fetch;
  readonly WebSocket: typeof WebSocket;
}

/** Answers {@link DocumentCalls} on `port` and tells what happens. */
export function serveDocuments(port: Port, platform: DocumentsPlatform): Link<DocumentListener> {
  const followed = new Map<string, FollowedDocument>();
  const visits = new Map<string, Visit>();
  let swept: Promise<void> = Promise.resolve();
  let world: (DocumentWorld & { readonly store: UserStore }) | null = null;
  let online = false;

  const started = (): NonNullable<typeof world> => {
    if (world === null) throw new Error('the document worker has not been started');
    return world;
  };
  const close = async (document: string): Promise<void> => {
    const closing = followed.get(document);
    followed.delete(document);
    await Promise.all([closing?.close(), visits.get(document)?.close()]);
  };

  const listener = openLink<DocumentCalls, DocumentListener>(port, {
    start: (user, origin) => {
      const store = new UserStore(user, (health) => {
        if (health.kind === 'failing') listener.tell('storageFailing', health.message);
      });
      const registry = new DocumentRegistry(user, store);
      world = { ...platform, user, origin, listener, store, registry };
      swept = registry.removeForgotten();
    },
    open: (document, known) => {
      if (followed.has(document)) return;
      const before = Promise.allSettled([swept, visits.get(document)?.close()]);
      followed.set(document, new FollowedDocument(started(), document, known, online, before));
    },
    refresh: async (document) => {
      const [{ Visit }] = await Promise.all([import('./visit.ts'), swept]);
      if (followed.has(document) || visits.has(document)) return { current: false, changed: false };
      const visit = new Visit(started(), document);
      visits.set(document, visit);
      return visit.done.finally(() => visits.delete(document));
    },
    read: async (document) => {
      const { user, registry } = started();
      const epoch = await registry.epochOf(document);
      return epoch === null ? null : (await import('./read-store.ts')).readStore(documentDatabase(user, document, epoch));
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
      await Promise.all([...followed.keys(), ...visits.keys()].map(close));
      await world?.store.close();
    },
  });
  return listener;
}
