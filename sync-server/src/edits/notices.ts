/** Notices: what became of an edit whose author is not there to be told (MERGE-8, SYNC-9). */
import type { Notice } from '@latchkey/shared/domain/notice';
import type { Rule } from '@latchkey/shared/edits/merge';
import type { RefusalReason } from '@latchkey/shared/protocol/verdict';
import { mayRead } from '../documents/access.ts';
import { fullNameOf } from '../records/names.ts';
import type { Row, StoredHead } from '../store/store.ts';
import type { Batch } from './batch.ts';

const noticeRow = (id: string, key: string | null, notice: Notice): Row => ({
  kind: 'notice',
  id,
  workspace: notice.workspace,
  environment: null,
  key,
  parent: notice.member,
  record: notice,
  status: null,
  removed: false,
  orphaned: false,
});

/** What a record is called to a member: connected users are named only to those who read the environment (PERM-7). */
export async function nameFor(batch: Batch, member: Row, row: Row): Promise<string> {
  const readsUsers = row.environment !== null && (await mayRead(batch.transaction, await batch.actorOf(member), row.environment));
  return fullNameOf(batch.transaction, row, readsUsers);
}

/** An edit that was saved does not stand any more. */
export interface Loss {
  readonly lost: StoredHead;
  readonly stands: StoredHead;
  readonly rule: Rule;
  readonly row: Row;
}

export async function tellOfLoss(batch: Batch, { lost, stands, rule, row }: Loss): Promise<void> {
  const author = await batch.transaction.row('member', lost.member);
  if (author === undefined || author.removed) return;
  const notice: Notice = {
    workspace: row.workspace,
    member: lost.member,
    environment: row.environment,
    at: batch.at,
    edit: { id: lost.edit, name: lost.name, args: lost.args, document: lost.document },
    subject: await nameFor(batch, author, row),
    outcome: { kind: 'superseded', by: stands.memberName, rule: rule.kind, stands: stands.value },
  };
  await batch.put(undefined, noticeRow(batch.id(), null, notice));
}

/** Refused edits of one batch, for one reason. */
export interface Refusals {
  readonly workspace: string;
  readonly member: string;
  readonly environment: string | null;
  readonly reason: RefusalReason;
  readonly message: string;
  readonly subject: string;
  /** The latest of them. */
  readonly edit: Notice['edit'];
  readonly count: number;
}

/** One notice for each reason stands until it is dismissed: 2,000 refused edits are not 2,000 notices. */
export async function tellOfRefusals(batch: Batch, { reason, message, count, workspace, member, environment, edit, subject }: Refusals): Promise<void> {
  const key = `${member} refused ${reason}`;
  const standing = await batch.transaction.rowByKey('notice', workspace, key);
  const outcome = (standing?.record as Notice | undefined)?.outcome;
  const before = outcome?.kind === 'refused' ? outcome.count : 0;
  const notice: Notice = {
    ...{ workspace, member, environment, at: batch.at, edit, subject },
    outcome: { kind: 'refused', reason, message, count: before + count },
  };
  await batch.put(standing, noticeRow(standing?.id ?? batch.id(), key, notice));
}
