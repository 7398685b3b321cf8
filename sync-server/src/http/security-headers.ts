/** Headers of every answer. */
import type { MiddlewareHandler } from 'hono';
import type { Env } from './env.ts';

export interface ContentPolicy {
  /** CSP hashes (`sha256-…`) of the inline scripts of our own pages. */
  readonly scripts: readonly string[];
  /** CSP hashes of the style attributes that the framework writes itself. */
  readonly styles: readonly string[];
  /** The origin of our sockets, which not every browser takes to be covered by 'self'. */
  readonly sockets: string | null;
}

/** Nothing from elsewhere, no plug-ins, no eval, no WebAssembly, no framing, no inline styles but those named. */
export const contentSecurityPolicy = ({ scripts, styles, sockets }: ContentPolicy): string =>
  [
    "default-src 'self'",
    ["script-src 'self'", ...scripts.map((hash) => `'${hash}'`)].join(' '),
    ["style-src 'self'", ...(styles.length === 0 ? [] : ["'unsafe-hashes'"]), ...styles.map((hash) => `'${hash}'`)].join(' '),
    "img-src 'self' data:",
    ["connect-src 'self'", ...(sockets === null ? [] : [sockets])].join(' '),
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

/**
 * Sets them. The page is cross-origin isolated (COOP and COEP), without which
 * `performance.measureUserAgentSpecificMemory` does not exist.
 */
export function securityHeaders(policy: ContentPolicy, secure: boolean): MiddlewareHandler<Env> {
  const headers = {
    'content-security-policy': contentSecurityPolicy(policy),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    ...(secure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
  return async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value);
  };
}
