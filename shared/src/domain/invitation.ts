/** An invitation to become a member, or to reach one integration. */
import * as v from 'valibot';
import { ScopedLevel, WorkspaceLevel } from './levels.ts';
import { patience } from './patience.ts';
import { Email, Id, Instant } from './text.ts';

/** An invitation that nobody answers expires after seven days. ISO 8601. */
export const expiryOf = (sentAt: string): string => new Date(Date.parse(sentAt) + patience.rest).toISOString();

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
