/** A row of PRODUCT's table 'Who may do what', and what its cells are tried on. */
import type { Request } from '../edits/definition.ts';
import type { Action } from '../permissions.ts';

/** The columns, in PRODUCT's order. */
export const columns = ['owner', 'administrator', 'manage', 'monitor', 'integration manage', 'integration monitor'] as const;
export type Column = (typeof columns)[number];

/** The records that a cell is tried on; they are there, and nothing of them was tried yet. */
export interface Things {
  readonly workspace: string;
  readonly environment: string;
  readonly integration: string;
  readonly group: string;
  readonly user: string;
  readonly activation: string;
  /** The second of its user, used by the integration alone. */
  readonly connection: string;
  readonly account: string;
  readonly appTeam: string;
  /** A role of the integration's catalogue. */
  readonly role: string;
  /** Somebody else, without any rights; and one who is an owner. */
  readonly member: string;
  readonly otherOwner: string;
  /** Whoever tries it. */
  readonly self: string;
  readonly team: string;
  /** Pending, for the integration. */
  readonly invitation: string;
  /** Shared with the environment. */
  readonly view: string;
  readonly apiKey: string;
  /** A UUID that nothing has yet, and an address that nobody has. */
  readonly newId: string;
  readonly newEmail: string;
  /** ISO 8601: now. */
  readonly at: string;
}

/** What has to be so for the row to hold: a right given on the integration, or members allowed to invite. */
export type Condition = 'runs viewed' | 'runs started' | 'members may invite';

export interface PermissionRow {
  /** PRODUCT's words. */
  readonly right: string;
  readonly when: Condition | null;
  /** One letter a column: y or n. */
  readonly cells: string;
  readonly action: (things: Things) => Action;
  /** How far the place goes that the question is about. */
  readonly at: 'workspace' | 'environment' | 'integration';
  /** Each of these is for those who have a y, and refused to the others. */
  readonly edits: (things: Things) => readonly Request[];
  /** So is reading each of these documents. */
  readonly reads?: 'environment' | 'integration' | 'runs';
  /** So is each request of theirs below `/api/`; before the edits. A text is a CSV file. */
  readonly http?: (things: Things) => readonly (readonly [method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body: unknown])[];
  /** So is each request of a key with such a level, below `/api/v1/environments/{environment}/`. */
  readonly rest?: readonly (readonly [method: 'GET' | 'PUT' | 'DELETE', path: (externalId: string, integration: string) => string, body: unknown])[];
}
