/**
 * A structured-clonable value as an outline and pieces of bytes: the large buffers and strings in it, so that they
 * can be written and read one by one. Pure; `assemble` undoes `takeApart`.
 */

/** Smaller ones stay in the outline; bytes, or UTF-16 units of text. */
const LEAST = 4 * 1024;

/** The key of the object that stands in the outline for a piece. */
const PIECE = '\0piece';

type Bytes = Uint8Array<ArrayBuffer>;
type View = Uint8Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

const views = { Uint8Array, Int32Array, Uint32Array, Float64Array } as const;
type ViewName = keyof typeof views;

/** What a piece's bytes are. */
export type PieceKind = 'text' | ViewName;

export interface Piece {
  readonly kind: PieceKind;
  /** Good until those of the next piece are asked for: text is encoded into one buffer that serves all. */
  readonly bytes: () => Bytes;
}

export interface TakenApart {
  readonly outline: unknown;
  readonly pieces: readonly Piece[];
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

let scratch: Bytes = new Uint8Array(0);

function encode(text: string): Bytes {
  if (scratch.length < text.length * 3) scratch = new Uint8Array(text.length * 3);
  return scratch.subarray(0, encoder.encodeInto(text, scratch).written);
}

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const viewName = (value: unknown): ViewName | undefined =>
  (Object.keys(views) as ViewName[]).find((name) => value instanceof views[name]);

function pieceOf(value: unknown): Piece | null {
  if (typeof value === 'string') return value.length < LEAST ? null : { kind: 'text', bytes: () => encode(value) };
  const kind = viewName(value);
  if (kind === undefined) return null;
  const { buffer, byteOffset, byteLength } = value as View;
  return byteLength < LEAST ? null : { kind, bytes: () => new Uint8Array(buffer, byteOffset, byteLength) };
}

/** Text must be well-formed UTF-16: half of a pair comes back as U+FFFD. */
export function takeApart(value: unknown): TakenApart {
  const pieces: Piece[] = [];
  const outlineOf = (part: unknown): unknown => {
    const piece = pieceOf(part);
    if (piece !== null) return { [PIECE]: pieces.push(piece) - 1 };
    if (Array.isArray(part)) return part.map(outlineOf);
    if (isPlain(part)) return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, outlineOf(inner)]));
    return part;
  };
  return { outline: outlineOf(value), pieces };
}

/** @param pieces by number, as they were taken out */
export function assemble(outline: unknown, pieces: readonly { readonly kind: PieceKind; readonly bytes: Bytes }[]): unknown {
  if (Array.isArray(outline)) return outline.map((part) => assemble(part, pieces));
  if (!isPlain(outline)) return outline;
  const number = outline[PIECE];
  const piece = typeof number === 'number' ? pieces[number] : undefined;
  if (piece === undefined) return Object.fromEntries(Object.entries(outline).map(([key, inner]) => [key, assemble(inner, pieces)]));
  return piece.kind === 'text' ? decoder.decode(piece.bytes) : new views[piece.kind](piece.bytes.buffer);
}
