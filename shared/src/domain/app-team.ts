/** A team, collection or group inside the external app. */
import * as v from 'valibot';
import { Operation, Removed } from './app-account.ts';
import { Id, Instant, Name } from './text.ts';

/** What the app last said the team is. */
export const ReportedTeam = v.variant('presence', [
  v.strictObject({ presence: v.literal('unknown') }),
  v.strictObject({ presence: v.literal('present'), role: v.nullable(Id) }),
  Removed,
]);
export type ReportedTeam = v.InferOutput<typeof ReportedTeam>;

/** What is asked of the app, is being done, or did not work. */
export const TeamOperation = v.strictObject({ ...Operation.entries, kind: v.picklist(['create', 'update', 'remove']) });
export type TeamOperation = v.InferOutput<typeof TeamOperation>;

/** What managers want of it: that it is there, which role it gives, and for which team of the workspace it is. */
export const AppTeam = v.strictObject({
  environment: Id,
  integration: Id,
  name: Name,
  role: v.nullable(Id),
  team: v.nullable(Id),
  /** Absent: it is to be there. */
  presence: v.optional(v.literal('gone')),
  /** The failure or removal that is to be tried again, by its time. Absent: none. */
  retry: v.optional(Instant),
  /** Absent in what was kept before apps were asked: it counts as there, with the role that it has. */
  reported: v.optional(ReportedTeam),
  /** Null or absent: none. */
  operation: v.optional(v.nullable(TeamOperation)),
});
export type AppTeam = v.InferOutput<typeof AppTeam>;

/** The team of the workspace that has access through it; null for one that is to be gone. */
export const givesTo = ({ presence, team }: Pick<AppTeam, 'presence' | 'team'>): string | null => (presence === 'gone' ? null : team);
