/** `/api/workspaces/{workspace}/activity`: the audit log, for those who may read it (`protocol/activity.ts`). */
import { wordsOf } from '@latchkey/shared/domain/fold';
import { Instant } from '@latchkey/shared/domain/text';
import { can } from '@latchkey/shared/permissions';
import { activityOrders, type Activity, type ActivityChain, type ActivityEntry, type ActivityThreads } from '@latchkey/shared/protocol/activity';
import { Hono, type Context } from 'hono';
import * as v from 'valibot';
import { namesIn } from '../audit/names.ts';
import { walkChain } from '../audit/walk.ts';
import { membershipIn } from '../identity/memberships.ts';
import { everyEntry, type AuditFilter, type StoredAuditEntry } from '../store/audit-log.ts';
import type { Reader } from '../store/store.ts';
import { rawSegment, type SignedInEnv } from './env.ts';
import { limited } from './limited.ts';
import { fieldErrors, problems } from './problem.ts';
import type { Services } from './services.ts';
import { signedIn } from './signed-in.ts';

/** A parameter that may be given once. */
const once = <T>(schema: v.GenericSchema<string, T>) =>
  v.optional(
    v.pipe(
      v.array(v.string()),
      v.maxLength(1, 'may be given once'),
      v.transform(([value]) => value ?? ''),
      schema,
    ),
  );
const whole = (lowest: number, highest: number) =>
  v.pipe(
    v.string(),
    v.check((text) => /^\d{1,15}$/.test(text) && Number(text) >= lowest && Number(text) <= highest, `must be a number from ${lowest} to ${highest}`),
    v.transform(Number),
  );
const Values = v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(200, 'must be at most 200 characters long'))), v.maxLength(50, 'may be given 50 times')), []);
const Sequence = whole(1, Number.MAX_SAFE_INTEGER);

const Filters = {
  ...{ environment: once(v.string()), where: Values, who: Values, what: Values, kind: Values, device: Values, outcome: Values, from: once(Instant), to: once(Instant), thread: once(Sequence) },
  q: once(v.pipe(v.string(), v.maxLength(200, 'must be at most 200 characters long'))),
};
const EntriesQuery = v.object({ ...Filters, before: once(Sequence), limit: once(whole(1, 200)) });
const ThreadsQuery = v.object({
  ...{ ...Filters, page: once(whole(1, 1_000_000)), size: once(whole(1, 100)) },
  sort: once(v.picklist(activityOrders, 'must be when, who, what, subject, device or outcome')),
  direction: once(v.picklist(['ascending', 'descending'], 'must be ascending or descending')),
});

/** An export asks for page after page; a page of threads counts all that match; a walk reads and hashes all there is. */
const perUser = { entries: { burst: 1_000, perSecond: 20 }, threads: { burst: 60, perSecond: 4 }, walks: { burst: 5, perSecond: 0.1 } } as const;

const filterOf = ({ environment, where, who, what, kind, device, outcome, from, to, q, thread }: Omit<v.InferOutput<typeof EntriesQuery>, 'before' | 'limit'>): AuditFilter => ({
  environment: environment ?? null,
  facets: { where, who, what, kind, device, outcome },
  from: from ?? null,
  to: to ?? null,
  words: wordsOf(q ?? ''),
  thread: thread ?? null,
});

const shown = ({ sequence, at, environment, actor, device, deviceName, thread, action, subject, element, before, after, outcome, detail, hash }: StoredAuditEntry): ActivityEntry => ({
  ...{ sequence, at, environment, actor, device, thread, action, subject, before, after, outcome, detail, hash },
  deviceName: deviceName ?? null,
  element: element ?? null,
});

/** The sequence of the latest entry, damaged or not; 0 where there is none. */
async function latestIn(reader: Reader, workspace: string, environment: string | null): Promise<number> {
  let latest = 0;
  const [entry] = await reader.audit(workspace, { before: null, limit: 1 }, { ...everyEntry, environment }, (sequence) => (latest = sequence));
  return entry?.sequence ?? latest;
}

export function activityRoutes({ store, identity, clock }: Services): Hono<SignedInEnv> {
  /** Why this person may not read the log, or null. */
  const refusal = async (c: Context<SignedInEnv>, reader: Reader): Promise<Response | null> => {
    const workspace = rawSegment(c.env, 2);
    const membership = await membershipIn(reader, c.var.signIn.user.id, workspace);
    if (membership === null) return problems.notFound();
    const denial = can(membership.actor, { kind: 'activity.read' }, { workspace, environment: null, integration: null, group: null });
    return denial === null ? null : problems.forbidden(denial);
  };
  return new Hono<SignedInEnv>()
    .get('/api/workspaces/:workspace/activity', signedIn(identity), limited(perUser.entries, clock), async (c) => {
      const query = v.safeParse(EntriesQuery, c.req.queries());
      if (!query.success) return problems.invalid(fieldErrors(query.issues));
      const { before = null, limit = 50, ...filters } = query.output;
      return store.read(async (reader) => {
        const refused = await refusal(c, reader);
        if (refused !== null) return refused;
        const workspace = rawSegment(c.env, 2);
        const damaged: number[] = [];
        const found = await reader.audit(workspace, { before, limit }, filterOf(filters), (sequence) => damaged.push(sequence));
        const next = found.length + damaged.length < limit ? null : Math.min(...damaged, ...found.slice(-1).map(({ sequence }) => sequence));
        return c.json({ entries: found.map(shown), damaged, names: await namesIn(reader, workspace, found), next } satisfies Activity);
      });
    })
    .get('/api/workspaces/:workspace/activity/threads', signedIn(identity), limited(perUser.threads, clock), async (c) => {
      const query = v.safeParse(ThreadsQuery, c.req.queries());
      if (!query.success) return problems.invalid(fieldErrors(query.issues));
      const { page = 1, size = 20, sort: by = 'when', direction = 'descending', ...filters } = query.output;
      return store.read(async (reader) => {
        const refused = await refusal(c, reader);
        if (refused !== null) return refused;
        const workspace = rawSegment(c.env, 2);
        const found = await reader.auditThreads(workspace, filterOf(filters), { page, size, sort: { by, descending: direction === 'descending' } });
        const threads = found.threads.map(({ thread, first, outcomes }) => ({ thread, first: shown(first), outcomes }));
        const names = await namesIn(reader, workspace, found.threads.map(({ first }) => first));
        const latest = await latestIn(reader, workspace, filters.environment ?? null);
        return c.json({ ...found, threads, damaged: [...found.damaged], names, latest } satisfies ActivityThreads);
      });
    })
    .get('/api/workspaces/:workspace/activity/chain', signedIn(identity), limited(perUser.walks, clock), async (c) => {
      const refused = await store.read((reader) => refusal(c, reader));
      if (refused !== null) return refused;
      return c.json((await walkChain(store, rawSegment(c.env, 2))) satisfies ActivityChain);
    });
}
