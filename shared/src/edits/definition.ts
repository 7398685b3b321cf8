/** What a named edit is: which record it is about, and which one element of it is set to what. On which terms: `terms/`. */
import type * as v from 'valibot';
import type { Kind } from '../domain/kinds.ts';
import type { Value } from './merge.ts';

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
  /** In an overlay, of an edit that creates its record: the record, for as long as the document does not have it. */
  readonly creates?: Readonly<Record<string, unknown>>;
}

/** Who makes an edit, and when: what a record that it creates may say of that. */
export interface Author {
  readonly workspace: string;
  /** The member's record id. */
  readonly member: string;
  /** ISO 8601: when the edit was made. */
  readonly at: string;
}

/** An edit that is still to be made. */
export interface Request {
  readonly name: string;
  readonly args: Readonly<Record<string, Value>>;
}

export interface Definition<Args = Readonly<Record<string, Value>>> {
  readonly args: v.GenericSchema<unknown, Args>;
  /** The record that the edit is about. One that it creates has an id that its author chose, a UUID. */
  readonly target: (args: Args) => Reference;
  /** The element that it sets. One edit sets one element (EDIT-3); one that creates sets `removed` to false. */
  readonly element: (args: Args) => Element;
  /** For an edit that creates its record: the record (EDIT-11). */
  readonly creates?: (args: Args, author: Author) => Readonly<Record<string, unknown>>;
  /** The edit that takes this one back, where the same edit with the former value does not. */
  readonly inverse?: (args: Args) => Request;
}

/** Keeps the type of the arguments while a definition is written. */
export const define = <Args extends Readonly<Record<string, Value>>>(definition: Definition<Args>): Definition<Args> => definition;
