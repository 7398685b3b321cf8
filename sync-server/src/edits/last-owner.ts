/** A workspace keeps an owner who can sign in (EDIT-8, PERM-4), judged on what the merge makes of the member. */
import type { Reader, Row } from '../store/store.ts';

const PAGE = 500;

const isOwner = ({ kind, record, removed, orphaned }: Row): boolean =>
  kind === 'member' && record['level'] === 'owner' && record['enabled'] === true && !removed && !orphaned;

/** Whether the change takes the workspace its last enabled owner. */
export async function losesLastOwner(reader: Reader, before: Row, after: Row): Promise<boolean> {
  if (!isOwner(before) || isOwner(after)) return false;
  for (let last: string | null = null; ; ) {
    const members: readonly Row[] = await reader.rows('member', before.workspace, { after: last, limit: PAGE });
    if (members.some((member) => member.id !== before.id && isOwner(member))) return false;
    if (members.length < PAGE) return true;
    last = members.at(-1)?.id ?? null;
  }
}
