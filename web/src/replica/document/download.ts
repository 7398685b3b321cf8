/** Fetching a snapshot, and asking about a document that could not be followed. */
import { readFrames } from '@latchkey/shared/document/frames';
import { DocumentState, snapshotHeaders } from '@latchkey/shared/protocol/documents';
import * as v from 'valibot';

/** Why there is no answer: the same four for every question about a document. */
export type Denied =
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'gone' }
  /** Not now; `after` in milliseconds where the server says. */
  | { readonly kind: 'later'; readonly after: number | null };

export interface Snapshot {
  readonly kind: 'snapshot';
  readonly epoch: string;
  readonly version: number;
  /** Before compression, frames included. */
  readonly bytes: number;
  /** Yjs updates, in order. Throws where the stream breaks off; then nothing of it may be kept. */
  readonly chunks: AsyncIterable<Uint8Array<ArrayBuffer>>;
}

/** @param url of the server's origin */
export async function fetchSnapshot(send: typeof fetch, origin: string, document: string, signal: AbortSignal): Promise<Snapshot | Denied> {
  const response = await ask(send, `${origin}/api/documents/${encodeURIComponent(document)}/snapshot`, signal);
  if (response === null) return { kind: 'later', after: null };
  const { headers, body } = response;
  const epoch = headers.get(snapshotHeaders.epoch);
  const version = Number(headers.get(snapshotHeaders.version) ?? NaN);
  if (!response.ok || epoch === null || !Number.isSafeInteger(version) || body === null) return deniedBy(response);
  const bytes = Number(headers.get(snapshotHeaders.bytes) ?? 0);
  return { kind: 'snapshot', epoch, version, bytes, chunks: readFrames(read(body)) };
}

export type Standing = { readonly kind: 'same'; readonly version: number } | { readonly kind: 'new-epoch' } | Denied;

/** Why a socket was refused, which a browser does not say (DESIGN §5); and whether there is anything new. */
export async function askStanding(send: typeof fetch, origin: string, document: string, epoch: string, signal: AbortSignal): Promise<Standing> {
  const response = await ask(send, `${origin}/api/documents/${encodeURIComponent(document)}?epoch=${encodeURIComponent(epoch)}`, signal);
  if (response === null) return { kind: 'later', after: null };
  if (response.status === 409) return { kind: 'new-epoch' };
  if (!response.ok) return deniedBy(response);
  const state = v.safeParse(DocumentState, await response.json().catch(() => null));
  if (!state.success) return { kind: 'later', after: null };
  return state.output.epoch === epoch ? { kind: 'same', version: state.output.version } : { kind: 'new-epoch' };
}

/** Null where no answer came: no network, no server, or the question was withdrawn. */
const ask = (send: typeof fetch, url: string, signal: AbortSignal): Promise<Response | null> =>
  send(url, { signal, cache: 'no-store' }).catch(() => null);

function deniedBy(response: Response): Denied {
  if (response.status === 401) return { kind: 'signed-out' };
  // Only our server's own 404 takes a document off the device.
  if (response.status === 404 && (response.headers.get('content-type') ?? '').includes('problem+json')) return { kind: 'gone' };
  const seconds = Number(response.headers.get('retry-after') ?? NaN);
  return { kind: 'later', after: Number.isFinite(seconds) ? seconds * 1000 : null };
}

/** Not every browser iterates a stream. A part is only good until the next one is asked for. */
async function* read(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      yield part.value;
      release(part.value);
    }
  } finally {
    await reader.cancel();
  }
}

/** Gives the memory back now: at 90 MB, waiting for the collector would double what an arrival takes. */
export const release = (bytes: Uint8Array<ArrayBuffer>): void => void bytes.buffer.transfer(0);
