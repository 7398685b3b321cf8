/** Notices: what became of an edit, until its author has put that away (MERGE-8, SYNC-9). */
import { MOST_REFUSED, type Notice, type RefusedEdit } from '@latchkey/shared/domain/notice';
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
  const ofUsers = row.kind === 'activation' || row.kind === 'run';
  const readsUsers = ofUsers && row.environment !== null && (await mayRead(batch.transaction, await batch.actorOf(member), row.environment));
  return fullNameOf(batch.transaction, row, readsUsers);
}

/** An edit does not stand, or not any more. */
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
  readonly reason: RefusalReason;
  readonly edits: readonly [RefusedEdit, ...RefusedEdit[]];
}

/** One notice for each reason stands until it is dismissed: 2,000 refused edits are not 2,000 notices. */
export async function tellOfRefusals(batch: Batch, { reason, workspace, member, edits }: Refusals): Promise<void> {
  const key = `${member} refused ${reason}`;
  const standing = await batch.transaction.rowByKey('notice', workspace, key);
  const record = standing?.record as Notice | undefined;
  const before = refusedIn(record);
  const { environment, subject, message, ...edit } = edits.at(-1) ?? edits[0];
  const kept = [...before.edits, ...edits].slice(-MOST_REFUSED);
  const settled = kept.flatMap(({ id }) => (record?.settled?.[id] === true ? [[id, true] as const] : []));
  const notice: Notice = {
    ...{ workspace, member, environment, at: batch.at, edit, subject },
    ...(settled.length === 0 ? {} : { settled: Object.fromEntries(settled) }),
    outcome: { kind: 'refused', reason, message, count: before.count + edits.length, edits: kept },
  };
  await batch.put(standing, noticeRow(standing?.id ?? batch.id(), key, notice));
}

function refusedIn(notice: Notice | undefined): { readonly count: number; readonly edits: readonly RefusedEdit[] } {
  if (notice?.outcome.kind !== 'refused') return { count: 0, edits: [] };
  const { edit, environment, subject, outcome } = notice;
  return { count: outcome.count, edits: outcome.edits ?? [{ ...edit, environment, subject, message: outcome.message }] };
}
