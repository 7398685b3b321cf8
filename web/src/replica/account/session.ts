/** Asking the server who is signed in, and telling it that somebody signed out, or that their data has gone. */
import { Session, SIGN_IN_HEADER } from '@latchkey/shared/protocol/http';
import * as v from 'valibot';
import type { Farewell } from '../storage/device-store.ts';
import { refusalOf, type Refusal } from './refusal.ts';

export type SessionAnswer = { readonly kind: 'session'; readonly session: Session } | Refusal | { readonly kind: 'unreachable' };

const ANSWER_DEADLINE = 10_000;

/** Never throws. @param signIn under which what is kept here was got, where there is something */
export async function fetchSession(send: typeof fetch, signIn: string | null): Promise<SessionAnswer> {
  try {
    const headers = signIn === null ? {} : { [SIGN_IN_HEADER]: signIn };
    const response = await send('/api/session', { headers, cache: 'no-store', signal: AbortSignal.timeout(ANSWER_DEADLINE) });
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
  for (const path of paths) if (!(await tell(send, path, {}))) return false;
  return true;
}

/** Nothing is kept here any more that was got under this sign-in (OUT-11). @returns whether the server has heard it */
export const sendGone = (send: typeof fetch, signIn: string): Promise<boolean> => tell(send, '/api/gone', { signIn });

async function tell(send: typeof fetch, path: string, body: unknown): Promise<boolean> {
  try {
    const { status } = await send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_DEADLINE),
    });
    return status < 500 && status !== 429;
  } catch {
    return false; // fetch does not tell one silence from another
  }
}
