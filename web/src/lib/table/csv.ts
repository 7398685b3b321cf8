/** Rows as a CSV file that spreadsheets open as it is, and in which nothing runs (FILE-2). */
import Papa from 'papaparse';
import type { Column } from './description.ts';

/**
 * Cells that a spreadsheet would take for a formula, full-width signs and leading blanks included. Papa Parse's own
 * `escapeFormulae: true` misses a leading line feed, a space and full-width signs.
 */
const FORMULA = /^[\s\u00a0]*[=+\-@\t\r\n＝＋－＠]/;

/** @returns text with a byte-order mark and CRLF line ends, the titles first */
export function toCsv<Row>(columns: readonly Pick<Column<Row>, 'title' | 'text' | 'exported'>[], rows: readonly Row[]): string {
  const written = columns.flatMap(({ title, text, exported = text }) => (exported === null ? [] : { title, exported }));
  const fields = written.map(({ title }) => title);
  const data = rows.map((row) => written.map(({ exported }) => exported(row)));
  return `\uFEFF${Papa.unparse({ fields, data }, { quotes: true, newline: '\r\n', escapeFormulae: FORMULA })}`;
}

/** Hands a file to the browser's downloads. */
export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  // The download has its own hold of the data once the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
