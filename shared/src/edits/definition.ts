/** What a named edit is: which record it is about, which one element of it is set to what, and who may. */
import type * as v from 'valibot';
import type { Kind } from '../domain/kinds.ts';
import type { Action, Place } from '../permissions.ts';
import type { Rule, Value } from './merge.ts';

/** A record as the desk and the overlay see it: parsed JSON, with its place. */
export interface Target {
  readonly kind: Kind;
  readonly id: string;
  readonly record: Readonly<Record<string, unknown>>;
  /** Whether it is removed; only an edit of the element `removed` may be about a removed record. */
  readonly removed: boolean;
}

export interface Element {
  /** The path in the record, its steps joined by '/', e.g. `enabled`, `environments/{id}`; or `removed`. */
  readonly path: string;
  readonly value: Value;
}

export interface Definition<Args = Readonly<Record<string, Value>>> {
  readonly name: string;
  readonly args: v.GenericSchema<unknown, Args>;
  /** The record that the edit is about. */
  readonly target: (args: Args) => { readonly kind: Kind; readonly id: string };
  /** The element that it sets. One edit sets one element (EDIT-3). */
  readonly element: (args: Args) => Element;
  readonly rule: Rule;
  /** What its author needs to be allowed, and where. */
  readonly needs: (args: Args, target: Target) => { readonly action: Action; readonly place: Place };
  /** A reason why it makes no sense for this record (a rule of the product, not of rights), or null. */
  readonly objects?: (args: Args, target: Target) => string | null;
}

/** Keeps the type of the arguments while a definition is written, and lets it join the others. */
export const define = <Args extends Readonly<Record<string, Value>>>(definition: Definition<Args>): Definition =>
  definition as unknown as Definition;

/** Off is more restrictive than on. */
export const offWins: Rule = { kind: 'restrictive', rank: (value) => (value === false ? 0 : 1) };
/** Removed is more restrictive than kept. */
export const removedWins: Rule = { kind: 'restrictive', rank: (value) => (value === true ? 0 : 1) };
