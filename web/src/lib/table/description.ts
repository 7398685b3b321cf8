/**
 * What a screen's table is: columns, filters, views and actions, as data. The components beside this file draw
 * any of them; a new screen is a new description.
 */
import type { Component } from 'svelte';

/** What is asked for, all of it from the address: see `address.ts`. */
export interface TableQuery {
  readonly search: string;
  /** Parameter → the values chosen; a parameter with none is absent. */
  readonly filters: Readonly<Record<string, readonly string[]>>;
  readonly sort: Sort;
  /** From 1. */
  readonly page: number;
  readonly size: number;
}

export interface Sort {
  readonly by: string;
  readonly descending: boolean;
}

export interface TableResult<Row> {
  readonly rows: readonly Row[];
  /** How many match, and how many there are; exact. */
  readonly count: number;
  readonly total: number;
  /** The page that was given: the last, where the one asked for is past the end. */
  readonly page: number;
  /** Column → value → how many that choice would leave; none is left out. */
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export interface Source<Row> {
  readonly page: (query: TableQuery) => Promise<TableResult<Row>>;
  /** Ids of all that match, in order. */
  readonly ids: (query: TableQuery) => Promise<readonly string[]>;
  /** All rows that match, in order. */
  readonly rows: (query: TableQuery) => Promise<readonly Row[]>;
  /** Tells whenever the answers may have changed. @returns a function that ends it */
  readonly watch: (changed: () => void) => () => void;
}

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly sortable: boolean;
  /** A CSS width; `auto` shares what is left. */
  readonly width: string;
  /** How the cell looks; plain text where it is null. */
  readonly cell: Component<{ row: Row }> | null;
  /** What the cell says, and what an export writes. */
  readonly text: (row: Row) => string;
  /** What an export writes instead: bare numbers, and nothing for none (FILE-3). Null: the column is not written, as it says nothing. */
  readonly exported?: ((row: Row) => string) | null;
  /** Stays while a sheet takes half of the page. */
  readonly key: boolean;
}

export interface FilterChoice {
  readonly value: string;
  readonly label: string;
  /** A connector whose mark stands beside it. */
  readonly connector: string | null;
}

export type Filter =
  | {
      readonly kind: 'choices';
      readonly column: string;
      readonly param: string;
      readonly label: string;
      readonly multiple: boolean;
      /** @param counts value → how many it would leave, for choices that are what there is */
      readonly choices: (counts: Readonly<Record<string, number>>) => readonly FilterChoice[];
    }
  /** Days `YYYY-MM-DD`, inclusive, in the viewer's zone. */
  | { readonly kind: 'days'; readonly column: string; readonly from: string; readonly to: string; readonly label: string }
  /** Words that occur in the column. */
  | { readonly kind: 'words'; readonly column: string; readonly param: string; readonly label: string };

/** A choice that is only its words. */
export const plainChoice = (value: string, label: string): FilterChoice => ({ value, label, connector: null });

/** Whatever there is, as choices by the names themselves. */
export const whatThereIs = (counts: Readonly<Record<string, number>>): readonly FilterChoice[] =>
  Object.keys(counts)
    .toSorted((a, b) => a.localeCompare(b))
    .map((name) => plainChoice(name, name));

export interface View {
  readonly name: string;
  readonly filters: TableQuery['filters'];
}

export interface BulkAction {
  readonly label: string;
  readonly tone: 'plain' | 'danger';
  /** Why it may not be done, or null. */
  readonly denied: () => string | null;
  readonly run: (ids: readonly string[]) => Promise<void>;
}

export interface TableDescription<Row> {
  /** Names what is remembered of it. */
  readonly name: string;
  readonly noun: { readonly one: string; readonly many: string };
  readonly searchHint: string;
  /** The parameter that names the row whose sheet is open. */
  readonly rowParam: string;
  readonly columns: readonly Column<Row>[];
  /** The column whose cells open the sheet, where that is neither `name` nor the first. */
  readonly linked?: string;
  readonly card: Component<{ row: Row }>;
  readonly filters: readonly Filter[];
  readonly views: readonly View[];
  readonly sort: Sort;
  readonly source: Source<Row>;
  readonly actions: readonly BulkAction[];
  readonly idOf: (row: Row) => string;
  /** What the row is called. */
  readonly nameOf: (row: Row) => string;
}

export const pageSizes = [20, 50, 100] as const;
