/** Typed arrays that grow as rows arrive. */

type Numbers = Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** The array itself where it is long enough, else a longer one with the same start and zeros behind. */
export function grown<T extends Numbers>(array: T, length: number): T {
  if (length <= array.length) return array;
  const longer = new (array.constructor as new (length: number) => T)(Math.max(64, length, Math.ceil(array.length * 1.5)));
  longer.set(array);
  return longer;
}
