/** What whoever looks may do to a member: offered here by the same rule by which the server decides (PERM-1). */
import type { WorkspaceLevel } from '@latchkey/shared/domain/levels';
import type { Denial } from '@latchkey/shared/permissions';
import type { Here } from '$lib/state/place.svelte.ts';
import type { MemberRow } from '$replica/environment-rows.ts';

type Subject = Pick<MemberRow, 'id' | 'role' | 'enabled'>;

/** What a member holds for the whole workspace. */
export const workspaceLevelOf = ({ role }: Pick<Subject, 'role'>): WorkspaceLevel => (role === 'owner' || role === 'administrator' ? role : 'none');

/** Why this member may not be changed, or null. @param becomes the level that they would hold */
export const changeDenied = (here: Here, member: Subject, becomes = workspaceLevelOf(member)): Denial =>
  here.can({ kind: 'members.change', subject: { member: member.id, level: workspaceLevelOf(member), becomes } });

/** The same for a change after which they would be no enabled owner (PERM-4). @param owners how many enabled ones there are */
export const endDenied = (here: Here, member: Subject, owners: number, becomes?: WorkspaceLevel): Denial =>
  changeDenied(here, member, becomes) ??
  (member.role === 'owner' && member.enabled && owners <= 1 ? 'This is the last owner who can sign in: make someone else an owner first.' : null);
