/** The audit entry of an edit (AUDIT-1). Pure. */
import { elementOf } from '@latchkey/shared/edits/apply';
import type { Parsed } from '@latchkey/shared/edits/parse';
import type { Verdict } from '@latchkey/shared/protocol/verdict';
import { nameOf } from '../records/names.ts';
import type { AuditEntry } from '../store/audit-log.ts';
import type { Row } from '../store/store.ts';
import type { Received } from './claims.ts';
import type { Sender } from './desk.ts';
import type { Acceptance, Refusal } from './judge.ts';

export interface Occasion {
  readonly member: Row;
  readonly sender: Sender;
  /** ISO 8601. */
  readonly at: string;
}

export function auditEntryOf(
  { member, sender, at }: Occasion,
  { parsed, name }: Received,
  judgement: Refusal | Acceptance,
  outcome: Verdict['outcome'],
): AuditEntry {
  const subject = judgement.refused === null ? judgement.after : judgement.row;
  return {
    workspace: member.workspace,
    environment: subject?.environment ?? null,
    at,
    actor: { kind: 'member', id: member.id, name: nameOf(member) },
    device: sender.device,
    deviceName: sender.deviceName,
    thread: parsed.ok ? parsed.edit.thread : null,
    action: name ?? 'unreadable',
    subject: subject === null ? null : { kind: subject.kind, id: subject.id, name: nameOf(subject) },
    ...(judgement.refused === null ? changeOf(judgement) : { element: elementAskedFor(parsed), before: null, after: null, detail: `${judgement.refused}: ${judgement.message}` }),
    outcome,
  };
}

const elementAskedFor = (parsed: Parsed): string | undefined => (parsed.ok ? parsed.definition.element(parsed.args).path : undefined);

function changeOf({ before, after, key, head, stands }: Acceptance): Pick<AuditEntry, 'element' | 'before' | 'after' | 'detail'> {
  const valueIn = (row: Row): unknown => (key.path === 'removed' ? row.removed : elementOf(row.record, key.path));
  const lost = stands.value !== head.value;
  return {
    element: key.path,
    before: valueIn(before),
    after: valueIn(after),
    detail: lost ? `asked for ${JSON.stringify(head.value)}; the edit of ${stands.memberName} stands` : null,
  };
}
