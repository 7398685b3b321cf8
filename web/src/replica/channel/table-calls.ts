/** The questions about tables, as they travel: a channel carries any table, and its ends know which one was asked. */
import type { DetailOf, Page, PageQuery, RowOf, TableName, TableQueries } from '../client.ts';

export interface TableCalls {
  page(table: TableName, environment: string, query: PageQuery): Promise<Page<RowOf<TableName>>>;
  ids(table: TableName, environment: string, query: PageQuery): Promise<readonly string[]>;
  rows(table: TableName, environment: string, query: PageQuery): Promise<readonly RowOf<TableName>[]>;
  detail(table: TableName, environment: string, id: string): Promise<DetailOf<TableName> | null>;
}

/** The calls with their types: an answer is of the table that was asked. */
export const tableQueries = (calls: TableCalls): TableQueries => ({
  page: <T extends TableName>(table: T, environment: string, query: PageQuery) => calls.page(table, environment, query) as Promise<Page<RowOf<T>>>,
  ids: (table, environment, query) => calls.ids(table, environment, query),
  rows: <T extends TableName>(table: T, environment: string, query: PageQuery) => calls.rows(table, environment, query) as Promise<readonly RowOf<T>[]>,
  detail: <T extends TableName>(table: T, environment: string, id: string) => calls.detail(table, environment, id) as Promise<DetailOf<T> | null>,
});
