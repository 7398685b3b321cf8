/** `/api/pulse` and `/api/session`: is the session still good, and what may this person do? */
import type { Pulse, Session } from '@latchkey/shared/protocol/http';
import { PROTOCOL } from '@latchkey/shared/protocol/http';
import { Hono } from 'hono';
import { rightsOf, workspacesOf } from '../identity/memberships.ts';
import type { SignedInEnv } from './env.ts';
import { problems } from './problem.ts';
import type { Services } from './services.ts';
import { signedIn } from './signed-in.ts';

export function sessionRoutes({ store, identity, clock }: Services): Hono<SignedInEnv> {
  const workspaces = (user: string) => store.read((reader) => workspacesOf(reader, user));
  return new Hono<SignedInEnv>()
    .get('/api/pulse', signedIn(identity), async (c) => {
      const { id } = c.var.signIn.user;
      const mine = await workspaces(id);
      if (mine.length === 0) return problems.noAccess(id);
      return c.json({ app: 'latchkey', protocol: PROTOCOL, now: clock(), rights: rightsOf(mine) } satisfies Pulse);
    })
    .get('/api/session', signedIn(identity), async (c) => {
      const { user } = c.var.signIn;
      const mine = await workspaces(user.id);
      if (mine.length === 0) return problems.noAccess(user.id);
      for (const cookie of await identity.renew(c.req.raw.headers)) c.header('set-cookie', cookie, { append: true });
      return c.json({ user, rights: rightsOf(mine), workspaces: mine } satisfies Session);
    });
}
