/** Gives every request an id, which its log lines and its answer carry. */
import type { MiddlewareHandler } from 'hono';
import type { Logger } from 'pino';
import type { Env } from './env.ts';
import { addressOf } from './address.ts';

export interface RequestLogOptions {
  readonly log: Logger;
  readonly proxies: number;
  readonly newId: () => string;
  /** Milliseconds that never go backwards. */
  readonly ticks: () => number;
}

/** Logs the path without its query, which may name people; probes, and what devices ask every few seconds, only when they fail. */
export const requestLog =
  ({ log, proxies, newId, ticks }: RequestLogOptions): MiddlewareHandler<Env> =>
  async (c, next) => {
    const started = ticks();
    const requestId = newId();
    c.set('requestId', requestId);
    c.set('log', log.child({ requestId }));
    c.set('address', addressOf(c.env.incoming, proxies));
    await next();
    c.res.headers.set('x-request-id', requestId);
    const line = { method: c.req.method, path: c.req.path, status: c.res.status, ms: Math.round(ticks() - started), address: c.var.address };
    if (c.res.status >= 500) c.var.log.error(line, 'request');
    else if (!/^\/(healthz|readyz|api\/pulse|api\/documents)$/.test(line.path)) c.var.log.info(line, 'request');
  };
