/** The paper around a judgement: who sent it, was it here before, its verdict, audit entry and notices (EDIT-5, EDIT-6). */
import type { RefusedEdit } from '@latchkey/shared/domain/notice';
import { recordName } from '@latchkey/shared/domain/record-name';
import type { Verdict } from '@latchkey/shared/protocol/verdict';
import { mayRead, workspaceOfDocument } from '../documents/access.ts';
import { fullNameOf } from '../records/names.ts';
import { CorruptRow, type Row } from '../store/store.ts';
import { auditEntryOf, subjectOf } from './audit-entry.ts';
import type { Batch } from './batch.ts';
import { carryOut } from './carry-out.ts';
import { readInput, type Received } from './claims.ts';
import { DAMAGED, judge, type Acceptance, type Case, type Refusal } from './judge.ts';
import { nameFor, tellOfRefusals, type Refusals } from './notices.ts';

export interface Clerk {
  /** Judges one input of the batch; the inputs come in the device's order. */
  receive(input: unknown): Promise<Verdict>;
  /** After the last: the notices that many edits share. */
  finish(): Promise<void>;
}

const DAMAGED_DATA: Refusal = { refused: 'conflict', message: DAMAGED, row: null };

type Accepted = Extract<Received['parsed'], { ok: true }>;
type Judgement = Refusal | (Acceptance & { readonly versions: Readonly<Record<string, number>> });

/** Whom the sender is where the edit belongs. `isOfDocument` is false where that is none of their workspaces. */
interface Membership {
  readonly row: Row | undefined;
  readonly isOfDocument: boolean;
  /** Whose the document is can not be read. */
  readonly isDamaged: boolean;
}

/** What the clerks of one submission, tried again after damage, have in common. */
export interface Damage {
  /** Told of a row that does not match its hash, and the document that holds it; null where that can not be told. */
  readonly found: (document: string | null, why: string) => void;
  /** The ids of edits that could not be carried out for damage: they are refused before anything is written. */
  readonly unwritable: Set<string>;
}

export function createClerk(batch: Batch, damage: Damage): Clerk {
  const { transaction, sender } = batch;
  const refusals = new Map<string, Refusals>();

  /** @returns whether it is damage that is now told of */
  const tell = (error: unknown): boolean => {
    if (!(error instanceof CorruptRow)) return false;
    damage.found(error.document, error.message);
    return true;
  };

  /** For a document that is none of theirs: their first membership, so that the refusal is on record. */
  const membershipFor = async (document: string | null): Promise<Membership> => {
    const memberships = await transaction.membersOfUser(sender.user);
    const workspace = document === null ? null : await workspaceOfDocument(transaction, document).catch((error: unknown): undefined => {
      if (!tell(error)) throw error;
    });
    const row = memberships.find((membership) => membership.workspace === workspace);
    return { row: row ?? memberships[0], isOfDocument: row !== undefined, isDamaged: workspace === undefined };
  };

  const decide = async (caseOf: Case): Promise<Judgement> => {
    const { id, thread } = caseOf.edit;
    if (damage.unwritable.has(id)) return DAMAGED_DATA;
    const result = await judge(batch, caseOf).catch((error: unknown): Refusal => {
      if (!tell(error)) throw error;
      return DAMAGED_DATA;
    });
    if (result.refused !== null) return result;
    try {
      return { ...result, versions: await carryOut(batch, result, thread) };
    } catch (error) {
      // Half of it may be written: the batch fails, and is judged anew without this edit.
      if (tell(error)) damage.unwritable.add(id);
      throw error;
    }
  };

  /** Of a record that is not there, or not theirs to know of, only what they said themselves is repeated. */
  const aboutOf = async ({ definition, args }: Accepted, { row }: Refusal, member: Row): Promise<Pick<RefusedEdit, 'environment' | 'subject'>> => {
    if (row !== null) return { environment: row.environment, subject: await nameFor(batch, member, row) };
    const asked = definition.creates?.(args, { workspace: member.workspace, member: member.id, at: batch.at }) ?? null;
    const { environment } = args;
    return { environment: typeof environment === 'string' ? environment : null, subject: recordName(definition.target(args).kind, asked) };
  };

  const consider = async ({ parsed }: Received, { row: member, isOfDocument, isDamaged }: Membership): Promise<Judgement> => {
    if (!parsed.ok) return { refused: 'malformed', message: parsed.message, row: null };
    if (member !== undefined && isDamaged) return DAMAGED_DATA;
    if (member === undefined || !isOfDocument) return { refused: 'unknown', message: 'There is no such document.', row: null };
    const { edit, definition, args } = parsed;
    const result = await decide({ edit, name: edit.name, definition, args, member });
    if (result.refused !== null) {
      const key = `${member.id} ${result.refused}`;
      const refused = { id: edit.id, name: edit.name, args, document: edit.document, ...(await aboutOf(parsed, result, member)), message: result.message };
      const edits = [...(refusals.get(key)?.edits ?? []), refused] as const;
      refusals.set(key, { workspace: member.workspace, member: member.id, reason: result.refused, edits });
    }
    return result;
  };

  /** What the server has of the document that the edit names, for those who may know (EDIT-7). */
  const versionsNow = async ({ document }: Received, { row: member, isOfDocument }: Membership): Promise<Readonly<Record<string, number>>> => {
    if (document === null || member === undefined || !isOfDocument || !(await mayRead(transaction, await batch.actorOf(member), document))) return {};
    return { [document]: (await batch.document(document))?.version ?? 0 };
  };

  /** Of the documents that the edit changed, those that are served and its author may read: others are not theirs to know of (PERM-7). */
  const versionsFor = async (versions: Readonly<Record<string, number>>, { row: member }: Membership): Promise<Readonly<Record<string, number>>> => {
    if (member === undefined) return {};
    const actor = await batch.actorOf(member);
    const known: [string, number][] = [];
    for (const [document, version] of Object.entries(versions)) {
      if ((await batch.isServed(document)) && (await mayRead(transaction, actor, document))) known.push([document, version]);
    }
    return Object.fromEntries(known);
  };

  const verdictOn = async (result: Judgement, received: Received, membership: Membership): Promise<Verdict> => {
    const id = received.id ?? '';
    if (result.refused !== null) {
      const versions = await versionsNow(received, membership);
      return { id, outcome: 'refused', versions, reason: result.refused, message: result.message };
    }
    const { head, stands, rule } = result;
    const versions = await versionsFor(result.versions, membership);
    if (stands.value === head.value) return { id, outcome: 'applied', versions };
    return { id, outcome: 'superseded', versions, by: stands.memberName, rule: rule.kind, stands: stands.value };
  };

  return {
    async receive(input) {
      const received = readInput(input, sender.device);
      const { id, content } = received;
      const known = id === null ? undefined : await transaction.verdict(sender.user, sender.device, id);
      if (known !== undefined && known.content === content) return known.verdict;

      const membership = await membershipFor(received.document);
      const judgement: Judgement =
        known === undefined
          ? await consider(received, membership)
          : { refused: 'reused-id', message: 'id: was used for another edit of this device', row: null };
      const verdict = await verdictOn(judgement, received, membership);
      if (membership.row !== undefined) {
        const occasion = { member: membership.row, sender, at: batch.at };
        const subject = subjectOf(judgement);
        const called = subject === null ? '' : await fullNameOf(transaction, subject);
        await batch.recordEdit(auditEntryOf(occasion, received, judgement, verdict.outcome, called));
      }
      if (id !== null && content !== null && known === undefined) await transaction.putVerdict(sender.user, sender.device, id, content, verdict);
      return verdict;
    },

    async finish() {
      for (const refused of refusals.values()) {
        // Where the notice that stands is damaged: the verdicts say the same, and wait for no repair.
        await tellOfRefusals(batch, refused).catch((error: unknown) => {
          if (!tell(error)) throw error;
        });
      }
    },
  };
}
