/** `/api/documents/{document}`: what the socket can not say, and the snapshot to start from (SYNC-1, SYNC-3). */
import { snapshotHeaders, type DocumentState, type DocumentStates } from '@latchkey/shared/protocol/documents';
import { Hono, type Context } from 'hono';
import { Readable } from 'node:stream';
import { createBrotliDecompress, createGzip } from 'node:zlib';
import { membershipFor } from '../documents/access.ts';
import { workspacesOf } from '../identity/memberships.ts';
import type { Reader, Snapshot } from '../store/store.ts';
import { accepted } from './accept-encoding.ts';
import { rawSegment, type SignedInEnv } from './env.ts';
import { limited } from './limited.ts';
import { problem, problems } from './problem.ts';
import type { Services } from './services.ts';
import { signedIn } from './signed-in.ts';

/** The client's epoch is over; the answer names the one to load instead. */
export const newEpoch = (state: DocumentState): Response =>
  problem(409, 'new-epoch', 'The document has a new epoch; load its snapshot again.', { more: { epoch: state.epoch, version: state.version } });

/** A device that arrives asks for every document once, one after another; an owner of many integrations has hundreds. */
const perUser = { burst: 500, perSecond: 10 };

export function documentRoutes({ store, library, identity, clock }: Services): Hono<SignedInEnv> {
  /** The document's name, where it is one that this person may read. */
  const readable = async (c: Context<SignedInEnv>): Promise<string | null> => {
    const document = rawSegment(c.env, 2);
    const membership = await store.read((reader) => membershipFor(reader, c.var.signIn.user.id, document));
    return membership === null ? null : document;
  };
  return new Hono<SignedInEnv>()
    .get('/api/documents', signedIn(identity), async (c) => {
      const states = await store.read((reader) => statesIn(reader, c.var.signIn.user.id, c.req.query('environment') ?? ''));
      return states === null ? problems.notFound() : c.json(states);
    })
    .get('/api/documents/:document', signedIn(identity), async (c) => {
      const document = await readable(c);
      const state = document === null ? undefined : await library.state(document);
      if (state === undefined) return problems.notFound();
      const answer: DocumentState = { epoch: state.epoch, version: state.version };
      const epoch = c.req.query('epoch');
      return epoch === undefined || epoch === state.epoch ? c.json(answer) : newEpoch(answer);
    })
    .get('/api/documents/:document/snapshot', signedIn(identity), limited(perUser, clock), async (c) => {
      const document = await readable(c);
      if (document === null || (await library.state(document)) === undefined) return problems.notFound();
      const snapshot = await library.snapshot(document);
      const headers = {
        etag: `"${snapshot.epoch}:${snapshot.version}"`,
        'cache-control': 'private, no-cache',
        vary: 'accept-encoding, cookie',
        [snapshotHeaders.epoch]: snapshot.epoch,
        [snapshotHeaders.version]: String(snapshot.version),
        [snapshotHeaders.bytes]: String(snapshot.bytes),
      };
      if (names(c.req.header('if-none-match'), headers.etag)) return new Response(null, { status: 304, headers });
      const { body, encoding } = encoded(snapshot, c.req.header('accept-encoding') ?? '');
      return new Response(body, { headers: { ...headers, 'content-type': 'application/octet-stream', ...encoding } });
    });
}

/** Null where nothing of the environment may be read. Nothing is loaded for it: devices ask it of hundreds every few seconds. */
async function statesIn(reader: Reader, user: string, environment: string): Promise<DocumentStates | null> {
  const found = (await workspacesOf(reader, user)).flatMap(({ environments }) => environments).find(({ id }) => id === environment);
  if (found === undefined) return null;
  const states: DocumentStates = {};
  for (const name of found.documents) {
    const row = await reader.document(name);
    if (row !== undefined && row.quarantined === null) states[name] = { epoch: row.epoch, version: row.version };
  }
  return states;
}

/** Whether `If-None-Match` names the tag, weakly compared (RFC 9110 §13.1.2). */
const names = (header: string | undefined, etag: string): boolean =>
  header !== undefined && header.split(',').some((tag) => ['*', etag, `W/${etag}`].includes(tag.trim()));

/** Brotli as it is stored; for a client that does not take it, unpacked and, where it takes that, as gzip. */
function encoded({ compressed }: Snapshot, accepts: string): { readonly body: BodyInit; readonly encoding: Readonly<Record<string, string>> } {
  const bytes = Buffer.from(compressed.buffer, compressed.byteOffset, compressed.byteLength) as Buffer<ArrayBuffer>;
  if (accepted(accepts, 'br')) return { body: bytes, encoding: { 'content-encoding': 'br', 'content-length': String(bytes.length) } };
  const plain = Readable.from([bytes]).pipe(createBrotliDecompress());
  const gzip = accepted(accepts, 'gzip');
  const stream = gzip ? plain.on('error', (error) => stream.destroy(error)).pipe(createGzip({ level: 4 })) : plain;
  return { body: Readable.toWeb(stream) as ReadableStream, encoding: gzip ? { 'content-encoding': 'gzip' } : {} };
}
