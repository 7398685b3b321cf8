/** What follows from an edit in its own record: the operation that it plans, and how long an invitation is good for. Pure. */
import { AppAccount } from '@latchkey/shared/domain/app-account';
import { AppTeam } from '@latchkey/shared/domain/app-team';
import { expiryOf, Invitation } from '@latchkey/shared/domain/invitation';
import { patience } from '@latchkey/shared/domain/patience';
import type { Element } from '@latchkey/shared/edits/definition';
import * as v from 'valibot';
import { plan, planTeam } from '../reconcile/plan.ts';
import { invitationRow } from '../records/rows.ts';
import type { Json, Row } from '../store/store.ts';

export interface Occasion {
  /** As it was before the edit. */
  readonly before: Json;
  /** What the edit sets. */
  readonly element: Element;
  /** ISO 8601: when it was made; a device may have been offline since. */
  readonly asked: string;
  /** The id of the member whose edit of that element stands. */
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export function settle(row: Row, occasion: Occasion): Row {
  const { before, element, asked, now } = occasion;
  switch (row.kind) {
    case 'appAccount': {
      const account = v.parse(AppAccount, row.record);
      const operation = row.removed ? null : plan(account, { now, asked: Date.parse(asked), anew: element.path.startsWith('desired/') });
      return { ...row, record: { ...account, operation } };
    }
    case 'appTeam': {
      const team = v.parse(AppTeam, row.record);
      // What was kept before apps were asked counts as it stood.
      const known: AppTeam = { reported: { presence: 'present', role: v.parse(AppTeam, before).role }, ...team };
      const anew = element.path === 'role' || element.path === 'presence' || element.path === 'retry';
      const operation = row.removed ? null : planTeam(known, { now, asked: Date.parse(asked), anew });
      return { ...row, record: { ...known, operation } };
    }
    case 'invitation': {
      const { removed, orphaned } = row;
      return { ...invitationRow(row.id, settledInvitation(v.parse(Invitation, row.record), occasion)), removed, orphaned };
    }
    default:
      return row;
  }
}

/**
 * Sent now, it is good for seven days from now; one that was asked for longer ago than that is not sent any more.
 * Whoever sends it again vouches for it from then on (INVITE-3).
 */
function settledInvitation(invitation: Invitation, { element: { path }, by, now }: Occasion): Invitation {
  if (path !== 'removed' && path !== 'sentAt') return invitation;
  const isLate = now - Date.parse(invitation.sentAt) > patience.rest;
  const invitedBy = path === 'sentAt' ? by : invitation.invitedBy;
  return { ...invitation, invitedBy, status: isLate ? 'expired' : 'pending', expiresAt: isLate ? expiryOf(invitation.sentAt) : expiryOf(new Date(now).toISOString()) };
}
