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

const digits = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));

/** The figures as lines of a table. */
export function printed(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, value, unit, bar, holds, peer }) => [
    bar === null ? ' ' : holds ? '✓' : '✗',
    what,
    `${digits(value)} ${unit}`,
    bar === null ? '' : `${bar} ${unit}`,
    peer === undefined ? '' : `${peer.name}: ${digits(peer.value)} ${unit} (${digits(peer.ratio)}×)`,
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => [...(row[column] ?? '')].length)));
  return rows.map((row) => row.map((cell, i) => cell + ' '.repeat(Math.max(0, (widths[i] ?? 0) - [...cell].length))).join('  ').trimEnd()).join('\n');
}

export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * p) - 1)] ?? Number.NaN;
}
