/** What an invitation would change for those who are members already: accepting it raises levels and lowers none (INVITE-4). */
import { scopedRank, workspaceRank } from '@latchkey/shared/domain/ranks';
import type { Gift } from '$lib/state/people-requests.ts';
import type { MemberRow } from '$replica/environment-rows.ts';
import { workspaceLevelOf } from './rights.ts';

type Holder = Pick<MemberRow, 'role' | 'integrations' | 'manages' | 'enabled'>;

/** What of a gift a member does not have, also through a team; null: nothing. */
function lacked(member: Holder, gift: Gift): Gift | null {
  const workspace = workspaceLevelOf(member);
  switch (gift.to) {
    case 'workspace':
      return workspaceRank[workspace] >= workspaceRank[gift.level] ? null : gift;
    case 'environment': {
      const level = member.role === 'manage' || member.role === 'monitor' ? member.role : 'none';
      return workspace !== 'none' || scopedRank[level] >= scopedRank[gift.level] ? null : gift;
    }
    case 'integrations': {
      const held = gift.level === 'manage' ? member.manages : member.integrations;
      const integrations = gift.integrations.filter((id) => !held.includes(id));
      return integrations.length === 0 ? null : { ...gift, integrations };
    }
  }
}

/** What it would be for each member, and for whom. @param said what a gift is called */
export function saidGains<M extends Holder & { readonly email: string }>(members: readonly M[], gift: Gift, said: (gift: Gift) => string): readonly string[] {
  const say = (member: M): string => {
    if (!member.enabled) return 'Members already, but disabled, and can not accept it';
    const gains = lacked(member, gift);
    return gains === null ? 'Members already, with at least this: nothing changes for them' : `Members already, will gain ${said(gains)}`;
  };
  return [...Map.groupBy(members, say)].map(([what, who]) => `${what}: ${who.map(({ email }) => email).join(', ')}`);
}
