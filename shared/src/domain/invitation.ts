/** An invitation to become a member, or to reach one integration. */
import * as v from 'valibot';
import { ScopedLevel, WorkspaceLevel } from './levels.ts';
import { Email, Id, Instant } from './text.ts';

const DAY = 24 * 3_600_000;

/** An invitation that nobody answers expires after seven days. ISO 8601. */
export const expiryOf = (sentAt: string): string => new Date(Date.parse(sentAt) + 7 * DAY).toISOString();

export const Invitation = v.strictObject({
  workspace: Id,
  email: Email,
  level: WorkspaceLevel,
  environments: v.record(Id, ScopedLevel),
  integrations: v.record(Id, ScopedLevel),
  status: v.picklist(['pending', 'accepted', 'dismissed', 'expired', 'revoked']),
  invitedBy: Id,
  sentAt: Instant,
  expiresAt: Instant,
});
export type Invitation = v.InferOutput<typeof Invitation>;
