/** What a written row changes in the documents that hold it (DOC-1, DOC-2). The one way from rows to documents. */
import type { Change } from '@latchkey/shared/document/records';
import { placementsOf, scopedDocument, showsStatus } from '@latchkey/shared/document/placement';
import { Activation } from '@latchkey/shared/domain/activation';
import { hasStatus } from '@latchkey/shared/domain/kinds';
import * as v from 'valibot';
import type { Json, Reader, Row } from '../store/store.ts';
import { usesOf } from './connections-used.ts';
import { pagesOf } from './pages.ts';
import { offerOf, placesOf, unsurrounded } from './surroundings.ts';

/** Document → its changes; what {@link import('./library.ts').Library.write} takes. */
export type ChangeSet = Map<string, Change[]>;

/** A row shows in documents while neither it nor its parent is removed. */
const shows = (row: Row | undefined): row is Row => row !== undefined && !row.removed && !row.orphaned;
const nowhere: ReadonlyMap<string, Json> = new Map();

/**
 * Adds the changes that lead from one state of a row to the next. Parts that read the same are left out.
 * @param reader of the transaction that has put `after`
 */
export async function project(changes: ChangeSet, reader: Reader, before: Row | undefined, after: Row): Promise<void> {
  const [old, now] = [shows(before) ? before : undefined, shows(after) ? after : undefined];
  const was = old === undefined ? nowhere : await placesOf(reader, old);
  const is = now === undefined ? nowhere : await placesOf(reader, now);
  for (const document of new Set([...was.keys(), ...is.keys()])) {
    for (const part of partsOf(after)) {
      const text = textOf(part, document, is.get(document), now);
      if (text !== textOf(part, document, was.get(document), old)) add(changes, document, { kind: after.kind, id: after.id, part, text });
    }
  }
  if (after.kind === 'activation') await projectHeld(changes, reader, old, now);
  if (after.kind === 'integration' && old !== undefined && now !== undefined && offerOf(old).group !== offerOf(now).group) await projectMembers(changes, reader, now);
}

/** The entries of one document that a row makes, given the record as that document's readers see it. */
export const entriesOf = (row: Row, document: string, record: Json | undefined): readonly Change[] =>
  partsOf(row).flatMap((part) => {
    const text = textOf(part, document, record, row);
    return text === null ? [] : [{ kind: row.kind, id: row.id, part, text }];
  });

const partsOf = ({ kind }: Row): readonly Change['part'][] => (hasStatus(kind) ? ['record', 'status'] : ['record']);

function textOf(part: Change['part'], document: string, record: Json | undefined, row: Row | undefined): string | null {
  if (record === undefined || row === undefined) return null;
  const value = part === 'record' ? record : showsStatus(row.kind, document) ? row.status : null;
  return value === null ? null : JSON.stringify(value);
}

function add(changes: ChangeSet, document: string, change: Change): void {
  const list = changes.get(document) ?? [];
  list.push(change);
  changes.set(document, list);
}

/** An activation that came, went or changed hands: whether its user has its integration now, and which connections that uses. */
async function projectHeld(changes: ChangeSet, reader: Reader, old: Row | undefined, now: Row | undefined): Promise<void> {
  const [was, is] = [old, now].map((row) => (row === undefined ? null : v.parse(Activation, row.record)));
  if (was?.user === is?.user && was?.account === is?.account && was?.sharing === is?.sharing) return;
  for (const activation of [was, is].filter((activation) => activation !== null && activation !== undefined)) {
    const document = scopedDocument(activation.integration);
    if (activation.user !== null) await projectUser(changes, reader, document, activation.user);
    for await (const { connection, used } of usesOf(reader, activation)) {
      const [entry] = entriesOf(connection, document, connection.record);
      if (entry !== undefined) add(changes, document, used ? entry : { ...entry, text: null });
    }
  }
}

/** A connected user in the document of an integration, of which an activation of theirs came or went. */
async function projectUser(changes: ChangeSet, reader: Reader, document: string, id: string): Promise<void> {
  const user = await reader.row('connectedUser', id);
  const record = shows(user) ? (await placesOf(reader, user)).get(document) : undefined;
  add(changes, document, { kind: 'connectedUser', id, part: 'record', text: record === undefined ? null : JSON.stringify(record) });
}

/** Of members, those who may read one integration see the run rights on its group: it has another one now. */
async function projectMembers(changes: ChangeSet, reader: Reader, integration: Row): Promise<void> {
  const document = scopedDocument(integration.id);
  const surroundings = { ...unsurrounded, integrations: [offerOf(integration)] };
  for await (const rows of pagesOf(reader, 'member', integration.workspace)) {
    for (const row of rows) {
      for (const entry of entriesOf(row, document, placementsOf('member', row.id, row.record, surroundings).get(document))) add(changes, document, entry);
    }
  }
}
