/** A person of the workspace who signs in to Latchkey. Shows in every environment's document. */
import * as v from 'valibot';
import { ScopedLevel, WorkspaceLevel } from './levels.ts';
import { Email, Id, Instant, Name, text } from './text.ts';

/** The right to see or start runs, given on an integration (`integration/{id}`) or a group (`group/{name}`). */
export const RunRights = v.strictObject({ view: v.optional(v.boolean(), false), run: v.optional(v.boolean(), false) });

export const Member = v.strictObject({
  workspace: Id,
  /** The identity that signs in; one person may be a member of several workspaces. */
  user: Id,
  name: Name,
  userName: Name,
  email: Email,
  level: WorkspaceLevel,
  environments: v.record(Id, ScopedLevel),
  integrations: v.record(Id, ScopedLevel),
  runs: v.record(text(210), RunRights),
  /** Integration id → whether its failures are told to this member; not mentioned: no. Absent: nothing was ever switched. */
  notifications: v.optional(v.record(Id, v.boolean())),
  enabled: v.boolean(),
  joinedAt: Instant,
});
export type Member = v.InferOutput<typeof Member>;

/** What the server reports, beside the record. Absent: they have not signed in yet. */
export const MemberStatus = v.strictObject({ lastSignInAt: Instant });
export type MemberStatus = v.InferOutput<typeof MemberStatus>;
