/** What a session lists, and what of it is on which place's pages (DOC-2, PERM-8). */
import type { Readable } from '@latchkey/shared/document/editing';
import { integrationDocument, readDocumentName, runsDocument, scopedDocument } from '@latchkey/shared/document/placement';
import type { Session } from '@latchkey/shared/protocol/http';
import type { Membership } from '../outbox/effect.ts';

/** An environment of which something may be read, and as whom. */
export interface ReadableEnvironment extends Readable {
  readonly workspace: string;
  readonly member: string;
}

export const readableEnvironments = ({ workspaces }: Session): readonly ReadableEnvironment[] =>
  workspaces.flatMap(({ id: workspace, member, own, environments }) =>
    environments.map(({ id, documents }) => ({ workspace, member: member.id, own, environment: id, documents })),
  );

/** The environment that a place is of, or null where nothing of it may be read. */
export function environmentAt(session: Session, place: string): ReadableEnvironment | null {
  const { kind, id } = readDocumentName(place);
  const wanted = kind === 'environment' ? null : integrationDocument(id);
  return readableEnvironments(session).find(({ environment, documents }) => (wanted === null ? environment === place : documents.includes(wanted))) ?? null;
}

/** Every document that may be read, those that most others refer to first. */
export function everyDocument(session: Session): readonly string[] {
  const environments = readableEnvironments(session);
  const bases = environments.flatMap(basesOf);
  const rest = environments.flatMap(({ documents }) => documents.filter((document) => !bases.includes(document)));
  return [...new Set([...bases, ...rest, ...ownDocuments(session)])];
}

/** The own documents of the session's member. */
export const ownDocuments = ({ workspaces }: Session): readonly string[] => workspaces.map(({ own }) => own);

/** The environment's document or, where only single integrations may be read, their scoped ones. */
export const basesOf = ({ environment, documents }: Readable): readonly string[] =>
  documents.includes(environment) ? [environment] : documents.filter((document) => readDocumentName(document).kind === 'scoped');

/** The one that has what the documents of an integration refer to. */
export const baseOf = ({ environment, documents }: Readable, integration: string): string =>
  documents.includes(environment) ? environment : scopedDocument(integration);

/** The documents that a place shows; none where it may not be read. */
export function documentsAt(session: Session, place: string): readonly string[] {
  const readable = environmentAt(session, place);
  if (readable === null) return [];
  const { kind, id } = readDocumentName(place);
  if (kind === 'environment') return basesOf(readable);
  const runs = runsDocument(id);
  return [baseOf(readable, id), integrationDocument(id), ...(readable.documents.includes(runs) ? [runs] : [])];
}

/** The session's member in the workspace of a document, or null where it is none of theirs. */
export function membershipFor(session: Session, document: string): Membership | null {
  const owned = session.workspaces.find(({ own }) => own === document);
  if (owned !== undefined) return { workspace: owned.id, member: owned.member.id };
  const found = environmentAt(session, document);
  return found === null ? null : { workspace: found.workspace, member: found.member };
}
