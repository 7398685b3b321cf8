/** `/api/pulse` and `/api/session`: is the session still good, and what may this person do? */
import { silentDaysOf } from '@latchkey/shared/domain/workspace';
import type { Pulse, Session } from '@latchkey/shared/protocol/http';
import { PROTOCOL } from '@latchkey/shared/protocol/http';
import { Hono, type Context } from 'hono';
import { rightsOf, workspacesOf } from '../identity/memberships.ts';
import type { SignIn } from '../identity/identity.ts';
import type { SignedInEnv } from './env.ts';
import { problems } from './problem.ts';
import type { Services } from './services.ts';
import { signedIn } from './signed-in.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** Once an hour, and where it would not run out when the workspaces say (OUT-10). */
const isDue = ({ prolongedAt, until }: SignIn, days: number, now: number): boolean => now - prolongedAt >= HOUR || until !== prolongedAt + days * DAY;

export function sessionRoutes({ store, identity, clock }: Services): Hono<SignedInEnv> {
  const workspaces = (user: string) => store.read((reader) => workspacesOf(reader, user));
  const prolong = async (c: Context<SignedInEnv>, days: number): Promise<void> => {
    if (!isDue(c.var.signIn, days, clock())) return;
    for (const cookie of await identity.prolong(c.req.raw.headers, days)) c.header('set-cookie', cookie, { append: true });
  };
  return new Hono<SignedInEnv>()
    .get('/api/pulse', signedIn(identity), async (c) => {
      const { id } = c.var.signIn.user;
      const mine = await workspaces(id);
      if (mine.length === 0) return problems.noAccess(id);
      await prolong(c, silentDaysOf(mine));
      return c.json({ app: 'latchkey', protocol: PROTOCOL, now: clock(), rights: rightsOf(mine) } satisfies Pulse);
    })
    .get('/api/session', signedIn(identity), async (c) => {
      const { user, signIn } = c.var.signIn;
      const mine = await workspaces(user.id);
      if (mine.length === 0) return problems.noAccess(user.id);
      await prolong(c, silentDaysOf(mine));
      return c.json({ user, signIn, rights: rightsOf(mine), workspaces: mine } satisfies Session);
    });
}
