/** One table of every integration of the environment on screen, read one after another from what is on this device (QUERY-7). */
import { untrack } from 'svelte';
import { integrationDocument } from '@latchkey/shared/document/placement';
import { useOverview } from '$lib/shell/overview.svelte.ts';
import { useApp, type App } from '$lib/state/app.svelte.ts';
import { LiveQuery } from '$lib/table/live-query.svelte.ts';
import type { Page, PageQuery, RowOf } from '$replica/client.ts';
import type { IntegrationLink } from '$replica/environment-rows.ts';
import type { IntegrationTableName } from '$replica/integration-rows.ts';

/** Rows of one integration; what is asked for leaves few. */
const MOST = 20;
/** What was not here is looked for again each time that so many more documents have come. */
const MORE = 10;

interface Round<T extends IntegrationTableName> {
  readonly filters: PageQuery['filters'];
  readonly integrations: readonly IntegrationLink[];
  /** By integration: what there is. */
  readonly found: Map<string, Page<RowOf<T>>>;
  going: boolean;
}

export class InEachIntegration<T extends IntegrationTableName> {
  /** Those in which something is found, in the order of their names. */
  list = $state.raw<readonly { readonly integration: IntegrationLink; readonly found: Page<RowOf<T>> }[]>([]);
  /** How many there are, have been looked for, and are not on this device. */
  of = $state(0);
  read = $state(0);
  missing = $state(0);
  readonly #rounds: LiveQuery<Round<T>, null>;

  /** Made while a component is: reads anew when something else is asked. @param by a column to sort by @param filters null: nothing is asked */
  constructor(table: T, by: string, filters: () => PageQuery['filters'] | null) {
    const app: App = useApp();
    const overview = useOverview();
    const integrations = $derived((overview.value?.integrations ?? []).map(({ id, record: { name, connector } }) => ({ id, name, connector })));
    /** The counts beside them change often. */
    const named = $derived(JSON.stringify(integrations));
    const arrived = $derived.by(() => {
      const { here, of } = app.sync.documents;
      return here === of ? -1 : Math.floor(here / MORE);
    });
    this.#rounds = new LiveQuery(async (round) => {
      for (const [at, { id }] of round.integrations.entries()) {
        if (!round.going) break;
        const query = { search: '', filters: round.filters, sort: { by, descending: false }, page: 1, size: MOST };
        const found = round.found.get(id) ?? (await app.replica.peek(table, integrationDocument(id), query));
        if (found !== null) round.found.set(id, found);
        this.#show(round, at + 1);
      }
      return null;
    });
    $effect(() => {
      void named;
      const asked = filters();
      if (asked === null) {
        this.list = [];
        return;
      }
      const round: Round<T> = { filters: asked, integrations: untrack(() => integrations), found: new Map(), going: true };
      untrack(() => {
        this.read = 0;
        this.#rounds.want(round);
      });
      return () => {
        round.going = false;
      };
    });
    $effect(() => {
      void arrived;
      untrack(() => this.missing > 0 && this.#rounds.again());
    });
  }

  /** Why it went no further. */
  get error(): string | null {
    return this.#rounds.error;
  }

  #show({ integrations, found, going }: Round<T>, read: number): void {
    if (!going) return;
    this.of = integrations.length;
    this.read = Math.max(this.read, read);
    this.missing = this.read - found.size;
    this.list = integrations.flatMap((integration) => {
      const there = found.get(integration.id);
      return there === undefined || there.count === 0 ? [] : [{ integration, found: there }];
    });
  }
}
