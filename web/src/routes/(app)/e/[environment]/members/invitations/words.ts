/** How an invitation stands, in words (PRODUCT: Access). */
import type { Tone } from '$lib/parts/Chip.svelte';
import type { InvitationRow } from '$replica/environment-rows.ts';

type Status = InvitationRow['status'];

export const statuses: Readonly<Record<Status, { readonly tone: Tone; readonly word: string }>> = {
  pending: { tone: 'waiting', word: 'Pending' },
  accepted: { tone: 'good', word: 'Accepted' },
  dismissed: { tone: 'none', word: 'Dismissed' },
  expired: { tone: 'none', word: 'Expired' },
  revoked: { tone: 'bad', word: 'Revoked' },
};

/** Why an invitation is not sent again, or null (INVITE-1). */
export function resendObjection(status: Status): string | null {
  if (status === 'revoked') return 'This invitation was revoked: invite the person again.';
  return status === 'pending' || status === 'expired' ? null : `This invitation was ${status} already.`;
}

/** Why an invitation is not revoked, or null. */
export const revokeObjection = (status: Status): string | null => (status === 'pending' || status === 'expired' ? null : `This invitation was ${status} already.`);
