/** The views that were saved of one table: shared with the environment, or this person's own. */
import { useApp, type Environment } from '$lib/state/app.svelte.ts';
import type { SavedView } from '$replica/environment-rows.ts';
import { LiveQuery } from './live-query.svelte.ts';

export class SavedViews {
  readonly #answer: LiveQuery<string, readonly SavedView[]>;
  readonly #screen: string;

  /** Made while a component is. @param screen the table's name, with the integration that it is of */
  constructor(environment: Environment, screen: string) {
    const { replica } = useApp();
    this.#screen = screen;
    this.#answer = new LiveQuery((id) => replica.views(id));
    $effect(() => {
      this.#answer.want(environment.id);
      const stops = [replica.on('changed', (changed) => changed.place === environment.id && this.#answer.again()), replica.on('notices', () => this.#answer.again())];
      return () => stops.forEach((stop) => stop());
    });
  }

  readonly list = $derived.by(() => (this.#answer.result ?? []).filter(({ screen }) => screen === this.#screen));
}
