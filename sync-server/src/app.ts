/** Everything the server answers over HTTP, put together. Listening is `server.ts`'s. */
import { limits } from '@latchkey/shared/protocol/limits';
import { Hono } from 'hono';
import { Quarantined } from './documents/library.ts';
import { activityRoutes } from './http/activity.ts';
import { apiKeyRoutes } from './http/api-keys.ts';
import { atMost } from './http/body.ts';
import { documentRoutes } from './http/documents.ts';
import { editRoutes } from './http/edits.ts';
import type { Env } from './http/env.ts';
import { healthRoutes } from './http/health.ts';
import { invitationRoutes } from './http/invitations.ts';
import { sameOrigin } from './http/origins.ts';
import { ownEmailRoutes } from './http/own-email.ts';
import { ownSignInRoutes } from './http/own-sign-ins.ts';
import { problem, problems } from './http/problem.ts';
import { requestLog } from './http/request-log.ts';
import { securityHeaders } from './http/security-headers.ts';
import type { Services } from './http/services.ts';
import { sessionRoutes } from './http/session.ts';
import { setUpRoutes } from './http/set-up.ts';
import { signInRoutes } from './http/sign-in.ts';
import type { Site } from './http/site.ts';
import { workspaceSettingsRoutes } from './http/workspace-settings.ts';
import { importRoutes } from './import/routes.ts';
import { restRoutes } from './rest/routes.ts';
import { StorageFull } from './store/store.ts';

export interface AppParts {
  readonly services: Services;
  readonly site: Site;
  /** Whether a stop has been asked for. */
  readonly stopping: () => boolean;
  /** Milliseconds that never go backwards. */
  readonly ticks: () => number;
}

export function createApp({ services, site, stopping, ticks }: AppParts): Hono<Env> {
  const { log, proxies, newId, origins, store } = services;
  const secure = origins.publicUrl?.protocol === 'https:';
  const sockets = origins.publicUrl === null ? null : origins.publicUrl.origin.replace(/^http/, 'ws');
  const app = new Hono<Env>();
  app.use(requestLog({ log, proxies, newId, ticks }), securityHeaders({ scripts: site.scripts, styles: site.styles, sockets }, secure));
  app.onError((error, c) => {
    if (error instanceof StorageFull) return problems.storageFull();
    if (c.env.incoming.readableAborted && 'code' in error && error.code === 'ECONNRESET') return problems.incomplete();
    c.var.log.error({ err: error }, 'request failed');
    if (error instanceof Quarantined) return problems.quarantined();
    return problem(500, 'internal', 'The server failed to carry this out; it was logged.', { detail: `Request ${c.var.requestId}` });
  });
  app.use('/api/*', async (c, next) => {
    if (stopping()) return problems.stopping();
    await next();
    if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store');
    return undefined;
  });

  // Programs with a key: no cookies, so no question of origins.
  app.use('/api/v1/*', atMost(limits.requestBytes));
  app.route('/', restRoutes(services));

  app.use('/api/*', sameOrigin(origins));
  app.route('/', importRoutes(services));
  app.use('/api/*', atMost(limits.requestBytes));
  app.route('/', signInRoutes(services));
  app.route('/', setUpRoutes(services));
  app.route('/', invitationRoutes(services));
  app.route('/', ownEmailRoutes(services));
  app.route('/', ownSignInRoutes(services));
  app.route('/', workspaceSettingsRoutes(services));
  app.route('/', sessionRoutes(services));
  app.route('/', editRoutes(services));
  app.route('/', documentRoutes(services));
  app.route('/', activityRoutes(services));
  app.route('/', apiKeyRoutes(services));
  app.route('/', healthRoutes(store, stopping));

  app.get('*', (c) => {
    const { pathname } = new URL(c.req.url);
    const answer = site.answer(pathname, { accepts: c.req.header('accept-encoding') ?? '', ifNoneMatch: c.req.header('if-none-match') });
    return answer ?? problems.notFound();
  });
  app.notFound(() => problems.notFound());
  return app;
}
