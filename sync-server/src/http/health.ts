/** Probes for those who run the server. */
import { Hono } from 'hono';
import type { Store } from '../store/store.ts';
import type { Env } from './env.ts';
import { problems } from './problem.ts';

/** @param stopping whether a stop has been asked for: then no new requests should come this way */
export function healthRoutes(store: Store, stopping: () => boolean): Hono<Env> {
  return new Hono<Env>()
    .get('/healthz', (c) => c.json({ status: 'alive' }))
    .get('/readyz', async (c) => {
      if (stopping()) return problems.stopping();
      await store.read((reader) => reader.workspaces());
      return c.json({ status: 'ready' });
    });
}
