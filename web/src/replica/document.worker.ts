/** The document worker: documents, their storage and their sockets, where no query waits for them. */
import { portOf } from './channel/link.ts';
import { serveDocuments } from './document/documents.ts';

const listener = serveDocuments(portOf(self), { fetch: self.fetch.bind(self), WebSocket: self.WebSocket });

// y-indexeddb lets its failed writes go as rejections that nobody awaits: this is the only place to see them.
self.addEventListener('unhandledrejection', (event) => {
  const reason: unknown = event.reason;
  listener.tell('storageFailing', `This browser's storage failed (keeping a document): ${reason instanceof Error ? reason.message : String(reason)}`);
});
