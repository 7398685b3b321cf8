/**
 * One table of every integration of the environment on screen, read one after another from what is on this device. From
 * then on only what has changed is read again, while somebody looks (QUERY-7).
 */
import { untrack } from 'svelte';
import { integrationDocument, readDocumentName } from '@latchkey/shared/document/placement';
import { useOverview } from '$lib/shell/overview.svelte.ts';
import { useApp, type App } from '$lib/state/app.svelte.ts';
import { useHere } from '$lib/state/place.svelte.ts';
import { LiveQuery } from '$lib/table/live-query.svelte.ts';
import type { Page, PageQuery, RowOf } from '$replica/client.ts';
import type { IntegrationLink } from '$replica/environment-rows.ts';
import type { IntegrationTableName } from '$replica/integration-rows.ts';

/** Rows of one integration; what is asked for leaves few. */
const MOST = 20;
/** The server is asked this often which of them have changed, in milliseconds: they are not followed (SYNC-10). */
const LOOK = 5_000;
/** Changes that come within this many milliseconds are looked up together. */
const GATHER = 200;

interface Round<T extends IntegrationTableName> {
  readonly filters: PageQuery['filters'];
  /** By place: what there is; null where it is not on this device. */
  readonly found: Map<string, Page<RowOf<T>> | null>;
  /** Those of which that is no longer so. */
  readonly stale: Set<string>;
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
    const here = useHere();
    const overview = useOverview();
    const integrations = $derived((overview.value?.integrations ?? []).map(({ id, record: { name, connector } }) => ({ id, name, connector })));
    /** The counts beside them change often. */
    const named = $derived(JSON.stringify(integrations));
    this.#rounds = new LiveQuery(async (round) => {
      const { found, stale } = round;
      if (!round.going) return null;
      const all = integrations;
      const query = { search: '', filters: round.filters, sort: { by, descending: false }, page: 1, size: MOST };
      this.#show(round, all);
      for (const { id } of all) {
        const place = integrationDocument(id);
        if (found.has(place) && !stale.has(place)) continue;
        if (!round.going || document.hidden) break;
        // It may change again while it is read.
        stale.delete(place);
        const page = app.replica.peek(table, place, query);
        page.catch(() => stale.add(place));
        found.set(place, await page);
        this.#show(round, all);
      }
      return null;
    });
    $effect(() => {
      const asked = filters();
      if (asked === null) {
        this.list = [];
        return;
      }
      const round: Round<T> = { filters: asked, found: new Map(), stale: new Set(), going: true };
      untrack(() => this.#rounds.want(round));
      const stop = this.#follow(app, round);
      return () => {
        round.going = false;
        stop();
      };
    });
    /** The environment of which is shown what its integrations have. */
    const looked = $derived(filters() === null ? null : (here.environment?.id ?? null));
    const looks = new LiveQuery((environment: string) => app.replica.look(environment));
    $effect(() => {
      const environment = looked;
      if (environment === null) return;
      const timer = setInterval(() => document.hidden || looks.want(environment), LOOK);
      return () => clearInterval(timer);
    });
    $effect(() => {
      void named;
      untrack(() => this.#rounds.again());
    });
  }

  /** Why it went no further. */
  get error(): string | null {
    return this.#rounds.error;
  }

  /** @returns what ends it */
  #follow({ replica }: App, { found, stale }: Round<T>): () => void {
    let gathering: ReturnType<typeof setTimeout> | undefined;
    const again = (): void => {
      gathering ??= setTimeout(() => {
        gathering = undefined;
        this.#rounds.again();
      }, GATHER);
    };
    const stop = replica.on('changed', ({ place }) => {
      if (place !== null && readDocumentName(place).kind !== 'integration') return;
      for (const one of place === null ? found.keys() : [place]) stale.add(one);
      again();
    });
    document.addEventListener('visibilitychange', again);
    return () => {
      clearTimeout(gathering);
      stop();
      document.removeEventListener('visibilitychange', again);
    };
  }

  #show({ found, going }: Round<T>, integrations: readonly IntegrationLink[]): void {
    if (!going) return;
    const there = integrations.flatMap((integration) => {
      const page = found.get(integrationDocument(integration.id));
      return page === undefined ? [] : [{ integration, found: page }];
    });
    this.of = integrations.length;
    this.read = there.length;
    this.missing = there.filter((one) => one.found === null).length;
    this.list = there.flatMap(({ integration, found: page }) => (page === null || page.count === 0 ? [] : [{ integration, found: page }]));
  }
}
