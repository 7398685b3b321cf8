/** Workspaces and environments: what everything else is scoped to. Rows on the server, profile on the device. */
import * as v from 'valibot';
import { Id, Instant, Name } from './text.ts';

export const Workspace = v.strictObject({
  name: Name,
  /** Whether managers and monitors may invite members (PRODUCT: Settings). */
  membersMayInvite: v.boolean(),
  createdAt: Instant,
});
export type Workspace = v.InferOutput<typeof Workspace>;

export const Environment = v.strictObject({ workspace: Id, name: Name, isProduction: v.boolean(), createdAt: Instant });
export type Environment = v.InferOutput<typeof Environment>;
