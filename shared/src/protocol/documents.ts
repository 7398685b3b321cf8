/** Asking for a document: its state, its snapshot, its socket. Paths are under `/api`. */
import * as v from 'valibot';

/**
 * `GET /api/documents/{document}?epoch={epoch}`: may I read it, and is my epoch still its epoch?
 * 200 yes; 401, 404; 409 with the new epoch. Asked after a failed upgrade, which a browser can not explain.
 */
export const DocumentState = v.object({ epoch: v.string(), version: v.number() });
export type DocumentState = v.InferOutput<typeof DocumentState>;

/** `GET /api/documents?environment={environment}`: where all are that may be read there and are served, by their names. */
export const DocumentStates = v.record(v.string(), DocumentState);
export type DocumentStates = v.InferOutput<typeof DocumentStates>;

/**
 * `GET /api/documents/{document}/snapshot`: frames of Yjs updates (see `document/frames.ts`), compressed,
 * with these headers beside the ETag `"{epoch}:{version}"`.
 */
export const snapshotHeaders = { epoch: 'latchkey-epoch', version: 'latchkey-version', bytes: 'latchkey-bytes' } as const;

/** `/api/sync/{document}?epoch={epoch}&version={version}`: the y-websocket socket. */
export const SYNC_PATH = '/api/sync';
