/** The integration that a page is about. */
import { createContext } from 'svelte';
import { integrationDocument } from '@latchkey/shared/document/placement';
import { connectorOf } from '$lib/connectors/names.ts';
import type { Environment } from '$lib/state/app.svelte.ts';
import { LiveQuery } from '$lib/table/live-query.svelte.ts';
import type { Replica } from '$replica/client.ts';
import type { IntegrationDetail } from '$replica/environment-rows.ts';

export class IntegrationState {
  readonly environment: Environment;
  readonly id: string;
  /** What its tables are asked of. */
  readonly place: string;
  readonly #query: LiveQuery<string, { readonly detail: IntegrationDetail | null }>;

  /** Made while a component is: asks anew whenever something of it changes. */
  constructor(replica: Replica, environment: Environment, id: string) {
    this.environment = environment;
    this.id = id;
    this.place = integrationDocument(id);
    this.#query = new LiveQuery(async (asked) => ({ detail: await replica.detail('integrations', this.place, asked) }));
    this.#query.want(id);
    $effect(() => replica.on('changed', ({ place }) => place === this.place && this.#query.again()));
  }

  /** Null: there is none, or it is not here yet. */
  get detail(): IntegrationDetail | null {
    return this.#query.result?.detail ?? null;
  }

  /** Why it can not be shown. */
  get error(): string | null {
    return this.#query.error;
  }

  /** The app, as people call it. */
  get app(): string {
    return connectorOf(this.detail?.record.connector ?? '').name;
  }
}

export const [useIntegration, provideIntegration] = createContext<IntegrationState>();
