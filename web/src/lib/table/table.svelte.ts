/** A table as it stands: what is asked, what came, what is chosen. Drawn by the components beside it. */
import { asOneOf, asTexts, Choice } from '$lib/state/choices.svelte.ts';
import { painted } from '$lib/state/painted.ts';
import { readAddress, sameFilters, viewQuery, writeAddress, type Change, type Reading } from './address.ts';
import { arrange, move, remember } from './arrangement.ts';
import { pageSizes, type TableDescription, type TableQuery, type TableResult } from './description.ts';
import { Drawn } from './drawn.svelte.ts';
import { LiveQuery } from './live-query.svelte.ts';
import { Selection } from './selection.svelte.ts';

/** The address bar, as a table needs it. */
export interface Address {
  readonly params: () => URLSearchParams;
  /**
   * Resolves when the address is so. `step`: a step that one can go back from; `amend`: in place; `open`, `row`: opens a sheet,
   * and shows another row in it; `close`: undoes the step that opened it, where nothing else has changed since.
   */
  readonly go: (params: URLSearchParams, how: 'step' | 'amend' | 'open' | 'row' | 'close') => Promise<void>;
}

/**
 * An address is written once its reader has not typed for so long, in milliseconds: each step of the router takes
 * longer than the answer, and Safari refuses more than 100 in 30 s.
 */
const RESTED = 250;

export class TableState<Row> {
  readonly description: TableDescription<Row>;
  readonly selection = new Selection();
  readonly answer: LiveQuery<TableQuery, TableResult<Row>>;
  readonly #address: Address;
  readonly #size: Choice<number>;
  readonly #columns: Choice<readonly string[]>;
  readonly #drawn = new Drawn<Row>();
  /** What the address says, or will once the reader rests from typing. */
  #params: URLSearchParams = $state.raw(new URLSearchParams());
  #typing: ReturnType<typeof setTimeout> | undefined;
  /** Steps that are on their way into the address. */
  #steps = $state(0);
  /** The row whose sheet is on its way out of the address. */
  #closing: string | null = null;

  /** Made while a component is, so that it asks anew whenever the address changes. @param user whose choices are remembered */
  constructor(description: TableDescription<Row>, address: Address, user: string) {
    this.description = description;
    this.#address = address;
    this.#size = new Choice<number>(user, `${description.name}.size`, 20, asOneOf<number>(pageSizes));
    this.#columns = new Choice(user, `${description.name}.columns`, [] as readonly string[], asTexts);
    this.answer = new LiveQuery((query) => description.source.page(query));
    this.#params = address.params();
    $effect.pre(() => {
      const params = address.params();
      if (this.#typing === undefined && this.#steps === 0) this.#params = params;
    });
    $effect(() => {
      this.#drawn.stop();
      this.answer.want(this.query);
    });
    $effect.pre(() => this.#drawn.show(this.answer.result?.rows ?? []));
    // What is chosen is of what is asked: a view, a link or a step back that asks something else begins anew, as a filter does.
    $effect.pre(() => {
      void this.#asked;
      this.selection.clear();
    });
  }

  get #reading(): Reading {
    const { filters, columns, sort } = this.description;
    const sortable = columns.filter((column) => column.sortable).map(({ id }) => id);
    return { filters, sortable, sort, size: this.#size.value };
  }

  readonly query = $derived.by(() => readAddress(this.#params, this.#reading));
  /** What is searched and filtered, to be compared. */
  readonly #asked = $derived.by(() => JSON.stringify([this.query.search, this.query.filters]));
  readonly arranged = $derived.by(() => arrange(this.description.columns, this.#columns.value));
  /** The id of the row whose sheet is open. */
  readonly open = $derived.by(() => this.#params.get(this.description.rowParam));
  readonly ids = $derived.by(() => (this.answer.result?.rows ?? []).map(this.description.idOf));
  /** Whether the rows on screen are not yet those of the answer. */
  get drawing(): boolean {
    return !this.#drawn.whole;
  }
  /** The rows on screen: within a few frames those of the answer. */
  get rows(): readonly Row[] {
    return this.#drawn.rows;
  }
  readonly filtered = $derived.by(() => this.query.search !== '' || Object.keys(this.query.filters).length > 0);

  /** Whether exactly these filters are set. */
  shows(filters: TableQuery['filters']): boolean {
    return this.query.search === '' && sameFilters(this.query.filters, filters);
  }

  /** What a view that is saved now would keep; empty where nothing is searched, filtered or sorted. */
  readonly saved = $derived.by(() => viewQuery(this.query, this.#reading));

  /** Whether exactly these filters are set, and the order is the usual one: there is nothing more to save. */
  keeps(filters: TableQuery['filters']): boolean {
    const { sort, size } = this.#reading;
    return this.saved === viewQuery({ search: '', filters, sort, page: 1, size }, this.#reading);
  }

  /** Where the address would lead after a change, for links. */
  href(change: Change): string {
    return `?${writeAddress(this.#params, change, this.#reading)}`;
  }

  hrefOf(id: string): string {
    return `?${this.#withRow(id)}`;
  }

  change(change: Change, how: 'step' | 'amend' = 'step'): void {
    if (change.size !== undefined) this.#size.value = change.size;
    const params = writeAddress(this.#params, change, this.#reading);
    if (how === 'step') return this.#go(params, how);
    this.#params = params;
    clearTimeout(this.#typing);
    // The router looks at the layout, which is at hand once it is painted.
    const typing = setTimeout(() => void painted().then(() => (typing === this.#typing ? this.#write() : undefined)), RESTED);
    this.#typing = typing;
  }

  /** Sets one parameter of the filters, leaving the others. */
  filter(values: Readonly<Record<string, readonly string[]>>, how: 'step' | 'amend' = 'step'): void {
    const merged = { ...this.query.filters, ...values };
    this.change({ filters: Object.fromEntries(Object.entries(merged).filter(([, chosen]) => chosen.length > 0)) }, how);
  }

  sortBy(by: string): void {
    const { sort } = this.query;
    this.change({ sort: { by, descending: sort.by === by && !sort.descending } });
  }

  openRow(id: string): void {
    this.#closing = null;
    this.#go(this.#withRow(id), this.open === null ? 'open' : 'row');
  }

  closeRow(): void {
    if (this.open === null || this.open === this.#closing) return;
    this.#closing = this.open;
    this.#go(this.#withRow(null), 'close');
  }

  /** Opens the row `by` places after the open one, where it is on this page. */
  step(by: -1 | 1): void {
    const next = this.ids[this.ids.indexOf(this.open ?? '') + by];
    if (next !== undefined) this.openRow(next);
  }

  /** Selects all that match, unless something else is asked by the time they are known. */
  async selectAll(): Promise<void> {
    const { query } = this;
    const ids = await this.description.source.ids(query);
    if (query.search === this.query.search && sameFilters(query.filters, this.query.filters)) this.selection.set(ids, true);
  }

  showColumn(id: string, shown: boolean): void {
    this.#columns.value = remember(this.arranged.map((entry) => (entry.column.id === id ? { ...entry, shown } : entry)));
  }

  moveColumn(at: number, by: -1 | 1): void {
    this.#columns.value = remember(move(this.arranged, at, by));
  }

  /** What was typed goes into the address first: that is where a reader comes back to. */
  #go(params: URLSearchParams, how: Parameters<Address['go']>[1]): void {
    const typed = this.#typing === undefined ? Promise.resolve() : this.#write();
    // Going back takes the browser a moment, and leads to what the address said then.
    if (how !== 'close') this.#params = params;
    void this.#counted(typed.then(() => this.#address.go(params, how)));
  }

  /** The reader goes to another page: what was typed last is not written into its address. */
  leave(): void {
    clearTimeout(this.#typing);
    this.#typing = undefined;
  }

  #write(): Promise<void> {
    clearTimeout(this.#typing);
    this.#typing = undefined;
    return this.#counted(this.#address.go(this.#params, 'amend'));
  }

  async #counted(step: Promise<void>): Promise<void> {
    this.#steps++;
    await step.finally(() => this.#steps--);
  }

  #withRow(id: string | null): URLSearchParams {
    const next = new URLSearchParams(this.#params);
    if (id === null) next.delete(this.description.rowParam);
    else next.set(this.description.rowParam, id);
    return next;
  }
}
