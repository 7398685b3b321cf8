/** `POST /api/edits`: batches for the desk. */
import { AUTHOR_HEADER, EditBatch, type EditBatchReply } from '@latchkey/shared/protocol/http';
import { limits } from '@latchkey/shared/protocol/limits';
import { Hono } from 'hono';
import * as v from 'valibot';
import { readJson } from './body.ts';
import { createBuckets } from './buckets.ts';
import { deviceNameIn } from './device-name.ts';
import type { SignedInEnv } from './env.ts';
import { problems } from './problem.ts';
import type { Services } from './services.ts';
import { signedIn } from './signed-in.ts';

const Batch = v.strictObject({
  device: v.pipe(EditBatch.entries.device, v.uuid('must be a UUID')),
  edits: v.pipe(EditBatch.entries.edits, v.maxLength(limits.batchEdits, `must hold at most ${limits.batchEdits} edits`)),
});

/** Requests, whatever becomes of their edits (CASE-14): a device has one in flight, and a bulk change of 10,000 needs fifty. */
const perUser = { burst: 200, perSecond: 40 };
const perDevice = { burst: 100, perSecond: 20 };

export function editRoutes({ identity, desk, clock }: Services): Hono<SignedInEnv> {
  const users = createBuckets(perUser, clock);
  const devices = createBuckets(perDevice, clock);
  return new Hono<SignedInEnv>().post('/api/edits', signedIn(identity), async (c) => {
    const user = c.var.signIn.user.id;
    if ((c.req.header(AUTHOR_HEADER) ?? user) !== user) return problems.otherUser();
    const tooSoon = users.take(user);
    if (tooSoon > 0) return problems.tooMany(tooSoon);
    const read = await readJson(c.req, Batch, 400);
    if (!read.ok) return read.response;
    const { device, edits } = read.value;
    const wait = devices.take(`${user} ${device}`);
    if (wait > 0) return problems.tooMany(wait);
    const deviceName = deviceNameIn(c.req);
    const verdicts = await desk.submit({ user, device, deviceName }, edits);
    return c.json({ verdicts: [...verdicts] } satisfies EditBatchReply);
  });
}
