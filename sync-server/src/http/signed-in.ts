/** Only for people who are signed in (CASE-15). */
import type { MiddlewareHandler } from 'hono';
import type { Identity } from '../identity/identity.ts';
import type { SignedInEnv } from './env.ts';
import { problems } from './problem.ts';

/** A device acts on the difference: what is ended is removed from it, what is only lost waits for a sign-in (OUT-8). */
function notSignedIn(identity: Identity, headers: Headers): Response {
  const user = identity.endedSignInOf(headers);
  return user === null ? problems.signedOut() : problems.signInEnded(user);
}

export const signedIn =
  (identity: Identity): MiddlewareHandler<SignedInEnv> =>
  async (c, next) => {
    const signIn = await identity.signInOf(c.req.raw.headers);
    if (signIn === null) return notSignedIn(identity, c.req.raw.headers);
    c.set('signIn', signIn);
    return next();
  };
