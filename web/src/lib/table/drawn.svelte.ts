/** Rows that are drawn a few at a time, so that a page of them never holds up a letter that is being typed. */
import { painted } from '$lib/state/painted.ts';
import { untrack } from 'svelte';

/** Rows in one go: on a slow phone these take about as long as a person does not notice. */
const SLICE = 6;

export class Drawn<Row> {
  /** Until the last of the new ones is drawn, those of before stand in its place. */
  rows = $state.raw<readonly Row[]>([]);
  /** Whether these are all of them. */
  whole = $state(true);
  #wanted: readonly Row[] | null = [];

  show(rows: readonly Row[]): void {
    this.#wanted = rows;
    untrack(() => this.#draw(rows, SLICE));
  }

  /** Others have been asked for: what is left of these is not drawn, so that nothing holds up the answer. */
  stop(): void {
    this.#wanted = null;
  }

  #draw(rows: readonly Row[], to: number): void {
    if (rows !== this.#wanted) return;
    this.whole = to >= rows.length;
    this.rows = this.whole ? rows : [...rows.slice(0, to), ...this.rows.slice(to)];
    if (!this.whole) void painted().then(() => this.#draw(rows, to + SLICE));
  }
}
