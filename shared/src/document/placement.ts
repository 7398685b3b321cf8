/** Which documents a record shows in, and what of it (DOC-2). Documents are the read boundary, so this is a rule of access. */
import type { Kind } from '../domain/kinds.ts';

/**
 * The documents of a workspace (DESIGN §3):
 * - `environment`: members, teams, invitations, connected users, integrations, activations, connections, shared views;
 * - `integration`: the invitations to it, its app accounts and app teams;
 * - `scoped`: what those need of the environment who may read that integration only: its own record, its activations,
 *   the connected users who have it, as far as that takes, the connections they use, and the members and teams, with
 *   what they hold there and nowhere else;
 * - `runs`: its recent runs;
 * - `own`: one member's notices, devices and private views.
 */
export type DocumentKind = 'environment' | 'integration' | 'scoped' | 'runs' | 'own';

/** The document of an environment has the environment's id; the others that of their integration or member, behind a word. */
export const environmentDocument = (environment: string): string => environment;
export const integrationDocument = (integration: string): string => `integration.${integration}`;
export const scopedDocument = (integration: string): string => `scoped.${integration}`;
export const runsDocument = (integration: string): string => `runs.${integration}`;
export const ownDocument = (member: string): string => `me.${member}`;

const words: readonly (readonly [string, DocumentKind])[] = [
  ['integration.', 'integration'],
  ['scoped.', 'scoped'],
  ['runs.', 'runs'],
  ['me.', 'own'],
];

/** What a document's name says: its kind, and the id of its environment, integration or member. Not whether there is one. */
export function readDocumentName(document: string): { readonly kind: DocumentKind; readonly id: string } {
  const found = words.find(([word]) => document.startsWith(word));
  return found === undefined ? { kind: 'environment', id: document } : { kind: found[1], id: document.slice(found[0].length) };
}

/** The member whose own document this is, or null. */
export function memberOfOwnDocument(document: string): string | null {
  const { kind, id } = readDocumentName(document);
  return kind === 'own' ? id : null;
}

/** An integration, as far as it matters to where records show. */
export interface Offer {
  readonly id: string;
  readonly environment: string;
  readonly group: string | null;
}

/** What the place of some records depends on, beside the record; for the others it may be left empty. */
export interface Surroundings {
  /** The environments of the record's workspace: for members, teams and invitations. */
  readonly environments: readonly string[];
  /** Its integrations: for members, teams and invitations. */
  readonly integrations: readonly Offer[];
  /** The ids of the integrations that use the record: for a connection (`domain/uses.ts`), and for a connected user those that they have. */
  readonly usedBy: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

/**
 * The documents that hold a record, each with the record as its readers may see it.
 * @throws if the record lacks the field that places it
 */
export function placementsOf(kind: Kind, id: string, record: Json, surroundings: Surroundings): ReadonlyMap<string, Json> {
  const { environments, integrations, usedBy } = surroundings;
  const whole = (...documents: readonly string[]) => new Map(documents.map((document) => [document, record]));
  const inEnvironment = (): string => environmentDocument(textAt(record, 'environment'));
  switch (kind) {
    case 'member':
    case 'team':
      return new Map([
        ...whole(...environments.map(environmentDocument)),
        ...integrations.map((offer) => [scopedDocument(offer.id), seenFrom(offer, record)] as const),
      ]);
    case 'invitation': {
      const invited = integrations.filter((offer) => offer.id in mapAt(record, 'integrations'));
      const reached = new Set([...Object.keys(mapAt(record, 'environments')), ...invited.map(({ environment }) => environment)]);
      const readers = record['level'] === 'none' ? environments.filter((environment) => reached.has(environment)) : environments;
      return new Map([
        ...whole(...readers.map(environmentDocument)),
        ...invited.map((offer) => [integrationDocument(offer.id), seenFrom(offer, record)] as const),
      ]);
    }
    case 'connectedUser':
      return new Map([...whole(inEnvironment()), ...usedBy.map((integration) => [scopedDocument(integration), asHolder(record)] as const)]);
    case 'integration':
      return whole(inEnvironment(), scopedDocument(id));
    case 'activation':
      return whole(inEnvironment(), scopedDocument(textAt(record, 'integration')));
    case 'connection':
      return whole(inEnvironment(), ...usedBy.map(scopedDocument));
    case 'appAccount':
    case 'appTeam':
      return whole(integrationDocument(textAt(record, 'integration')));
    case 'run':
      return whole(runsDocument(textAt(record, 'integration')));
    case 'notice':
    case 'device':
      return whole(ownDocument(textAt(record, 'member')));
    case 'view':
      return whole(record['member'] === null ? inEnvironment() : ownDocument(textAt(record, 'member')));
  }
}

/** Whether a document that holds a record has its status too. When a connected user was last seen is for those who read the environment. */
export const showsStatus = (kind: Kind, document: string): boolean => kind !== 'connectedUser' || readDocumentName(document).kind === 'environment';

/** A connected user as the readers of one integration see them: whose an activation is, and whether it can be run. */
function asHolder({ environment, externalId, name, enabled }: Json): Json {
  return { environment, externalId, name, enabled };
}

/** A member, team or invitation as the readers of one integration see it: what it holds elsewhere is not theirs to know. */
function seenFrom({ id, environment, group }: Offer, record: Json): Json {
  const narrowed = (field: string, ...keys: readonly string[]): Json =>
    field in record ? { [field]: Object.fromEntries(Object.entries(mapAt(record, field)).filter(([key]) => keys.includes(key))) } : {};
  return {
    ...record,
    ...narrowed('environments', environment),
    ...narrowed('integrations', id),
    ...narrowed('notifications', id),
    ...narrowed('runs', `integration/${id}`, `group/${group ?? ''}`),
  };
}

function textAt(record: Json, key: string): string {
  const value = record[key];
  if (typeof value !== 'string') throw new Error(`a record without '${key}' has no document`);
  return value;
}

function mapAt(record: Json, key: string): Json {
  const value = record[key];
  if (typeof value !== 'object' || value === null) throw new Error(`a record without '${key}' has no document`);
  return value as Json;
}
