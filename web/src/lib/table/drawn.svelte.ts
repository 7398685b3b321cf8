/** Rows that are drawn a few at a time, so that a page of them never holds up a letter that is being typed. */
import { untrack } from 'svelte';

/** Rows in one go: on a slow phone these take about as long as a person does not notice. */
const SLICE = 6;

export class Drawn<Row> {
  /** Until the last of the new ones is drawn, those of before stand in its place. */
  rows = $state.raw<readonly Row[]>([]);
  /** Whether these are all of them. */
  whole = $state(true);
  #wanted: readonly Row[] = [];

  show(rows: readonly Row[]): void {
    this.#wanted = rows;
    untrack(() => this.#draw(rows, SLICE));
  }

  #draw(rows: readonly Row[], to: number): void {
    if (rows !== this.#wanted) return;
    this.whole = to >= rows.length;
    this.rows = this.whole ? rows : [...rows.slice(0, to), ...this.rows.slice(to)];
    // Once the browser has laid out and painted these: what it is asked for in a frame is still part of it.
    if (!this.whole) requestAnimationFrame(() => setTimeout(() => this.#draw(rows, to + SLICE)));
  }
}
