/** `GET /api/workspaces/{workspace}/activity`: the audit log, for those who may read it. */
import { can } from '@latchkey/shared/permissions';
import type { Activity } from '@latchkey/shared/protocol/activity';
import { Hono } from 'hono';
import * as v from 'valibot';
import { membershipIn } from '../identity/memberships.ts';
import { rawSegment, type SignedInEnv } from './env.ts';
import { fieldErrors, problems } from './problem.ts';
import type { Services } from './services.ts';
import { signedIn } from './signed-in.ts';

const Query = v.object({
  before: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}$/, 'must be a sequence number'), v.transform(Number))),
  limit: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,3}$/, 'must be a number from 1 to 200'), v.transform(Number), v.minValue(1, 'must be at least 1'), v.maxValue(200, 'must be at most 200')),
    '50',
  ),
});

export function activityRoutes({ store, identity }: Services): Hono<SignedInEnv> {
  return new Hono<SignedInEnv>().get('/api/workspaces/:workspace/activity', signedIn(identity), async (c) => {
    const workspace = rawSegment(c.env, 2);
    const query = v.safeParse(Query, c.req.query());
    if (!query.success) return problems.invalid(fieldErrors(query.issues));
    const { before, limit } = query.output;
    return store.read(async (reader) => {
      const membership = await membershipIn(reader, c.var.signIn.user.id, workspace);
      if (membership === null) return problems.notFound();
      const denial = can(membership.actor, { kind: 'activity.read' }, { workspace, environment: null, integration: null, group: null });
      if (denial !== null) return problems.forbidden(denial);
      const found = await reader.audit(workspace, { before: before ?? null, limit });
      const entries = found.map(({ sequence, at, environment, actor, device, thread, action, subject, before, after, outcome, detail, hash }) => ({
        ...{ sequence, at, environment, actor, device, thread, action, subject, before, after, outcome, detail, hash },
      }));
      return c.json({ entries, next: found.length < limit ? null : (found.at(-1)?.sequence ?? null) } satisfies Activity);
    });
  });
}
