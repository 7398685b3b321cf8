/** What a named edit is: which record it is about, which one element of it is set to what, and who may. */
import type * as v from 'valibot';
import type { Kind } from '../domain/kinds.ts';
import type { Action, Place } from '../permissions.ts';
import type { Rule, Value } from './merge.ts';

export interface Reference {
  readonly kind: Kind;
  readonly id: string;
}

/** A record as the desk and the overlay see it: parsed JSON, with its place. */
export interface Target extends Reference {
  readonly record: Readonly<Record<string, unknown>>;
  /** Whether it is removed; only an edit of the element `removed` may be about a removed record. */
  readonly removed: boolean;
}

export interface Element {
  /** The path in the record, see {@link import('./apply.ts').pathOf}, e.g. `enabled`, `environments/{id}`; or `removed`. */
  readonly path: string;
  readonly value: Value;
  /** The value that a record does not mention: off in a set, `none` of a level. Absent: every value is written. */
  readonly unset?: Value;
}

/** Who makes an edit, and when: what a record that it creates may say of that. */
export interface Author {
  readonly workspace: string;
  /** The member's record id. */
  readonly member: string;
  /** ISO 8601: when the edit was made. */
  readonly at: string;
}

/** What a right can depend on beside the record. */
export interface Context {
  readonly author: Author;
  readonly membersMayInvite: boolean;
}

/** An edit that is still to be made. */
export interface Request {
  readonly name: string;
  readonly args: Readonly<Record<string, Value>>;
}

export interface Definition<Args = Readonly<Record<string, Value>>> {
  readonly name: string;
  readonly args: v.GenericSchema<unknown, Args>;
  /** The record that the edit is about. One that it creates has an id that its author chose, a UUID. */
  readonly target: (args: Args) => Reference;
  /** The element that it sets. One edit sets one element (EDIT-3); one that creates sets `removed` to false. */
  readonly element: (args: Args) => Element;
  readonly rule: Rule;
  /** What its author needs to be allowed, and where. */
  readonly needs: (args: Args, target: Target, context: Context) => { readonly action: Action; readonly place: Place };
  /** For an edit that creates its record: the record (EDIT-11). */
  readonly creates?: (args: Args, author: Author) => Readonly<Record<string, unknown>>;
  /** For an edit that creates: what it becomes where there is a record with the same natural key; absent: it is refused. */
  readonly whenThere?: (holder: string, author: Author) => Request;
  /** The edit that takes this one back, where the same edit with the former value does not. */
  readonly inverse?: (args: Args) => Request;
  /** Other records that it depends on; `objects` is given what there is of them. */
  readonly refersTo?: (args: Args, target: Target) => readonly Reference[];
  /**
   * A reason why it makes no sense for this record (a rule of the product, not of rights), or null.
   * @param others the records of `refersTo`, in that order; null for one that is not there, is removed, or belongs elsewhere
   */
  readonly objects?: (args: Args, target: Target, others: readonly (Target | null)[]) => string | null;
}

/** Keeps the type of the arguments while a definition is written, and lets it join the others. */
export const define = <Args extends Readonly<Record<string, Value>>>(definition: Definition<Args>): Definition =>
  definition as unknown as Definition;

/** Whether a record of `refersTo` is there. */
export const isThere = (other: Target | null | undefined): other is Target => other !== null && other !== undefined;

/** Off is more restrictive than on: switches, roles, memberships, exemption. */
export const offWins: Rule = { kind: 'restrictive', rank: (value) => (value === false ? 0 : 1) };
/** On is more restrictive than off: protection. */
export const onWins: Rule = { kind: 'restrictive', rank: (value) => (value === true ? 0 : 1) };
/** Removed is more restrictive than kept. */
export const removedWins: Rule = onWins;
/** One value is more restrictive than every other. */
export const wins = (restrictive: Value): Rule => ({ kind: 'restrictive', rank: (value) => (value === restrictive ? 0 : 1) });
export const latestWins: Rule = { kind: 'latest' };
