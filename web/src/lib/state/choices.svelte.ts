/** What a person chose for how things show, remembered on this device under their own name. */

/** Reads what is stored; anything that does not fit counts as not stored. */
function read<T>(key: string, parse: (value: unknown) => T | null): T | null {
  const text = localStorage.getItem(key);
  if (text === null) return null;
  try {
    return parse(JSON.parse(text));
  } catch (why) {
    if (why instanceof SyntaxError) return null;
    throw why;
  }
}

export class Choice<T> {
  #value = $state.raw() as T;
  readonly #key: string;

  /** @param user whose choice it is; `parse` returns null for what an older version may have left */
  constructor(user: string, name: string, otherwise: T, parse: (value: unknown) => T | null) {
    this.#key = `latchkey:${user}:${name}`;
    this.#value = read(this.#key, parse) ?? otherwise;
  }

  get value(): T {
    return this.#value;
  }

  set value(value: T) {
    this.#value = value;
    localStorage.setItem(this.#key, JSON.stringify(value));
  }
}

export const asText = (value: unknown): string | null => (typeof value === 'string' ? value : null);
export const asFlag = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null);
export const asTexts = (value: unknown): readonly string[] | null =>
  Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : null;
/** @returns a parser that takes one of `allowed` */
export const asOneOf =
  <T extends string | number>(allowed: readonly T[]) =>
  (value: unknown): T | null =>
    allowed.find((item) => item === value) ?? null;
