/** Chunks on the wire: each behind its length as four bytes, big-endian. */

const HEAD = 4;
/** A longer frame is not one of ours. */
const LONGEST = 1 << 28;

export function toFrames(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + HEAD + chunk.length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const chunk of chunks) {
    view.setUint32(at, chunk.length);
    bytes.set(chunk, at + HEAD);
    at += HEAD + chunk.length;
  }
  return bytes;
}

/**
 * Reads frames from a stream of bytes as they arrive.
 * @throws if a length is impossible or the stream ends inside a frame: then nothing of it may be kept
 */
export async function* readFrames(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const head = new Uint8Array(HEAD);
  let filled = 0;
  let body: Uint8Array<ArrayBuffer> | null = null;
  for await (const bytes of stream) {
    for (let at = 0; at < bytes.length; ) {
      const target: Uint8Array = body ?? head;
      const part = bytes.subarray(at, at + target.length - filled);
      target.set(part, filled);
      at += part.length;
      filled += part.length;
      if (filled < target.length) break;
      filled = 0;
      if (body === null) {
        const length = new DataView(head.buffer).getUint32(0);
        if (length === 0 || length > LONGEST) throw new Error(`a frame of ${length} bytes is not part of a snapshot`);
        body = new Uint8Array(length);
      } else {
        yield body;
        body = null;
      }
    }
  }
  if (body !== null || filled > 0) throw new Error('the snapshot ended inside a frame');
}
