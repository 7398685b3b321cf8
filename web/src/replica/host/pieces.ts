/**
 * A structured-clonable value as an outline and pieces: the large buffers, strings and runs of strings in it,
 * so that they can be stored one by one. Pure; `assemble` undoes `takeApart`.
 */

/** Smaller ones stay in the outline, since each piece costs a request; bytes, or UTF-16 units of text. */
const LEAST = 32 * 1024;

/** The key of the object that stands in the outline for a piece; its value is the piece's number. */
const PIECE = '\0piece';

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  return ArrayBuffer.isView(value) ? value.byteLength : 0;
}

export interface TakenApart {
  readonly outline: unknown;
  readonly pieces: readonly unknown[];
}

export function takeApart(value: unknown): TakenApart {
  const pieces: unknown[] = [];
  const piece = (part: unknown) => ({ [PIECE]: pieces.push(part) - 1 });
  const outlineOf = (part: unknown): unknown => {
    if (sizeOf(part) >= LEAST) return piece(part);
    if (Array.isArray(part)) {
      const flat = part.every((item) => !isPlain(item) && sizeOf(item) < LEAST);
      if (!flat) return part.map(outlineOf);
      return part.reduce<number>((sum, item) => sum + sizeOf(item), 0) >= LEAST ? piece(part) : part;
    }
    if (isPlain(part)) return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, outlineOf(inner)]));
    return part;
  };
  return { outline: outlineOf(value), pieces };
}

export function assemble(outline: unknown, pieces: readonly unknown[]): unknown {
  if (Array.isArray(outline)) return outline.map((part) => assemble(part, pieces));
  if (!isPlain(outline)) return outline;
  const number = outline[PIECE];
  if (typeof number === 'number') return pieces[number];
  return Object.fromEntries(Object.entries(outline).map(([key, inner]) => [key, assemble(inner, pieces)]));
}
