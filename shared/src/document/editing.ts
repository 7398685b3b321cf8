/** Through which document a device edits a record (EDIT-15): one that holds it, of those that its member may read. */
import type { Kind } from '../domain/kinds.ts';
import { placementsOf, readDocumentName, runsDocument } from './placement.ts';

/** An environment as a session lists it, with its member's own document. */
export interface Readable {
  readonly environment: string;
  readonly documents: readonly string[];
  readonly own: string;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * The documents through which a record can be edited, the one to take first: the environment's where it is read,
 * then that of the integration that the edit is about. Of a connection they are those that may hold it.
 * Runs are started by some who may not view them: theirs is named all the same.
 * @param about the integration that the edit itself names, or null
 * @throws if the record lacks the field that places it
 */
export function editableThrough(kind: Kind, id: string, record: Json, { environment, documents, own }: Readable, about: string | null): readonly string[] {
  if (kind === 'run') return [runsDocument(String(record['integration']))];
  const listed = documents.map((document) => ({ document, ...readDocumentName(document) }));
  const integrations = [...new Set(listed.flatMap(({ kind: of, id: integration }) => (of === 'environment' || of === 'own' ? [] : [integration])))];
  const placements = placementsOf(kind, id, record, {
    environments: [environment],
    integrations: integrations.map((integration) => ({ id: integration, environment, group: null })),
    usedBy: integrations,
  });
  const rank = ({ kind: of, id: named }: (typeof listed)[number]): number => (of === 'environment' ? 0 : named === about ? 1 : 2);
  const holding = listed.filter(({ document }) => placements.has(document)).sort((a, b) => rank(a) - rank(b));
  return [...holding.map(({ document }) => document), ...(placements.has(own) ? [own] : [])];
}

/** Those that could hold a record of which nothing is known but its kind. */
export function candidatesFor(kind: Kind, { environment, documents, own }: Readable): readonly string[] {
  const of = (...wanted: readonly string[]): readonly string[] => documents.filter((document) => wanted.includes(readDocumentName(document).kind));
  switch (kind) {
    case 'appAccount':
    case 'appTeam':
      return of('integration');
    case 'run':
      return of('runs');
    case 'notice':
    case 'device':
      return [own];
    case 'view':
      return documents.includes(environment) ? [environment, own] : [own];
    case 'invitation':
      return documents.includes(environment) ? [environment] : of('integration');
    default:
      return documents.includes(environment) ? [environment] : of('scoped');
  }
}
