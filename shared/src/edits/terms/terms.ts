/** On which terms an edit is made: who may, how it merges, and when it makes no sense. The desk's; apart, since the overlay needs none of it. */
import type { Action, Place } from '../../permissions.ts';
import type { Author, Definition, Reference, Request, Target } from '../definition.ts';
import type { Rule, Value } from '../merge.ts';

/** What a right, or a rule of the product, can depend on beside the record. */
export interface Context {
  readonly author: Author;
  readonly membersMayInvite: boolean;
  /** Of a connection; null for anything else. */
  readonly connection: ConnectionFacts | null;
  /** Of a run: whether another of its activation waits to be sent; false for anything else. */
  readonly otherRunWaits: boolean;
}

export interface ConnectionFacts {
  /** The ids of the integrations that use it. */
  readonly usedBy: readonly string[];
  /** See {@link import('../../domain/connection.ts').mayBeNamed}. */
  readonly mayBeNamed: boolean;
}

export interface Needs {
  readonly action: Action;
  readonly place: Place;
}

export interface Terms<Args = Readonly<Record<string, Value>>> {
  readonly rule: Rule;
  /** What its author needs to be allowed, and where. */
  readonly needs: (args: Args, target: Target, context: Context) => Needs;
  /** For an edit that creates: what it becomes where there is a record with the same natural key; absent: it is refused. */
  readonly whenThere?: (holder: string, author: Author) => Request;
  /** Other records that it depends on; `objects` is given what there is of them. */
  readonly refersTo?: (args: Args, target: Target) => readonly Reference[];
  /**
   * A reason why it makes no sense for this record (a rule of the product, not of rights), or null.
   * @param others the records of `refersTo`, in that order; null for one that is not there, is removed, or belongs elsewhere
   */
  readonly objects?: (args: Args, target: Target, others: readonly (Target | null)[], context: Context) => string | null;
}

/** Terms for each edit of an area. */
export type TermsOf<Edits> = { readonly [Name in keyof Edits]: Edits[Name] extends Definition<infer Args> ? Terms<Args> : never };

/** Whether a record of `refersTo` is there. */
export const isThere = (other: Target | null | undefined): other is Target => other !== null && other !== undefined;

/** The objection where an integration of the workspace, of `refersTo`, is not there; else null. */
export const missingIntegration = (integration: Target | null | undefined): string | null =>
  isThere(integration) ? null : 'There is no such integration in this workspace.';
