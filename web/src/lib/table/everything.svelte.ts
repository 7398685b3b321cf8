/** All rows of a table, by name, as they change: what is there to choose from. */
import { useApp } from '$lib/state/app.svelte.ts';
import type { RowOf, TableName } from '$replica/client.ts';
import { LiveQuery } from './live-query.svelte.ts';

/** Called while a component is made. @param environment the one on screen */
export function useEverything<T extends TableName>(table: T, environment: () => string): { readonly list: readonly RowOf<T>[] } {
  const { replica } = useApp();
  const rows = new LiveQuery<string, readonly RowOf<T>[]>((id) =>
    replica.rows(table, id, { search: '', filters: {}, sort: { by: 'name', descending: false }, page: 1, size: 1 }),
  );
  $effect(() => rows.want(environment()));
  $effect(() => {
    const id = environment();
    return replica.on('changed', (changed) => changed.place === id && rows.again());
  });
  return {
    get list() {
      return rows.result ?? [];
    },
  };
}
