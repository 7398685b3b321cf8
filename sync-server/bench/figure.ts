/** One measured figure of the bench, beside the bar that it has to pass. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** As it reads in the table, e.g. `≤ 8`; null: told, not judged. */
  readonly bar: string | null;
  readonly holds: boolean;
  /** The same work by another, in the same run. */
  readonly peer?: { readonly name: string; readonly value: number; readonly ratio: number };
}

export const told = (what: string, value: number, unit: string): Figure => ({ what, value, unit, bar: null, holds: true });
export const atMost = (what: string, value: number, unit: string, bar: number): Figure => ({ what, value, unit, bar: `≤ ${bar}`, holds: value <= bar });

export const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Milliseconds that each of these takes, in turns, so that what else the machine does meets all of them: medians, warm. */
export function timedInTurns(works: readonly (() => void)[]): readonly number[] {
  const times = works.map((): number[] => []);
  for (let round = 0; round < 15; round++) {
    for (const [i, work] of works.entries()) {
      globalThis.gc?.();
      const from = performance.now();
      work();
      if (round >= 4) times[i]?.push(performance.now() - from);
    }
  }
  return times.map(median);
}
