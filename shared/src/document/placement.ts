/** Which documents a record shows in (DOC-2). Documents are the read boundary, so this is a rule of access. */
import type { Kind } from '../domain/kinds.ts';

/** The document of an environment has the environment's id; a member's own is named for the member. */
export const environmentDocument = (environment: string): string => environment;
export const ownDocument = (member: string): string => `me.${member}`;

/** The member whose own document this is, or null. */
export const memberOfOwnDocument = (document: string): string | null => (document.startsWith('me.') ? document.slice(3) : null);

const textAt = (record: Readonly<Record<string, unknown>>, key: string): string => {
  const value = record[key];
  if (typeof value !== 'string') throw new Error(`a record without '${key}' has no document`);
  return value;
};

/**
 * The documents that hold the record.
 * @param environments the ids of the environments of the record's workspace: what belongs to the workspace shows in each
 * @throws if the record lacks the field that places it
 */
export function documentsOf(kind: Kind, record: Readonly<Record<string, unknown>>, environments: readonly string[]): readonly string[] {
  switch (kind) {
    case 'member':
    case 'team':
      return environments.map(environmentDocument);
    case 'connectedUser':
    case 'integration':
    case 'activation':
    case 'connection':
      return [environmentDocument(textAt(record, 'environment'))];
    case 'notice':
    case 'device':
      return [ownDocument(textAt(record, 'member'))];
    case 'view':
      return record['member'] === null ? [environmentDocument(textAt(record, 'environment'))] : [ownDocument(textAt(record, 'member'))];
    case 'invitation':
    case 'appAccount':
    case 'appTeam':
    case 'run':
      // Documents of single integrations come with the screens that need them; until then these are rows only.
      return [];
  }
}
