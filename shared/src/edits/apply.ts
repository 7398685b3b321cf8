/** The effect of an element's value on a record: the same function on the server and in the overlay of a device. */
import type { Value } from './merge.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * The record with the element at `path` set. The element `removed` is no field of the record: it is left as it is.
 * @param path steps joined by '/', as in {@link import('./definition.ts').Element}
 */
export function setElement(record: Json, path: string, value: Value): Json {
  return path === 'removed' ? record : setAt(record, path.split('/'), value);
}

function setAt(record: Json, [step, ...rest]: readonly string[], value: Value): Json {
  if (step === undefined) return record;
  if (rest.length === 0) return { ...record, [step]: value };
  const inner = record[step];
  return { ...record, [step]: setAt(typeof inner === 'object' && inner !== null ? (inner as Json) : {}, rest, value) };
}

/** The value of the element at `path`, or undefined where the record has none. */
export function elementOf(record: Json, path: string): unknown {
  return path.split('/').reduce<unknown>((at, step) => (typeof at === 'object' && at !== null ? (at as Json)[step] : undefined), record);
}
