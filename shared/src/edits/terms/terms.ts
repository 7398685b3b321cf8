/** On which terms an edit is made: who may, how it merges, and when it makes no sense. The desk's; apart, since the overlay needs none of it. */
import type { Action, Place } from '../../permissions.ts';
import type { Kind } from '../../domain/kinds.ts';
import type { Author, Definition, Request, Target } from '../definition.ts';
import type { Rule, Value } from '../merge.ts';

/** What a right, or a rule of the product, can depend on beside the record. */
export interface Context {
  readonly author: Author;
  readonly membersMayInvite: boolean;
  /** Of a connection; null for anything else. */
  readonly connection: ConnectionFacts | null;
  /** Of a run; null for anything else. */
  readonly run: RunFacts | null;
}

export interface RunFacts {
  /** Whether another of its activation waits to be sent. */
  readonly otherWaits: boolean;
  /** Whether the connected user whose activation it is of is there, and switched on. */
  readonly userOn: boolean;
}

export interface ConnectionFacts {
  /** The ids of the integrations that use it. */
  readonly usedBy: readonly string[];
  /** See {@link import('../../domain/connection.ts').mayBeNamed}. */
  readonly mayBeNamed: boolean;
}

/** What an edit can refer to: a record, an environment, or a group of integrations, which its name is the id of. */
export interface Mention {
  readonly kind: Kind | 'environment' | 'group';
  readonly id: string;
}

/** What there is of a {@link Mention}. */
export type Mentioned = Pick<Target, 'id' | 'record'>;

export interface Needs {
  readonly action: Action;
  readonly place: Place;
}

export interface Terms<Args = Readonly<Record<string, Value>>> {
  readonly rule: Rule;
  /** What its author needs to be allowed, and where. */
  readonly needs: (args: Args, target: Target, context: Context) => Needs;
  /** For an edit that creates: what it becomes where there is a record with the same natural key; absent or null: it is refused. */
  readonly whenThere?: (holder: Mentioned, args: Args, author: Author) => Request | null;
  /** What else it depends on; `objects` is given what there is of it. */
  readonly refersTo?: (args: Args, target: Target) => readonly Mention[];
  /**
   * A reason why it makes no sense for this record (a rule of the product, not of rights), or null.
   * @param others those of `refersTo`, in that order; null for one that is not there, is removed, or belongs elsewhere
   */
  readonly objects?: (args: Args, target: Target, others: readonly (Mentioned | null)[], context: Context) => string | null;
}

/** Terms for each edit of an area. */
export type TermsOf<Edits> = { readonly [Name in keyof Edits]: Edits[Name] extends Definition<infer Args> ? Terms<Args> : never };

/** Whether what `refersTo` mentions is there. */
export const isThere = (other: Mentioned | null | undefined): other is Mentioned => other !== null && other !== undefined;

const called = { integration: 'integration', environment: 'environment', group: 'group of integrations', member: 'member', team: 'team' } as const;

/** The objection where what `refersTo` mentions is not there; else null. */
export const missing = (kind: keyof typeof called, other: Mentioned | null | undefined): string | null =>
  isThere(other) ? null : `There is no such ${called[kind]} in this workspace.`;
