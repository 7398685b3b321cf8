/** A limit on how often one person asks for something, whatever the answer (CASE-10, CASE-14). */
import type { MiddlewareHandler } from 'hono';
import { createBuckets, type BucketRule } from './buckets.ts';
import type { SignedInEnv } from './env.ts';
import { problems } from './problem.ts';
import type { Services } from './services.ts';

/** Comes after `signedIn`. */
export function limited(rule: BucketRule, clock: Services['clock']): MiddlewareHandler<SignedInEnv> {
  const buckets = createBuckets(rule, clock);
  return async (c, next) => {
    const wait = buckets.take(c.var.signIn.user.id);
    return wait > 0 ? problems.tooMany(wait) : next();
  };
}
