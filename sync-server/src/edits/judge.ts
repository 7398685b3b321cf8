/**
 * Judges one edit under the lock: may it be made, and what becomes of its element. Every check comes before
 * every write, so that a refusal needs nothing undone (EDIT-4).
 */
import { memberOfOwnDocument } from '@latchkey/shared/document/placement';
import { setElement } from '@latchkey/shared/edits/apply';
import type { Author, Definition, Target } from '@latchkey/shared/edits/definition';
import { definitions } from '@latchkey/shared/edits/definitions';
import type { Edit } from '@latchkey/shared/edits/edit';
import { accept, stampOf, standing, type Rule, type Value } from '@latchkey/shared/edits/merge';
import { termsOf } from '@latchkey/shared/edits/terms/all';
import type { Mention, Mentioned } from '@latchkey/shared/edits/terms/terms';
import { completed } from '@latchkey/shared/edits/place';
import { can, type Actor } from '@latchkey/shared/permissions';
import type { RefusalReason } from '@latchkey/shared/protocol/verdict';
import { mayRead } from '../documents/access.ts';
import { connectionFacts } from '../records/connection-facts.ts';
import { nameOf } from '../records/names.ts';
import { rowOf } from '../records/row-of.ts';
import { runFacts } from '../records/runs.ts';
import type { ElementKey, Row, StoredHead, Transaction } from '../store/store.ts';
import type { Batch } from './batch.ts';
import { losesLastOwner } from './last-owner.ts';
import { effectiveBase, saw } from './saw.ts';
import { settle } from './settle.ts';

/** An edit that was read, and who made it. */
export interface Case {
  readonly edit: Edit;
  /** Of the definition: what the edit is called, unless it became another (EDIT-11). */
  readonly name: string;
  readonly definition: Definition;
  readonly args: Readonly<Record<string, Value>>;
  readonly member: Row;
}

export interface Refusal {
  readonly refused: RefusalReason;
  readonly message: string;
  /** The record, where its existence may be told. */
  readonly row: Row | null;
}

/** An edit that joins its element's heads, and what that makes of the record; nothing of it is written yet. */
export interface Acceptance {
  readonly refused: null;
  readonly before: Row;
  readonly after: Row;
  readonly key: ElementKey;
  readonly rule: Rule;
  /** Heads that the edit did not see; they stay. */
  readonly unseen: readonly StoredHead[];
  /** Its versions are known when the row is written. */
  readonly head: StoredHead;
  /** What stood before, where anybody had edited the element, and what stands now. */
  readonly stood: StoredHead | null;
  readonly stands: StoredHead;
}

const refuse = (refused: RefusalReason, message: string, row: Row | null): Refusal => ({ refused, message, row });
const unknown = refuse('unknown', 'There is no such record here, or it was removed.', null);

export async function judge(batch: Batch, theCase: Case): Promise<Refusal | Acceptance> {
  const { edit, name, definition, args, member } = theCase;
  const terms = termsOf(name);
  const { transaction } = batch;
  const actor = await batch.actorOf(member);
  const author: Author = { workspace: actor.workspace, member: member.id, at: new Date(Math.min(edit.at, batch.now)).toISOString() };
  const { kind, id } = definition.target(args);
  const stored = await transaction.row(kind, id);
  if (stored !== undefined && definition.creates !== undefined) return refuse('conflict', 'There is a record with this id already.', null);
  const row = stored ?? (await candidateFor(transaction, theCase, author));
  if (row === undefined || row.workspace !== actor.workspace) return unknown;
  if (!(await batch.documentsOf(row)).includes(edit.document)) return unknown;

  const removed = row.removed || row.orphaned;
  const target: Target = { kind, id, record: row.record, removed };
  const context = {
    author,
    membersMayInvite: await batch.membersMayInvite(actor.workspace),
    connection: kind === 'connection' ? await connectionFacts(transaction, row) : null,
    run: kind === 'run' ? await runFacts(transaction, row) : null,
  };
  const needs = terms.needs(args, target, context);
  const integration = needs.place.integration === null ? undefined : await transaction.row('integration', needs.place.integration);
  const place = completed(needs.place, row.workspace, integration?.record ?? null);
  const integrations = context.connection?.usedBy ?? [place.integration];
  const readsOne = integrations.some((integration) => can(actor, { kind: 'integration.read' }, { ...place, integration }) === null);
  // Runs are started by some who may not view them; what is in a member's own document is nobody else's to know of.
  const isOwn = memberOfOwnDocument(edit.document) !== null;
  const readable = (await mayRead(transaction, actor, edit.document)) || (!isOwn && row.environment !== null && readsOne);
  if (actor.enabled && !readable) return unknown;
  const denial = can(actor, needs.action, place);
  if (denial !== null) return refuse('forbidden', denial, row);

  const element = definition.element(args);
  const isRemoval = element.path === 'removed';
  if (removed && !isRemoval) return unknown;
  const others = await Promise.all((terms.refersTo?.(args, target) ?? []).map((reference) => referred(transaction, row, reference)));
  const objection = terms.objects?.(args, target, others, context) ?? null;
  if (objection !== null) return refuse('conflict', objection, row);

  const document = await batch.document(edit.document);
  if (document !== undefined && document.quarantined !== null) return refuse('conflict', DAMAGED, row);
  const base = effectiveBase(edit, document, await transaction.knowsEpoch(edit.document, edit.epoch));
  const key: ElementKey = { kind, id, path: element.path };
  const heads = await transaction.heads(key);
  const seen = (head: StoredHead): boolean => saw(edit, member.id, base, head);
  const head: StoredHead = {
    edit: edit.id,
    value: element.value,
    stamp: stampOf(edit.at, batch.now, heads.filter(seen)),
    ...{ device: edit.device, sequence: edit.sequence, member: member.id, memberName: nameOf(member) },
    ...{ name, args, document: edit.document, versions: {} },
  };
  const stands = standing(terms.rule, accept(heads, head, seen)) ?? head;
  const changed: Row = isRemoval
    ? { ...row, removed: stands.value === true }
    : { ...row, record: setElement(row.record, { ...element, value: stands.value }) };
  const after = settle(changed, { before: row.record, element, asked: author.at, by: stands.member, now: batch.now });

  const claims = !after.removed && (row.removed || after.key !== row.key) ? after.key : null;
  const holder = claims === null ? undefined : await transaction.rowByKey(kind, after.environment ?? after.workspace, claims);
  if (holder !== undefined) {
    const instead = terms.whenThere?.(holder, args, author) ?? null;
    const other = instead === null ? undefined : definitions.get(instead.name);
    if (instead !== null && other !== undefined) {
      const document = await documentOfHolder(batch, edit.document, holder, actor);
      return judge(batch, { edit: { ...edit, document }, name: instead.name, definition: other, args: instead.args, member });
    }
    return refuse('conflict', stored === undefined ? 'There is one like it already.' : 'It was put again meanwhile: there is a new record in its place.', row);
  }
  if (await losesLastOwner(transaction, row, after)) {
    return refuse('last-owner', 'This is the last owner who can sign in: make someone else an owner first.', row);
  }

  const unseen = heads.filter((other) => !seen(other));
  return { refused: null, before: row, after, key, rule: terms.rule, unseen, head, stood: standing(terms.rule, heads) ?? null, stands };
}

/** Where an edit that became one of `holder` is judged: a record of the same key may show elsewhere (EDIT-11), and there only to some. */
async function documentOfHolder(batch: Batch, named: string, holder: Row, actor: Actor): Promise<string> {
  const documents = await batch.documentsOf(holder);
  if (documents.includes(named)) return named;
  for (const document of documents) if (await mayRead(batch.transaction, actor, document)) return document;
  return named;
}

/** The record that an edit creates, as if it had been removed so far; undefined where it creates none, or names an environment that is not of this workspace (PERM-5). */
async function candidateFor(transaction: Transaction, { definition, args }: Case, author: Author): Promise<Row | undefined> {
  if (definition.creates === undefined) return undefined;
  const { kind, id } = definition.target(args);
  const row = rowOf(kind, id, author.workspace, definition.creates(args, author));
  for (const environment of [row.environment, args['environment']]) {
    if (typeof environment === 'string' && (await transaction.environment(environment))?.['workspace'] !== author.workspace) return undefined;
  }
  return { ...row, removed: true };
}

/** What a record refers to; null where it is not there, or belongs elsewhere (PERM-5, EDIT-12). */
async function referred(transaction: Transaction, from: Row, { kind, id }: Mention): Promise<Mentioned | null> {
  if (kind === 'environment' || kind === 'group') {
    const environments = await transaction.environments(from.workspace);
    if (kind === 'environment') return environments.find((environment) => environment.id === id) ?? null;
    for (const environment of environments) {
      const found = (await transaction.soundRows('integration', environment.id)).find(({ record }) => record['group'] === id);
      if (found !== undefined) return found;
    }
    return null;
  }
  const row = await transaction.row(kind, id);
  if (row === undefined || row.removed || row.orphaned || row.workspace !== from.workspace) return null;
  if (row.environment !== null && from.environment !== null && row.environment !== from.environment) return null;
  return row;
}

/** Also said where a row of the document turns out to be damaged. */
export const DAMAGED = 'The server found this data damaged and is waiting for its repair. Nothing was changed.';
