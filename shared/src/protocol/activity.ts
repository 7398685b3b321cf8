/**
 * The audit log of a workspace, for its owners and administrators. Every address takes the same filters, each as often as
 * it has values: `environment` (its entries and those of the workspace as a whole), `where`, `who`, `what`, `kind`, `device`, `outcome`,
 * `from` and `to` (instants, inclusive), `q` (words), `thread` (the sequence of the entry with which it begins).
 *
 * - `GET /api/workspaces/{workspace}/activity?before={sequence}&limit={n}`: entries, latest first.
 * - `GET …/activity/threads?page={n}&size={n}&sort={order}&direction=descending|ascending`: what an edit and its consequences have in common, as one, in one of {@link activityOrders}.
 * - `GET …/activity/chain`: whether the log is as it was written (AUDIT-2).
 */
import * as v from 'valibot';

const Actor = v.object({ kind: v.picklist(['member', 'key', 'system']), id: v.string(), name: v.string() });
const Subject = v.object({ kind: v.string(), id: v.string(), name: v.string() });

export const Outcome = v.picklist(['applied', 'refused', 'superseded']);
export type Outcome = v.InferOutput<typeof Outcome>;

/**
 * What entries can be told apart by: where (`environment` or `workspace`), the name of who, the name of the edit, the kind
 * of the record (`workspace` where it was of none), what the device is called, and what became of it.
 */
export const activityFacets = ['where', 'who', 'what', 'kind', 'device', 'outcome'] as const;
export type ActivityFacet = (typeof activityFacets)[number];

/**
 * What threads are in the order of: when they began, or what is said of the first entry that matches; `outcome` is of all that
 * match. Text is compared as it is folded; where there is none, threads come last in both directions. Of those that are alike,
 * what began last comes first.
 */
export const activityOrders = ['when', 'who', 'what', 'subject', 'device', 'outcome'] as const;
export type ActivityOrder = (typeof activityOrders)[number];

export interface ActivitySort {
  readonly by: ActivityOrder;
  readonly descending: boolean;
}

export const ActivityEntry = v.object({
  /** Rises by one within the workspace's chain; the cursor of paging. */
  sequence: v.number(),
  at: v.string(),
  environment: v.nullable(v.string()),
  actor: Actor,
  /** The id that the device chose, and what it is called where that is known. */
  device: v.nullable(v.string()),
  deviceName: v.nullable(v.string()),
  thread: v.nullable(v.string()),
  action: v.string(),
  subject: v.nullable(Subject),
  /** Which element of the subject was set; null where it was no single one. */
  element: v.nullable(v.string()),
  before: v.unknown(),
  after: v.unknown(),
  outcome: Outcome,
  detail: v.nullable(v.string()),
  hash: v.string(),
});
export type ActivityEntry = v.InferOutput<typeof ActivityEntry>;

/** Id → name, as they are called now, of the records that elements and values name by their id, and of subjects without a name of their own; of a role under `{subject} {role}`. */
const Names = v.record(v.string(), v.string());

/** The sequences of entries that are not as they were written, and are left out: what they say is not to be believed. */
const Damaged = v.array(v.number());

/** `next` is the `before` of the following page; null at the end. */
export const Activity = v.object({ entries: v.array(ActivityEntry), damaged: Damaged, names: Names, next: v.nullable(v.number()) });
export type Activity = v.InferOutput<typeof Activity>;

export const ActivityThread = v.object({
  /** The sequence of the entry with which it begins: its name in the address. */
  thread: v.number(),
  /** The first that matches. */
  first: ActivityEntry,
  /** How many match, by what became of them. */
  outcomes: v.object({ applied: v.number(), refused: v.number(), superseded: v.number() }),
});
export type ActivityThread = v.InferOutput<typeof ActivityThread>;

const Counts = v.record(v.string(), v.number());

/** Counts are exact, of threads; `page` is the one given: the last, where the one asked for is past the end. */
export const ActivityThreads = v.object({
  threads: v.array(ActivityThread),
  /** Of the page, those with whose first entry that is so. */
  damaged: Damaged,
  names: Names,
  count: v.number(),
  total: v.number(),
  page: v.number(),
  /** The sequence of the latest entry of the environment asked about, whatever else is asked: a later one is news. 0: there is none. */
  latest: v.number(),
  counts: v.object({ where: Counts, who: Counts, what: Counts, kind: Counts, device: Counts, outcome: Counts }),
});
export type ActivityThreads = v.InferOutput<typeof ActivityThreads>;

/** `brokenAt`: the sequence of the first entry that is not as it was written; null where all are. `entries`: how many were read; `last`: the hash of the latest of them. */
export const ActivityChain = v.object({ entries: v.number(), brokenAt: v.nullable(v.number()), last: v.nullable(v.string()) });
export type ActivityChain = v.InferOutput<typeof ActivityChain>;
