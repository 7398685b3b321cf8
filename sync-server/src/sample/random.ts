/** Chance that is the same every time: the sample is a function of its seed. */
import { createHash } from 'node:crypto';

/** A UUID for a name, the same on every machine. */
export function idFor(...name: readonly string[]): string {
  const hex = createHash('sha256').update(['northwind', ...name].join('\u0000')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Numbers from 0 up to 1 for a name: mulberry32, seeded with the name's hash. */
export function chanceFor(...name: readonly string[]): () => number {
  let state = createHash('sha256').update(['northwind', ...name].join('\u0000')).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One of them. @throws if there are none */
export function pick<T>(chance: () => number, choices: readonly T[]): T {
  const choice = choices[Math.floor(chance() * choices.length)];
  if (choice === undefined) throw new Error('there is nothing to pick from');
  return choice;
}
