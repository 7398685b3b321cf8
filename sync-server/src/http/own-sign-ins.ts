/** `/api/me/sign-ins`: where one is signed in, ending that, and having a device wiped (`protocol/own-sign-ins.ts`). */
import { Gone, type OwnSignIns } from '@latchkey/shared/protocol/own-sign-ins';
import { Hono } from 'hono';
import { deviceNameOf } from '../identity/device-name.ts';
import { readJson } from './body.ts';
import { rawSegment, type SignedInEnv } from './env.ts';
import { problems } from './problem.ts';
import type { Services } from './services.ts';
import { signedIn } from './signed-in.ts';

export function ownSignInRoutes({ identity }: Pick<Services, 'identity'>): Hono<SignedInEnv> {
  return new Hono<SignedInEnv>()
    .get('/api/me/sign-ins', signedIn(identity), async (c) => {
      const { user, signIn } = c.var.signIn;
      const signIns = (await identity.signInsOf(user.id)).map(({ id, userAgent, since, lastUsedAt, state }) => ({
        ...{ id, since, lastUsedAt, state },
        device: deviceNameOf(userAgent),
        here: id === signIn,
      }));
      return c.json({ signIns } satisfies OwnSignIns);
    })
    .delete('/api/me/sign-ins/:signIn', signedIn(identity), async (c) => {
      const ended = await identity.endSignIn(c.var.signIn.user.id, rawSegment(c.env, 3));
      return ended ? c.body(null, 204) : problems.notFound();
    })
    .post('/api/me/sign-ins/:signIn/wipe', signedIn(identity), async (c) => {
      const asked = await identity.wipeSignIn(c.var.signIn.user.id, rawSegment(c.env, 3));
      return asked ? c.body(null, 204) : problems.notFound();
    })
    .post('/api/gone', async (c) => {
      const read = await readJson(c.req, Gone);
      if (!read.ok) return read.response;
      identity.gone(read.value.signIn);
      return c.body(null, 204);
    });
}
