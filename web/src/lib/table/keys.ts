/** The keys of a table: j, k and the arrows walk the rows, x selects, a goes to what can be done with the selection, Escape goes back a step. */
import { asking, isTaken, plain } from '$lib/shell/keys.ts';
import type { TableState } from './table.svelte.ts';

const links = (): readonly HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-row]')];

/** Puts the focus on a row, once it is drawn. */
export function focusRow(id: string): void {
  links()
    .find((link) => link.dataset['row'] === id)
    ?.focus();
}

/** Where the focused row is among the rows that are drawn; -1 where none has the focus. */
const focusedAt = (rows: readonly HTMLElement[]): number =>
  rows.findIndex((row) => row === document.activeElement || row.closest('tr, li')?.contains(document.activeElement) === true);

/** A row that had the focus and is not drawn yet: its place has another's focus until it is. */
let sought: { readonly place: Element | null; readonly id: string } | null = null;

/**
 * Called before other rows are drawn, in the places of those that are; what it returns, after. The focus goes
 * with its row, and where that has gone stays in its place.
 */
export function keepFocus(): () => void {
  const before = links();
  const at = focusedAt(before);
  const id = sought !== null && sought.place === document.activeElement ? sought.id : before[at]?.dataset['row'];
  const chosen = document.activeElement instanceof HTMLInputElement;
  return () => {
    const rows = links();
    const now = focusedAt(rows);
    sought = null;
    if (id === undefined || rows[now]?.dataset['row'] === id || (now === -1 && document.activeElement !== document.body)) return;
    const drawn = rows.find((other) => other.dataset['row'] === id);
    if (drawn === undefined && now !== -1) sought = { place: document.activeElement, id };
    const row = drawn ?? (now === -1 ? rows[Math.min(at, rows.length - 1)] : undefined);
    (chosen ? row?.closest('tr, li')?.querySelector('input') : row)?.focus();
  };
}

function walk<Row>(table: TableState<Row>, by: -1 | 1): void {
  if (table.open !== null) return table.step(by);
  const rows = links();
  const at = focusedAt(rows);
  const next = rows[at === -1 ? (by === 1 ? 0 : rows.length - 1) : at + by];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

/** @returns whether the key was the table's */
export function tableKey<Row>(event: KeyboardEvent, table: TableState<Row>, search: () => void): boolean {
  if (isTaken(event) || !plain(event)) return false;
  if (event.key === 'Escape' && !asking()) {
    if (table.open !== null) table.closeRow();
    else if (table.selection.size > 0) table.selection.clear();
    else return false;
    return true;
  }
  switch (event.key) {
    case 'j':
    case 'ArrowDown':
      walk(table, 1);
      return true;
    case 'k':
    case 'ArrowUp':
      walk(table, -1);
      return true;
    case 'x': {
      const row = document.activeElement?.closest('tr, li')?.querySelector<HTMLElement>('[data-row]')?.dataset['row'];
      if (row === undefined || asking() || table.description.actions.length === 0) return false;
      table.selection.toggle(row, null);
      return true;
    }
    case 'a': {
      const action = document.querySelector<HTMLElement>('[data-selection] button');
      action?.focus();
      return action !== null;
    }
    case '/':
      if (asking()) return false;
      search();
      return true;
    default:
      return false;
  }
}
