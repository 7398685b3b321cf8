/** When a person last signed in, beside each of their memberships (PRODUCT: Access). No edit: it changes nobody's rights. */
import type { MemberStatus } from '@latchkey/shared/domain/member';
import type { Library } from '../documents/library.ts';
import { commit } from '../records/commit.ts';
import { createRowWriter } from '../records/row-writer.ts';
import type { Store } from '../store/store.ts';

/** @param at ISO 8601 */
export function noteSignIn(where: { readonly store: Store; readonly library: Library }, user: string, at: string): Promise<void> {
  return commit(where, async (transaction) => {
    const writer = createRowWriter(transaction);
    for (const row of await transaction.membersOfUser(user)) {
      if (row.record['enabled'] === true) await writer.put(row, { ...row, status: { lastSignInAt: at } satisfies MemberStatus });
    }
    return { changes: writer.changes, result: undefined };
  });
}
