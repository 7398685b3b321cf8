/** Only for people who are signed in (CASE-15). */
import type { MiddlewareHandler } from 'hono';
import type { Identity } from '../identity/identity.ts';
import type { SignedInEnv } from './env.ts';
import { problems } from './problem.ts';

/** A device acts on the difference (OUT-8, OUT-11). */
function notSignedIn(identity: Identity, headers: Headers): Response {
  const found = identity.unproven(headers);
  if (found.kind === 'unknown') return problems.signedOut();
  return found.kind === 'wiped' ? problems.wiped(found.user) : problems.signInEnded(found.user);
}

export const signedIn =
  (identity: Identity): MiddlewareHandler<SignedInEnv> =>
  async (c, next) => {
    const signIn = await identity.signInOf(c.req.raw.headers);
    if (signIn === null) return notSignedIn(identity, c.req.raw.headers);
    c.set('signIn', signIn);
    return next();
  };
