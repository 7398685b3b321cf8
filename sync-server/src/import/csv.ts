/** From the text of a CSV file to connected users, or to what is wrong with which row (CASE-58). Pure. */
import { NewName } from '@latchkey/shared/domain/new-name';
import { Email, Id, Instant } from '@latchkey/shared/domain/text';
import { explain } from '@latchkey/shared/edits/parse';
import { limits } from '@latchkey/shared/protocol/limits';
import * as v from 'valibot';
import type { Profile } from '../records/connected-users.ts';
import { readRows, SLICE, type Breathe } from './csv-rows.ts';

export interface RowError {
  /** From 1, the header being row 1; a quoted line break does not start a row. */
  readonly row: number;
  readonly field: string;
  readonly message: string;
}

export interface UserLine {
  readonly row: number;
  readonly externalId: string;
  readonly profile: Profile;
}

export interface ParsedFile {
  /** Rows below the header, blank lines not counted. */
  readonly rows: number;
  /** Whether that is more than a file may have; one of far too many lines is not read at all. */
  readonly tooLong: boolean;
  readonly users: readonly UserLine[];
  readonly errors: readonly RowError[];
}

type Field = 'externalId' | 'name' | 'email' | 'account' | 'createdAt';

/** Headings, folded: those of the import, and those that our own export writes. */
const headings: Readonly<Record<string, Field>> = {
  external_id: 'externalId',
  'external id': 'externalId',
  name: 'name',
  email: 'email',
  account_id: 'account',
  account: 'account',
  created_at: 'createdAt',
  created: 'createdAt',
};

const columnOf: Readonly<Record<Field, string>> = { externalId: 'external_id', name: 'name', email: 'email', account: 'account_id', createdAt: 'created_at' };

const emptyIsNull = <S extends v.GenericSchema<string, string>>(schema: S) =>
  v.union([v.pipe(v.literal(''), v.transform(() => null)), schema]);
const emptyIsAbsent = v.union([v.pipe(v.literal(''), v.transform(() => undefined)), Instant]);

const fields = { externalId: Id, name: emptyIsNull(NewName), email: emptyIsNull(Email), account: emptyIsNull(Id), createdAt: emptyIsAbsent } as const;

/** What the export puts an apostrophe before, so that no spreadsheet runs it (FILE-2); taken off again here. */
const neutralised = /^'(?=[\s\u00a0]*[=+\-@\t\r\n＝＋－＠])/u;

/** A header, the rows, and as many blank lines. */
const MOST_LINES = 2 * limits.importRows + 1;

/** Reads the file. Every row is looked at, so that the report is complete, unless one is too long; users are given only where none is wrong. */
export async function parseUsers(text: string, breathe: Breathe): Promise<ParsedFile> {
  if (hasMoreLines(text, MOST_LINES)) return { rows: 0, tooLong: true, users: [], errors: [] };
  const lines = readRows(text.replace(/^\ufeff/, ''), breathe);
  const { value: first = { cells: [], isFaulty: false } } = await lines.next();
  if (first === 'too-long') return { rows: 0, tooLong: false, users: [], errors: [tooLongRow(1)] };
  const { cells: header } = first;
  const columns = header.map((heading) => headings[heading.trim().toLowerCase()]);
  const errors: RowError[] = headerErrors(header, columns);
  if (errors.length > 0) return { rows: 0, tooLong: false, users: [], errors };
  if (first.isFaulty) errors.push(faultyRow(1));
  const users: UserLine[] = [];
  const rowOf = new Map<string, number>();
  let rows = 0;
  let row = 1;
  for await (const each of lines) {
    row += 1;
    if (each === 'too-long') {
      errors.push(tooLongRow(row));
      break;
    }
    const { cells, isFaulty } = each;
    if (isFaulty) errors.push(faultyRow(row));
    if (cells.length === 1 && cells[0] === '') continue; // a blank line
    rows += 1;
    const line = readLine(row, header.length, columns, cells);
    if (!line.ok) {
      errors.push(...line.errors);
      continue;
    }
    const other = rowOf.get(line.user.externalId);
    if (other !== undefined) errors.push({ row, field: 'external_id', message: `is the same as in row ${other}` });
    else rowOf.set(line.user.externalId, row);
    users.push(line.user);
  }
  errors.sort((a, b) => a.row - b.row);
  return { rows, tooLong: rows > limits.importRows, users: errors.length === 0 ? users : [], errors };
}

const faultyRow = (row: number): RowError => ({ row, field: 'row', message: 'has a quotation mark that is not closed, or text after a closing one' });
const tooLongRow = (row: number): RowError => ({ row, field: 'row', message: `is longer than ${SLICE} characters, or has a quotation mark that is not closed; nothing after it was read` });

function hasMoreLines(text: string, most: number): boolean {
  return ['\n', '\r'].some((end) => {
    let lines = 0;
    for (let at = text.indexOf(end); at !== -1 && lines <= most; at = text.indexOf(end, at + 1)) lines += 1;
    return lines > most;
  });
}

function headerErrors(header: readonly string[], columns: readonly (Field | undefined)[]): RowError[] {
  const twice = columns.filter((column, index) => column !== undefined && columns.indexOf(column) !== index);
  const errors = [...new Set(twice)].flatMap((column) => (column === undefined ? [] : [{ row: 1, field: columnOf[column], message: 'is a column twice' }]));
  if (columns.includes('externalId')) return errors;
  const seen = header.map((heading) => heading.trim()).filter((heading) => heading !== '').slice(0, 10).join(', ').slice(0, 300);
  return [...errors, { row: 1, field: 'external_id', message: `is missing: the header row needs a column external_id; it has ${seen === '' ? 'no columns' : seen}` }];
}

type Line = { readonly ok: true; readonly user: UserLine } | { readonly ok: false; readonly errors: readonly RowError[] };

function readLine(row: number, width: number, columns: readonly (Field | undefined)[], cells: readonly string[]): Line {
  if (cells.length !== width) return { ok: false, errors: [{ row, field: 'row', message: `has ${cells.length} cells where the header has ${width}` }] };
  const errors: RowError[] = [];
  const values: Partial<Record<Field, string | null | undefined>> = {};
  for (const [index, column] of columns.entries()) {
    if (column === undefined) continue;
    const result = v.safeParse(fields[column], (cells[index] ?? '').replace(neutralised, ''), { abortEarly: true });
    if (result.success) values[column] = result.output;
    else errors.push({ row, field: columnOf[column], message: phrase(result.issues[0]) });
  }
  const { externalId, createdAt, ...profile } = values;
  if (errors.length > 0 || typeof externalId !== 'string') return { ok: false, errors };
  return { ok: true, user: { row, externalId, profile: { ...profile, createdAt: createdAt ?? undefined } } };
}

/** A union says only that nothing fitted; the last of its choices is the one that says how it should look. */
const phrase = (issue: v.BaseIssue<unknown>): string => {
  const inner = issue.issues?.at(-1);
  return inner === undefined ? explain(issue) : explain(inner);
};
