/** A table's query in the address, so that it can be sent to someone, and gone back to. */
import { dayBounds } from '../words/times.ts';
import { pageSizes, type Filter, type Sort, type TableQuery } from './description.ts';

/** What the address is read with. */
export interface Reading {
  readonly filters: readonly Filter[];
  readonly sortable: readonly string[];
  readonly sort: Sort;
  /** The page size where the address names none. */
  readonly size: number;
}

export const paramsOf = (filter: Filter): readonly string[] => (filter.kind === 'days' ? [filter.from, filter.to] : [filter.param]);

/** Anything in the address that makes no sense counts as not there. */
export function readAddress(params: URLSearchParams, reading: Reading): TableQuery {
  const filters = Object.fromEntries(
    reading.filters.flatMap((filter) =>
      paramsOf(filter).flatMap((param) => {
        const values = readValues(params.getAll(param), filter);
        return values.length === 0 ? [] : [[param, values] as const];
      }),
    ),
  );
  const page = Number(params.get('page'));
  const size = Number(params.get('size'));
  return {
    search: params.get('q') ?? '',
    filters,
    sort: readSort(params.get('sort'), reading),
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
    size: pageSizes.find((known) => known === size) ?? reading.size,
  };
}

/** A choice that there is not stays: it is named by its chip, and matches nothing. */
function readValues(values: readonly string[], filter: Filter): readonly string[] {
  const known = [...new Set(values)].filter((value) => (filter.kind === 'days' ? dayBounds(value) !== null : value !== ''));
  return filter.kind === 'choices' && filter.multiple ? known : known.slice(0, 1);
}

/** `created` ascending, `-created` descending. */
function readSort(text: string | null, { sortable, sort }: Reading): Sort {
  const descending = text?.startsWith('-') === true;
  const by = descending ? text.slice(1) : (text ?? '');
  return sortable.includes(by) ? { by, descending } : sort;
}

/** What changes; a change of anything but the page goes to page 1. */
export type Change = Partial<TableQuery>;

/** The address after a change. Parameters that are not the table's stay; what is as it is by default is left out. */
export function writeAddress(params: URLSearchParams, change: Change, reading: Reading): URLSearchParams {
  const next = new URLSearchParams(params);
  const set = (name: string, value: string): void => (value === '' ? next.delete(name) : next.set(name, value));
  if (change.search !== undefined) set('q', change.search);
  if (change.filters !== undefined) {
    for (const param of reading.filters.flatMap(paramsOf)) next.delete(param);
    for (const [param, values] of Object.entries(change.filters)) for (const value of values) next.append(param, value);
  }
  if (change.sort !== undefined) {
    const { by, descending } = change.sort;
    const usual = by === reading.sort.by && descending === reading.sort.descending;
    set('sort', usual ? '' : `${descending ? '-' : ''}${by}`);
  }
  if (change.size !== undefined) set('size', String(change.size));
  const page = change.page ?? 1;
  set('page', page === 1 ? '' : String(page));
  return next;
}

/** What a saved view keeps of a query: search, filters and sort, in one order, so that two that ask the same are the same. */
export function viewQuery({ search, filters, sort }: TableQuery, reading: Reading): string {
  const params = writeAddress(new URLSearchParams(), { search, filters, sort }, reading);
  return new URLSearchParams([...params].toSorted(([a, b], [c, d]) => (a === c ? order(b, d) : order(a, c)))).toString();
}
const order = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Whether two sets of filters choose the same. */
export function sameFilters(a: TableQuery['filters'], b: TableQuery['filters']): boolean {
  const text = (filters: TableQuery['filters']): string =>
    JSON.stringify(Object.keys(filters).toSorted().map((param) => [param, filters[param]?.toSorted()]));
  return text(a) === text(b);
}
