/** A table as it stands: what is asked, what came, what is chosen. Drawn by the components beside it. */
import { asOneOf, asTexts, Choice } from '$lib/state/choices.svelte.ts';
import { readAddress, sameFilters, writeAddress, type Change, type Reading } from './address.ts';
import { arrange, move, remember } from './arrangement.ts';
import { pageSizes, type TableDescription, type TableQuery, type TableResult } from './description.ts';
import { LiveQuery } from './live-query.svelte.ts';
import { Selection } from './selection.svelte.ts';

/** The address bar, as a table needs it. */
export interface Address {
  readonly params: () => URLSearchParams;
  /** `step`: a step that one can go back from; `amend`: in place; `back`: undoes the step that opened the sheet. */
  readonly go: (params: URLSearchParams, how: 'step' | 'amend' | 'open' | 'close') => void;
}

export class TableState<Row> {
  readonly description: TableDescription<Row>;
  readonly selection = new Selection();
  readonly answer: LiveQuery<TableQuery, TableResult<Row>>;
  readonly #address: Address;
  readonly #size: Choice<number>;
  readonly #columns: Choice<readonly string[]>;

  /** Made while a component is, so that it asks anew whenever the address changes. @param user whose choices are remembered */
  constructor(description: TableDescription<Row>, address: Address, user: string) {
    this.description = description;
    this.#address = address;
    this.#size = new Choice<number>(user, `${description.name}.size`, 20, asOneOf<number>(pageSizes));
    this.#columns = new Choice(user, `${description.name}.columns`, [] as readonly string[], asTexts);
    this.answer = new LiveQuery((query) => description.source.page(query));
    $effect(() => this.answer.want(this.query));
  }

  get #reading(): Reading {
    const { filters, columns, sort } = this.description;
    const sortable = columns.filter((column) => column.sortable).map(({ id }) => id);
    return { filters, sortable, sort, size: this.#size.value };
  }

  readonly query = $derived.by(() => readAddress(this.#address.params(), this.#reading));
  readonly arranged = $derived.by(() => arrange(this.description.columns, this.#columns.value));
  /** The id of the row whose sheet is open. */
  readonly open = $derived.by(() => this.#address.params().get(this.description.rowParam));
  readonly rows = $derived.by(() => this.answer.result?.rows ?? []);
  readonly ids = $derived.by(() => this.rows.map(this.description.idOf));
  readonly filtered = $derived.by(() => this.query.search !== '' || Object.keys(this.query.filters).length > 0);

  /** Whether exactly these filters are set. */
  shows(filters: TableQuery['filters']): boolean {
    return this.query.search === '' && sameFilters(this.query.filters, filters);
  }

  /** Where the address would lead after a change, for links. */
  href(change: Change): string {
    return `?${writeAddress(this.#address.params(), change, this.#reading)}`;
  }

  hrefOf(id: string): string {
    return `?${this.#withRow(id)}`;
  }

  change(change: Change, how: 'step' | 'amend' = 'step'): void {
    if (change.search !== undefined || change.filters !== undefined) this.selection.clear();
    if (change.size !== undefined) this.#size.value = change.size;
    this.#address.go(writeAddress(this.#address.params(), change, this.#reading), how);
  }

  /** Sets one parameter of the filters, leaving the others. */
  filter(values: Readonly<Record<string, readonly string[]>>): void {
    const merged = { ...this.query.filters, ...values };
    this.change({ filters: Object.fromEntries(Object.entries(merged).filter(([, chosen]) => chosen.length > 0)) });
  }

  sortBy(by: string): void {
    const { sort } = this.query;
    this.change({ sort: { by, descending: sort.by === by && !sort.descending } });
  }

  openRow(id: string): void {
    this.#address.go(this.#withRow(id), this.open === null ? 'open' : 'amend');
  }

  closeRow(): void {
    this.#address.go(this.#withRow(null), 'close');
  }

  /** Opens the row `by` places after the open one, where it is on this page. */
  step(by: -1 | 1): void {
    const next = this.ids[this.ids.indexOf(this.open ?? '') + by];
    if (next !== undefined) this.openRow(next);
  }

  async selectAll(): Promise<void> {
    this.selection.set(await this.description.source.ids(this.query), true);
  }

  showColumn(id: string, shown: boolean): void {
    this.#columns.value = remember(this.arranged.map((entry) => (entry.column.id === id ? { ...entry, shown } : entry)));
  }

  moveColumn(at: number, by: -1 | 1): void {
    this.#columns.value = remember(move(this.arranged, at, by));
  }

  #withRow(id: string | null): URLSearchParams {
    const next = new URLSearchParams(this.#address.params());
    if (id === null) next.delete(this.description.rowParam);
    else next.set(this.description.rowParam, id);
    return next;
  }
}
