/** The audit entry of an edit (AUDIT-1). Pure. */
import { elementOf } from '@latchkey/shared/edits/apply';
import type { Value } from '@latchkey/shared/edits/merge';
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

/** What was edited, or was to be. */
export const subjectOf = (judgement: Refusal | Acceptance): Row | null => (judgement.refused === null ? judgement.after : judgement.row);

/** @param called the subject, as a person would call it */
export function auditEntryOf(
  { member, sender, at }: Occasion,
  { parsed, name }: Received,
  judgement: Refusal | Acceptance,
  outcome: Verdict['outcome'],
  called: string,
): AuditEntry {
  const subject = subjectOf(judgement);
  return {
    workspace: member.workspace,
    environment: subject?.environment ?? null,
    at,
    actor: { kind: 'member', id: member.id, name: nameOf(member) },
    device: sender.device,
    deviceName: sender.deviceName,
    thread: parsed.ok ? parsed.edit.thread : null,
    action: name ?? 'unreadable',
    subject: subject === null ? null : { kind: subject.kind, id: subject.id, name: called },
    ...(judgement.refused === null ? changeOf(judgement) : { ...askedFor(parsed, judgement.row), detail: `${judgement.refused}: ${judgement.message}` }),
    outcome,
  };
}

/** What stands, and what it was to be; nothing of a record that is not theirs to know of. */
function askedFor(parsed: Parsed, row: Row | null): Pick<AuditEntry, 'element' | 'before' | 'after'> {
  if (!parsed.ok) return { before: null, after: null };
  const { path, value } = parsed.definition.element(parsed.args);
  return { element: path, before: row === null ? null : (valueIn(row, path) ?? null), after: value };
}

const valueIn = (row: Row, path: string): unknown => (path === 'removed' ? row.removed : elementOf(row.record, path));

/** A value in words; one that is an id is not named. */
const word = (path: string, value: Value): string => {
  if (path === 'removed') return value === true ? 'its removal' : 'it to be there';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return value === null ? 'none' : ['member', 'team', 'role'].includes(path) ? 'another one' : String(value);
};

function changeOf({ before, after, key, head, stands }: Acceptance): Pick<AuditEntry, 'element' | 'before' | 'after' | 'detail'> {
  const lost = stands.value !== head.value;
  return {
    element: key.path,
    before: valueIn(before, key.path),
    after: valueIn(after, key.path),
    detail: lost ? `asked for ${word(key.path, head.value)}; the edit of ${stands.memberName} stands` : null,
  };
}
