/** Workspaces and environments: what everything else is scoped to. Rows on the server, profile on the device. */
import * as v from 'valibot';
import { Id, Instant, Name } from './text.ts';

/** Days that a device goes without contact before it asks for a sign-in, where nobody has said otherwise. */
export const SILENT_DAYS = 14;

export const SilentDays = v.pipe(
  v.number('must be a number'),
  v.integer('must be a whole number'),
  v.minValue(1, 'must be at least 1'),
  v.maxValue(90, 'must be at most 90'),
);

export const Workspace = v.strictObject({
  name: Name,
  /** Whether managers and monitors may invite members (PRODUCT: Settings). */
  membersMayInvite: v.boolean(),
  /** OUT-10. */
  silentDays: v.optional(SilentDays, SILENT_DAYS),
  createdAt: Instant,
});
export type Workspace = v.InferOutput<typeof Workspace>;

export const Environment = v.strictObject({ workspace: Id, name: Name, isProduction: v.boolean(), createdAt: Instant });
export type Environment = v.InferOutput<typeof Environment>;

/** What holds for someone of several workspaces, whose data lies on one device: the shortest. */
export const silentDaysOf = (workspaces: readonly Pick<Workspace, 'silentDays'>[]): number => Math.min(...workspaces.map(({ silentDays }) => silentDays));
