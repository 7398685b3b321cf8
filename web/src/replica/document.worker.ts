/** The document worker: documents, their storage and their sockets, where no query waits for them. */
import { utf8TextDecoder } from 'lib0/string';
import { portOf } from './channel/link.ts';
import { serveDocuments } from './document/documents.ts';
import { shortText } from './storage/short-text.ts';

// What Yjs reads its texts with.
if (utf8TextDecoder !== null) {
  const decode = utf8TextDecoder.decode.bind(utf8TextDecoder);
  utf8TextDecoder.decode = (bytes, options) => (bytes instanceof Uint8Array ? shortText(bytes) : null) ?? decode(bytes, options);
}

const listener = serveDocuments(portOf(self), { fetch: self.fetch.bind(self), WebSocket: self.WebSocket });

// y-indexeddb lets its failed writes go as rejections that nobody awaits: this is the only place to see them.
self.addEventListener('unhandledrejection', (event) => {
  const reason: unknown = event.reason;
  listener.tell('storageFailing', `This browser's storage failed (keeping a document): ${reason instanceof Error ? reason.message : String(reason)}`);
});
