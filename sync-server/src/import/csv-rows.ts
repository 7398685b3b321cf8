/** The rows of a CSV file, read a slice of its text at a time: others run in between, whatever the file holds (CASE-7). */
import Papa from 'papaparse';

/** In UTF-16 units. One of nothing but commas or quotation marks is read in some tenths of a second at most. No row may be longer. */
export const SLICE = 256 * 1024;

export type CsvRow =
  | { readonly cells: readonly string[]; /** Whether its quotation marks make no sense. */ readonly isFaulty: boolean }
  /** It does not end within a slice. Nothing is read after it. */
  | 'too-long';

/** What the parser says of one slice: `cursor` is the end of its last whole row. */
interface Read {
  readonly data: readonly (readonly string[])[];
  readonly errors: readonly Papa.ParseError[];
  readonly meta: { readonly cursor: number };
}

/** Lets others run. */
export type Breathe = () => Promise<void>;

/** @param breathe called between slices */
export async function* readRows(text: string, breathe: Breathe): AsyncGenerator<CsvRow, undefined> {
  const { delimiter, linebreak } = Papa.parse(text.slice(0, SLICE), { preview: 1 }).meta;
  const parser = new Papa.Parser({ delimiter, newline: linebreak as '\n' });
  for (let at = 0; at < text.length; ) {
    const isLast = at + SLICE >= text.length;
    const { data, errors, meta } = parser.parse(text.slice(at, at + SLICE), 0, !isLast) as Read;
    if (data.length === 0) {
      yield 'too-long';
      return;
    }
    const faulty = new Set(errors.filter(({ type }) => type === 'Quotes').map(({ row }) => row));
    for (const [index, cells] of data.entries()) yield { cells, isFaulty: faulty.has(index) };
    if (isLast) return;
    at += meta.cursor;
    await breathe();
  }
}
