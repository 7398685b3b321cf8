/** Who may read which document (PERM-7, SYNC-8): asked before an upgrade, at every download, and after rights changed. */
import { environmentDocument, memberOfOwnDocument } from '@latchkey/shared/document/placement';
import { Member } from '@latchkey/shared/domain/member';
import { actorOf, can, type Actor } from '@latchkey/shared/permissions';
import * as v from 'valibot';
import type { Reader, Row } from '../store/store.ts';

/** The workspace that a document belongs to, or null where there is no such document. */
export async function workspaceOfDocument(reader: Reader, document: string): Promise<string | null> {
  const member = memberOfOwnDocument(document);
  if (member !== null) return (await reader.row('member', member))?.workspace ?? null;
  const workspace = (await reader.environment(document))?.['workspace'];
  return typeof workspace === 'string' ? workspace : null;
}

/** The actor that a row of kind `member` makes. @throws if the row is none */
export const actorOfRow = (row: Row): Actor => actorOf(row.id, v.parse(Member, row.record));

/** Whether an actor may read a document of their own workspace. */
export function mayRead(actor: Actor, document: string): boolean {
  if (!actor.enabled) return false;
  const owner = memberOfOwnDocument(document);
  if (owner !== null) return owner === actor.member;
  const place = { workspace: actor.workspace, environment: environmentDocument(document), integration: null, group: null };
  return can(actor, { kind: 'environment.read' }, place) === null;
}

/** The membership through which a person may read a document, or null: then it is a 404, whether it exists or not. */
export async function membershipFor(reader: Reader, user: string, document: string): Promise<Row | null> {
  const row = await membershipIn(reader, user, await workspaceOfDocument(reader, document));
  return row !== undefined && mayRead(actorOfRow(row), document) ? row : null;
}

/** How someone who follows a document now stands to it: `gone` is removed or disabled, `elsewhere` may read, but not this. */
export async function standingOf(reader: Reader, user: string, document: string): Promise<'reads' | 'elsewhere' | 'gone'> {
  const row = await membershipIn(reader, user, await workspaceOfDocument(reader, document));
  if (row === undefined) return 'gone';
  const actor = actorOfRow(row);
  return !actor.enabled ? 'gone' : mayRead(actor, document) ? 'reads' : 'elsewhere';
}

async function membershipIn(reader: Reader, user: string, workspace: string | null): Promise<Row | undefined> {
  return (await reader.membersOfUser(user)).find((row) => row.workspace === workspace);
}
