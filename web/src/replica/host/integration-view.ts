/** One integration as its pages show it: the tables over its own documents and the one that has what they refer to. */
import type { DetailOf, RowOf } from '../client.ts';
import type { LazyView } from '../index/lazy-table.ts';
import type { IntegrationDocuments, IntegrationPlace, integrationTables } from '../index/integration-tables.ts';
import type { IntegrationTableName } from '../integration-rows.ts';
import { built } from './built.ts';

type Tables = ReturnType<typeof integrationTables>;

export class IntegrationView {
  readonly #documents: IntegrationDocuments;
  readonly #place: IntegrationPlace;
  #tables: Promise<Tables> | null = null;

  constructor(documents: IntegrationDocuments, place: IntegrationPlace) {
    this.#documents = documents;
    this.#place = place;
  }

  async table(name: IntegrationTableName): Promise<LazyView<RowOf<IntegrationTableName>, DetailOf<IntegrationTableName>>> {
    this.#tables ??= import('../index/integration-tables.ts').then((module) => module.integrationTables(this.#documents, this.#place));
    return built((await this.#tables).views[name]);
  }

  /** It is no longer looked at: changes of the documents do not reach it any more. */
  close(): void {
    void this.#tables?.then(({ end }) => end());
  }
}
