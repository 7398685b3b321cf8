/** One integration offered in an environment. */
import * as v from 'valibot';
import { Id, Instant, Name } from './text.ts';

/** 'Company' is another word for account. */
export const SharingLevel = v.picklist(['user', 'account'], 'must be user or account');
export type SharingLevel = v.InferOutput<typeof SharingLevel>;

export const Role = v.strictObject({
  name: Name,
  /** Null or absent: none. */
  description: v.optional(v.nullable(Name)),
  /** Absent: it is offered. One that is not is given to nobody any more, and named where somebody has it. */
  offered: v.optional(v.literal(false)),
});

export const Integration = v.strictObject({
  environment: Id,
  name: Name,
  /** Which app, by its slug, e.g. `hubspot`. */
  connector: Id,
  /** The link leads a reader out of the app: nothing but a web page. */
  flow: v.strictObject({ name: Name, url: v.nullable(v.pipe(v.string(), v.url('must be a URL'), v.regex(/^https?:\/\//i, 'must be a URL that begins with https:// or http://'))) }),
  configuration: v.strictObject({ id: Id, name: Name }),
  group: v.nullable(Name),
  sharing: SharingLevel,
  /** Role id → role: what an account in the app can be given. */
  roles: v.record(Id, Role),
  /** The app's native word for its teams. */
  teamWord: v.picklist(['team', 'collection', 'group']),
  enabled: v.boolean(),
  /** When a check for updates was last asked for; null or absent: never, or taken back. */
  checkRequested: v.optional(v.nullable(Instant)),
  /** What became of the check that was asked for at `requested`. Absent before the first. */
  checked: v.optional(
    v.strictObject({ requested: Instant, at: Instant, state: v.picklist(['running', 'done', 'failed', 'lapsed']), reason: v.nullable(Name) }),
  ),
  createdAt: Instant,
});
export type Integration = v.InferOutput<typeof Integration>;
