/** Only for people who are signed in (CASE-15). */
import type { MiddlewareHandler } from 'hono';
import type { Identity } from '../identity/identity.ts';
import type { SignedInEnv } from './env.ts';
import { problems } from './problem.ts';

export const signedIn =
  (identity: Identity): MiddlewareHandler<SignedInEnv> =>
  async (c, next) => {
    const signIn = await identity.signInOf(c.req.raw.headers);
    if (signIn === null) return problems.signedOut();
    c.set('signIn', signIn);
    return next();
  };
