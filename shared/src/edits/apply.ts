/** The effect of an element's value on a record: the same function on the server and in the overlay of a device. */
import type { Element } from './definition.ts';
import type { Value } from './merge.ts';

type Json = Readonly<Record<string, unknown>>;

/** The path of an element: steps joined by '/', those that hold one themselves escaped as in a JSON Pointer (RFC 6901 §3). */
export const pathOf = (...steps: readonly string[]): string => steps.map((step) => step.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');

/** The steps of {@link pathOf} again. */
export const stepsOf = (path: string): readonly string[] => path.split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

/**
 * The record with the element set. A value that is the element's `unset` is left out of the record. The element
 * `removed` is no field of the record: it is left as it is.
 */
export function setElement(record: Json, { path, value, unset }: Element): Json {
  return path === 'removed' ? record : setAt(record, stepsOf(path), value === unset ? undefined : value);
}

function setAt(record: Json, [step, ...rest]: readonly string[], value: Value | undefined): Json {
  if (step === undefined) return record;
  const { [step]: inner, ...others } = record;
  if (rest.length > 0) return { ...record, [step]: setAt(isObject(inner) ? inner : {}, rest, value) };
  return value === undefined ? others : { ...record, [step]: value };
}

/** The value of the element at `path`, or undefined where the record has none. */
export function elementOf(record: Json, path: string): unknown {
  return stepsOf(path).reduce<unknown>((at, step) => (isObject(at) ? at[step] : undefined), record);
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;
