/** What a request carries while it is handled. */
import type { HttpBindings } from '@hono/node-server';
import type { Logger } from 'pino';
import type { SignIn } from '../identity/identity.ts';

export interface Env {
  Bindings: HttpBindings;
  Variables: { readonly requestId: string; readonly log: Logger; address: string };
}

/** Behind `signedIn`: who is asking is known. */
export interface SignedInEnv extends Env {
  Variables: Env['Variables'] & { signIn: SignIn };
}

/**
 * A segment of the path as the client wrote it, before anything was decoded: names are compared as bytes (SYNC-8).
 * @param index from 0, e.g. 2 for `{id}` in `/api/documents/{id}/snapshot`
 */
export const rawSegment = ({ incoming }: HttpBindings, index: number): string => rawSegmentOf(incoming.url ?? '', index);

export const rawSegmentOf = (url: string, index: number): string => url.split('?', 1)[0]?.split('/')[index + 1] ?? '';
