/** A table of the replica, asked with what the address says. */
import type { Condition, PageQuery, Replica, RowOf, TableName } from '$replica/client.ts';
import { dayBounds } from '../words/times.ts';
import type { Filter, Source, TableQuery } from './description.ts';

export function tableSource<T extends TableName>(replica: Replica, table: T, place: string, filters: readonly Filter[]): Source<RowOf<T>> {
  const ask = (query: TableQuery): PageQuery => ({ ...query, filters: conditions(filters, query.filters) });
  return {
    page: (query) => replica.page(table, place, ask(query)),
    ids: (query) => replica.ids(table, place, ask(query)),
    rows: (query) => replica.rows(table, place, ask(query)),
    watch: (changed) => replica.on('changed', (change) => change.place === place && changed()),
  };
}

/** What the chosen values ask of their columns; a filter without any asks nothing. */
export function conditions(filters: readonly Filter[], chosen: TableQuery['filters']): PageQuery['filters'] {
  return Object.fromEntries(
    filters.flatMap((filter) => {
      const condition = conditionOf(filter, chosen);
      return condition === null ? [] : [[filter.column, condition] as const];
    }),
  );
}

function conditionOf(filter: Filter, chosen: TableQuery['filters']): Condition | null {
  switch (filter.kind) {
    case 'choices': {
      const values = chosen[filter.param] ?? [];
      return values.length === 0 ? null : { kind: 'any', of: values };
    }
    case 'words': {
      const text = chosen[filter.param]?.[0] ?? '';
      return text.trim() === '' ? null : { kind: 'words', text };
    }
    case 'days': {
      const from = dayBounds(chosen[filter.from]?.[0] ?? '')?.first ?? null;
      const to = dayBounds(chosen[filter.to]?.[0] ?? '')?.last ?? null;
      return from === null && to === null ? null : { kind: 'between', from, to };
    }
  }
}
