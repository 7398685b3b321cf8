/** The REST API for the customer's own product, version 1. */
import { Hono } from 'hono';
import { openAPIRouteHandler } from 'hono-openapi';
import { createBuckets } from '../http/buckets.ts';
import type { Env } from '../http/env.ts';
import { problems } from '../http/problem.ts';
import type { Services } from '../http/services.ts';
import { activationRoutes } from './activations.ts';
import { connectionRoutes } from './connections.ts';
import { integrationRoutes } from './integrations.ts';
import { runRoutes } from './runs.ts';
import { userRoutes } from './users.ts';

const documentation = {
  openapi: '3.1.0',
  info: {
    title: 'Latchkey REST API',
    version: '1',
    description:
      "For the customer's own product: its connected users, what they activated and the connections they gave. Every request is idempotent. " +
      'Switches that managers set are read here and never written. A user that was removed and is put again is a new one, with a new id.',
  },
  components: { securitySchemes: { key: { type: 'http' as const, scheme: 'bearer', description: 'A key of the workspace, `lk_…`' } } },
};

export function restRoutes(services: Services): Hono<Env> {
  const requests = createBuckets({ burst: 1_000, perSecond: 200 }, services.clock);
  const routes = new Hono<Env>();
  routes.use('/api/v1/*', async (c, next) => {
    const wait = requests.take(c.var.address);
    return wait > 0 ? problems.tooMany(wait) : next();
  });
  routes.route('/', userRoutes(services));
  routes.route('/', activationRoutes(services));
  routes.route('/', connectionRoutes(services));
  routes.route('/', runRoutes(services));
  routes.route('/', integrationRoutes(services));
  routes.get('/api/v1/openapi.json', openAPIRouteHandler(routes, { documentation }));
  routes.all('/api/v1/*', () => problems.notFound());
  return routes;
}
