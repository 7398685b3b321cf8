/** Asking the server who is signed in, and telling it that somebody signed out. */
import { Session } from '@latchkey/shared/protocol/http';
import * as v from 'valibot';
import type { Farewell } from '../storage/device-store.ts';
import { refusalOf, type Refusal } from './refusal.ts';

export type SessionAnswer = { readonly kind: 'session'; readonly session: Session } | Refusal | { readonly kind: 'unreachable' };

const ANSWER_DEADLINE = 10_000;

/** Never throws. */
export async function fetchSession(send: typeof fetch): Promise<SessionAnswer> {
  try {
    const response = await send('/api/session', { cache: 'no-store', signal: AbortSignal.timeout(ANSWER_DEADLINE) });
    const body: unknown = await response.json();
    const refusal = refusalOf(response, body);
    if (refusal !== null) return refusal;
    const session = v.safeParse(Session, body);
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
