/** The live counts of an environment, for the navigation and the choices of filters. */
import { createContext } from 'svelte';
import type { Replica } from '$replica/client.ts';
import type { Overview } from '$replica/environment-rows.ts';
import { LiveQuery } from '$lib/table/live-query.svelte.ts';

export class OverviewState {
  readonly #query: LiveQuery<string, Overview>;

  /** Made while a component is: asks anew when the environment changes, or what is in it. */
  constructor(replica: Replica, environment: () => string | null) {
    this.#query = new LiveQuery((id) => replica.overview(id));
    $effect(() => {
      const id = environment();
      if (id === null) return;
      this.#query.want(id);
      return replica.on('changed', (changed) => changed.place === id && this.#query.again());
    });
  }

  get value(): Overview | null {
    return this.#query.result;
  }
}

export const [useOverview, provideOverview] = createContext<OverviewState>();
