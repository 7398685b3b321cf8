/** Who may invite to what, and do anything with an invitation (PERM-3, INVITE). */
import type { Invitation } from '@latchkey/shared/domain/invitation';
import { inviteNeeds } from '@latchkey/shared/edits/terms/invitations';
import type { Denial } from '@latchkey/shared/permissions';
import type { Gift } from '$lib/state/people-requests.ts';
import type { Here } from '$lib/state/place.svelte.ts';
import type { MemberRole } from '$replica/environment-rows.ts';

type Access = Parameters<typeof inviteNeeds>[0];

/** What an invitation that gives so holds. */
function accessOf(workspace: string, gift: Gift): Access {
  switch (gift.to) {
    case 'workspace':
      return { workspace, level: gift.level, environments: {}, integrations: {} };
    case 'environment':
      return { workspace, level: 'none', environments: { [gift.environment]: gift.level }, integrations: {} };
    case 'integrations':
      return { workspace, level: 'none', environments: {}, integrations: Object.fromEntries(gift.integrations.map((id) => [id, gift.level])) };
  }
}

/** Why this person may not invite so, or do anything to such an invitation; or null. */
export function inviteDenied(here: Here, access: Pick<Invitation, 'level' | 'environments' | 'integrations'>): Denial {
  const { workspace } = here;
  const { action, place } = inviteNeeds({ ...access, workspace: workspace?.id ?? '' }, workspace?.membersMayInvite ?? false);
  return here.can(action, place.integration, place.environment);
}

/** What makes somebody that, or null: nothing does. */
export function giftOf(role: MemberRole, environment: string, integrations: readonly string[]): Gift | null {
  switch (role) {
    case 'owner':
    case 'administrator':
      return { to: 'workspace', level: role };
    case 'manage':
    case 'monitor':
      return { to: 'environment', environment, level: role };
    case 'integration-manage':
    case 'integration-monitor':
      return { to: 'integrations', environment, integrations, level: role === 'integration-manage' ? 'manage' : 'monitor' };
    case 'none':
      return null;
  }
}

export const giftDenied = (here: Here, gift: Gift): Denial => inviteDenied(here, accessOf(here.workspace?.id ?? '', gift));
