/** The table of invitations that lead to this environment (PRODUCT: Members). */
import { expiryOf, type Invitation } from '@latchkey/shared/domain/invitation';
import type { Kind } from '@latchkey/shared/domain/kinds';
import type { InvitationDetail, InvitationRow } from '../../environment-rows.ts';
import type { LazySource } from '../lazy-table.ts';
import { present } from '../overview.ts';
import type { UserSources } from '../user-views.ts';
import { roleOf, roleRank, wideGrants } from './access.ts';
import { levelLinks, memberLink, shownRecord } from './links.ts';

export const statusRank: Readonly<Record<Invitation['status'], number>> = { pending: 0, accepted: 1, dismissed: 2, expired: 3, revoked: 4 };

/** How it stands, and until when it is good, once what this device has sent again is saved (INVITE-1). */
export function standing({ status, sentAt, expiresAt }: Invitation): Pick<InvitationRow, 'status' | 'expiresAt'> {
  const until = Date.parse(expiryOf(sentAt));
  const isSentAgain = until > Date.parse(expiresAt);
  return { status: status === 'expired' && isSentAgain ? 'pending' : status, expiresAt: isSentAgain ? until : Date.parse(expiresAt) };
}

export function invitations(sources: UserSources, environment: string): LazySource<InvitationRow, InvitationDetail> {
  const { records } = sources;
  const set = records.of('invitation');
  const row = (at: number): InvitationRow | null => {
    const id = set.ids.text(at);
    const invitation = shownRecord(sources, 'invitation', id);
    if (invitation === undefined) return null;
    const integrations = levelLinks(sources, invitation.integrations);
    const single = integrations.map(({ level }) => ({ from: 'member', level }) as const);
    return {
      id,
      email: invitation.email,
      role: roleOf(wideGrants(invitation, environment), single),
      integrations,
      ...standing(invitation),
      invitedBy: memberLink(sources, invitation.invitedBy),
      sentAt: Date.parse(invitation.sentAt),
      pending: set.pending(at),
    };
  };

  return {
    search: ({ email, invitedBy }) => [email, invitedBy?.name ?? null],
    columns: {
      email: { kind: 'text', of: ({ email }) => email },
      role: { kind: 'labels', of: ({ role }) => [role], rank: ({ role }) => roleRank[role] },
      integrations: { kind: 'labels', of: ({ integrations }) => integrations.map(({ id }) => id), rank: ({ integrations }) => integrations.length },
      status: { kind: 'labels', of: ({ status }) => [status], rank: ({ status }) => statusRank[status] },
      invitedBy: { kind: 'text', of: ({ invitedBy }) => invitedBy?.name ?? null },
      sent: { kind: 'number', of: ({ sentAt }) => sentAt },
      expires: { kind: 'number', of: ({ expiresAt }) => expiresAt },
    },
    counted: ['role', 'integrations', 'status'],
    set,
    row,
    detail: (at) => {
      const record = records.effective('invitation', at);
      const shown = row(at);
      return record === undefined || shown === null ? null : { id: shown.id, record, pending: shown.pending, row: shown };
    },
    affected: (kind: Kind, at: number) => {
      if (kind === 'invitation') return [at];
      return kind === 'member' || kind === 'integration' ? present(sources, 'invitation') : [];
    },
  };
}
