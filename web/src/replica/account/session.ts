/** Asking the server who is signed in, and telling it that somebody signed out. */
import { Session } from '@latchkey/shared/protocol/http';
import * as v from 'valibot';
import type { Farewell } from '../storage/device-store.ts';
import { isOurs } from './pulse.ts';

export type SessionAnswer = { readonly kind: 'session'; readonly session: Session } | { readonly kind: 'nobody' } | { readonly kind: 'unreachable' };

const ANSWER_DEADLINE = 10_000;

/** Never throws. */
export async function fetchSession(send: typeof fetch): Promise<SessionAnswer> {
  try {
    const response = await send('/api/session', { cache: 'no-store', signal: AbortSignal.timeout(ANSWER_DEADLINE) });
    if (response.status === 401 && isOurs(response)) return { kind: 'nobody' };
    const session = v.safeParse(Session, await response.json());
    return response.ok && session.success ? { kind: 'session', session: session.output } : { kind: 'unreachable' };
  } catch {
    return { kind: 'unreachable' };
  }
}

/** Ends the sign-in on the server. @returns whether the server has heard it: a sign-in that is no longer good counts */
export async function sendFarewell(send: typeof fetch, farewell: Farewell): Promise<boolean> {
  const paths = farewell.everywhere ? ['/api/auth/revoke-sessions', '/api/auth/sign-out'] : ['/api/auth/sign-out'];
  try {
    for (const path of paths) {
      const response = await send(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
        signal: AbortSignal.timeout(ANSWER_DEADLINE),
      });
      if (response.status >= 500 || response.status === 429) return false;
    }
    return true;
  } catch {
    return false;
  }
}
