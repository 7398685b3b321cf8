/** The document of an environment, or a scoped one, with its index as it is stored and the tables over it. */
import type { Known } from '../channel/document-channel.ts';
import type { DetailOf, RowOf } from '../client.ts';
import type { EnvironmentIndex } from '../index/environment-index.ts';
import { createEnvironmentIndex, restoreEnvironmentIndex } from '../index/environment-index.ts';
import type { TableView } from '../index/indexed-table.ts';
import type { LazyName, LazyTables } from '../index/lazy-tables.ts';
import { built } from './built.ts';
import { DocumentView } from './document-view.ts';
import { IndexKeeper } from './index-keeper.ts';
import { rehearse } from './rehearsal.ts';
import { storedIndex, type Stored, type StoredWorld } from './stored-index.ts';

export type EnvironmentTable = LazyName | 'users';

export interface EnvironmentWorld extends StoredWorld {
  readonly locale: string;
}

export class EnvironmentView extends DocumentView<EnvironmentIndex> {
  readonly #environment: string;
  /** Those that are built when they are asked for. */
  #tables: Promise<LazyTables> | null = null;

  private constructor(document: string, environment: string, world: EnvironmentWorld, index: EnvironmentIndex, stored: Stored<EnvironmentIndex> | null) {
    const keeper = new IndexKeeper({ store: world.store, document, snapshot: () => index.snapshot(), stored: world.indexStored }, stored);
    super(document, index, world, { keeper, known: stored?.known ?? null });
    this.#environment = environment;
  }

  /** With what is stored of the index, so that rows show before the document is there. */
  static async open(document: string, environment: string, world: EnvironmentWorld): Promise<EnvironmentView> {
    const options = { locale: world.locale };
    const stored = await storedIndex(document, world, (snapshot) => restoreEnvironmentIndex(snapshot, options));
    return new EnvironmentView(document, environment, world, stored?.index ?? createEnvironmentIndex(options), stored);
  }

  override end(known: Known): void {
    super.end(known);
    void rehearse(this.index.users, () => this.closed);
  }

  async table(name: EnvironmentTable): Promise<TableView<RowOf<EnvironmentTable>, DetailOf<EnvironmentTable>>> {
    if (name === 'users') return this.index.users;
    this.#tables ??= import('../index/lazy-tables.ts').then(({ lazyTables }) => lazyTables(this.index, this.#environment));
    return built((await this.#tables)[name]);
  }
}
