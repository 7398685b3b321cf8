/**
 * A document as a row of Yjs updates of bounded size, to be applied in order: a device can show progress,
 * keep what it has, and never hold a second copy of a large document in one piece.
 */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

/** Bytes of Yjs structs in one chunk; y-indexeddb trims its store at 500 entries, so chunks must not be small. */
export const CHUNK_BYTES = 512 * 1024;

/**
 * Encodes the whole document, chunk by chunk; it must not change before the last was taken.
 * @returns updates in the V1 encoding; the last holds the deletions. Apply them in order to an empty document.
 */
export function* encodeChunks(doc: Y.Doc, chunkBytes = CHUNK_BYTES): Generator<Uint8Array> {
  for (const [client, structs] of doc.store.clients) {
    for (let from = 0; from < structs.length; ) {
      const body = new Y.UpdateEncoderV1();
      let to = from;
      while (to < structs.length && encoding.length(body.restEncoder) < chunkBytes) structs[to++]?.write(body, 0);
      const head = encoding.createEncoder();
      encoding.writeVarUint(head, 1);
      encoding.writeVarUint(head, to - from);
      encoding.writeVarUint(head, client);
      encoding.writeVarUint(head, structs[from]?.id.clock ?? 0);
      encoding.writeBinaryEncoder(head, body.restEncoder);
      encoding.writeVarUint(head, 0); // no deletions
      from = to;
      yield encoding.toUint8Array(head);
    }
  }
  yield Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc));
}

/** Structs in the document, dead ones included: what loading it costs, beside the live text (DOC-6). */
export const countStructs = (doc: Y.Doc): number => [...doc.store.clients.values()].reduce((sum, structs) => sum + structs.length, 0);
