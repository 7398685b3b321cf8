/** `GET /api/workspaces/{workspace}/activity?before={sequence}&limit={n}`: the audit log, newest first. */
import * as v from 'valibot';

const Actor = v.object({ kind: v.picklist(['member', 'key', 'system']), id: v.string(), name: v.string() });
const Subject = v.object({ kind: v.string(), id: v.string(), name: v.string() });

export const ActivityEntry = v.object({
  /** Rises by one within the workspace's chain; the cursor of paging. */
  sequence: v.number(),
  at: v.string(),
  environment: v.nullable(v.string()),
  actor: Actor,
  device: v.nullable(v.string()),
  thread: v.nullable(v.string()),
  action: v.string(),
  subject: v.nullable(Subject),
  before: v.unknown(),
  after: v.unknown(),
  outcome: v.picklist(['applied', 'refused', 'superseded']),
  detail: v.nullable(v.string()),
  hash: v.string(),
});
export type ActivityEntry = v.InferOutput<typeof ActivityEntry>;

/** `next` is the `before` of the following page; null at the end. */
export const Activity = v.object({ entries: v.array(ActivityEntry), next: v.nullable(v.number()) });
export type Activity = v.InferOutput<typeof Activity>;
