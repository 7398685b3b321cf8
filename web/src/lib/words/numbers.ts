/** Numbers in the reader's language. */

const whole = new Intl.NumberFormat();
const bytesOf = (unit: 'kilobyte' | 'megabyte' | 'gigabyte') =>
  new Intl.NumberFormat(undefined, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 });
const units = [
  [1e9, bytesOf('gigabyte')],
  [1e6, bytesOf('megabyte')],
  [1e3, bytesOf('kilobyte')],
] as const;

/** `4,998`. */
export const count = (value: number): string => whole.format(value);
/** `1 user`, `4,998 users`. */
export const counted = (value: number, one: string, many: string): string => `${count(value)} ${value === 1 ? one : many}`;
/** `26.9 MB`; from a kilobyte on. */
export function bytes(value: number): string {
  const [size, format] = units.find(([from]) => value >= from) ?? units[2];
  return format.format(value / size);
}
/** `23 of 4,998`, or `4,998` where all are shown. */
export const ofAll = (some: number, all: number): string => (some === all ? count(all) : `${count(some)} of ${count(all)}`);
/** Up to two letters that stand for a name. */
export function initials(name: string): string {
  const words = name.split(/\s+/u).filter((word) => word !== '');
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return ends.map((word) => [...(word ?? '')][0] ?? '').join('').toLocaleUpperCase();
}
