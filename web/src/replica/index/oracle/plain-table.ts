/** What any table must answer (QUERY-3), as plainly as it can be said: objects, filter, sort, slice. */
import type { Condition, Page, PageQuery } from '../../client.ts';

export interface PlainColumn<Row> {
  /** What it is sorted by; null goes last, either way round. */
  readonly sorted: (row: Row) => string | number | null;
  /** What it is filtered and counted by. */
  readonly labels?: (row: Row) => readonly string[];
}

export interface PlainTable<Row> {
  readonly rows: readonly Row[];
  readonly search: (row: Row) => readonly (string | null)[];
  readonly columns: Readonly<Record<string, PlainColumn<Row>>>;
  readonly counted: readonly string[];
  readonly collator: Intl.Collator;
}

export const fold = (text: string): string =>
  [...text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')].map((letter) => ({ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ı: 'i', ς: 'σ' })[letter] ?? letter).join('');

const hasWords = (fields: readonly (string | null)[], search: string): boolean =>
  fold(search)
    .split(/\s+/u)
    .every((word) => fields.some((field) => fold(field ?? '').includes(word)));

export function byCodePoint(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => [...text].map((letter) => letter.codePointAt(0) ?? 0));
  const differs = left?.findIndex((point, i) => point !== right?.[i]) ?? -1;
  return differs === -1 ? a.length - b.length : (left?.[differs] ?? 0) - (right?.[differs] ?? -1);
}

function holds<Row>(row: Row, column: PlainColumn<Row> | undefined, condition: Condition): boolean {
  switch (condition.kind) {
    case 'any':
      return column?.labels?.(row).some((label) => condition.of.includes(label)) === true;
    case 'words':
      return hasWords([String(column?.sorted(row) ?? '')], condition.text);
    case 'between': {
      const value = Number(column?.sorted(row));
      return value >= (condition.from ?? value) && value <= (condition.to ?? value);
    }
  }
}

export function plainRows<Row extends { readonly id: string }>(table: PlainTable<Row>, query: PageQuery): readonly Row[] {
  const { by, descending } = query.sort;
  const direction = descending ? -1 : 1;
  const value = (row: Row) => table.columns[by]?.sorted(row) ?? null;
  return table.rows
    .filter((row) => hasWords(table.search(row), query.search))
    .filter((row) => Object.entries(query.filters).every(([name, condition]) => holds(row, table.columns[name], condition)))
    .toSorted((a, b) => {
      const ties = byCodePoint(a.id, b.id) * direction;
      const [left, right] = [value(a), value(b)];
      if (left === null || right === null) return Number(left === null) - Number(right === null) || ties;
      if (typeof left === 'number' || typeof right === 'number') return (Number(left) - Number(right)) * direction || ties;
      return table.collator.compare(left, right) * direction || ties;
    });
}

export function plainPage<Row extends { readonly id: string }>(table: PlainTable<Row>, query: PageQuery): Page<Row> {
  const rows = plainRows(table, query);
  const page = Math.max(1, Math.min(query.page, Math.ceil(rows.length / query.size)));
  const counts = table.counted.map((name) => {
    const { [name]: _own, ...others } = query.filters;
    const counted = new Map<string, number>();
    for (const row of plainRows(table, { ...query, filters: others })) {
      for (const label of new Set(table.columns[name]?.labels?.(row))) counted.set(label, (counted.get(label) ?? 0) + 1);
    }
    return [name, Object.fromEntries(counted)] as const;
  });
  return { rows: rows.slice((page - 1) * query.size, page * query.size), count: rows.length, total: table.rows.length, page, counts: Object.fromEntries(counts) };
}
