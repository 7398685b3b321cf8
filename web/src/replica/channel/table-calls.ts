/** The questions about tables, as they travel: a channel carries any table, and its ends know which one was asked. */
import type { DetailOf, Page, PageQuery, RowOf, TableName, TableQueries } from '../client.ts';
import type { IntegrationTableName } from '../integration-rows.ts';

export interface TableCalls {
  page(table: TableName, place: string, query: PageQuery): Promise<Page<RowOf<TableName>>>;
  ids(table: TableName, place: string, query: PageQuery): Promise<readonly string[]>;
  rows(table: TableName, place: string, query: PageQuery): Promise<readonly RowOf<TableName>[]>;
  peek(table: IntegrationTableName, place: string, query: PageQuery): Promise<Page<RowOf<IntegrationTableName>> | null>;
  look(environment: string): Promise<void>;
  detail(table: TableName, place: string, id: string): Promise<DetailOf<TableName> | null>;
}

/** The calls with their types: an answer is of the table that was asked. */
export const tableQueries = (calls: TableCalls): TableQueries => ({
  page: <T extends TableName>(table: T, place: string, query: PageQuery) => calls.page(table, place, query) as Promise<Page<RowOf<T>>>,
  ids: (table, place, query) => calls.ids(table, place, query),
  rows: <T extends TableName>(table: T, place: string, query: PageQuery) => calls.rows(table, place, query) as Promise<readonly RowOf<T>[]>,
  peek: <T extends IntegrationTableName>(table: T, place: string, query: PageQuery) => calls.peek(table, place, query) as Promise<Page<RowOf<T>> | null>,
  look: (environment) => calls.look(environment),
  detail: <T extends TableName>(table: T, place: string, id: string) => calls.detail(table, place, id) as Promise<DetailOf<T> | null>,
});
