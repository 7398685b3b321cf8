/** Whose pages may act with a cookie (CASE-16). */
import type { MiddlewareHandler } from 'hono';
import { isLoopback } from '../config.ts';
import type { Env } from './env.ts';
import { problems } from './problem.ts';

export interface OriginPolicy {
  readonly publicUrl: URL | null;
  readonly trustedOrigins: readonly string[];
  readonly host: string;
  /** The port that the server listens on; known once it does. */
  readonly port: () => number;
}

/**
 * Whether a page of this origin may act with the cookie. Never compares with the Host header: whoever
 * makes a name of theirs resolve to this server (DNS rebinding) chooses both.
 */
export function trusts(policy: OriginPolicy, origin: string): boolean {
  if (origin === policy.publicUrl?.origin || policy.trustedOrigins.includes(origin)) return true;
  return isLoopback(policy.host) && ['localhost', '127.0.0.1', '[::1]'].some((host) => origin === `http://${host}:${policy.port()}`);
}

/**
 * Whether a request that changes something, or opens a socket, may go on. Browsers always send Origin with these;
 * without one and without a cookie it is a program that proves itself otherwise, or signs in.
 */
export function mayAct(policy: OriginPolicy, headers: { readonly origin: string | undefined; readonly cookie: string | undefined }): boolean {
  return headers.origin === undefined ? headers.cookie === undefined : trusts(policy, headers.origin);
}

const safe: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Refuses requests with a cookie that change something and come from foreign pages. */
export const sameOrigin =
  (policy: OriginPolicy): MiddlewareHandler<Env> =>
  async (c, next) => {
    const allowed = safe.has(c.req.method) || mayAct(policy, { origin: c.req.header('origin'), cookie: c.req.header('cookie') });
    return allowed ? next() : problems.foreignOrigin();
  };
