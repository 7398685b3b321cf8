/** One environment as it is shown: its index, how far its document is, and what is stored of the index. */
import type { Change } from '@latchkey/shared/document/records';
import type { Kind } from '@latchkey/shared/domain/kinds';
import type { DocumentProgress, Known } from '../channel/document-channel.ts';
import type { DetailOf, RowOf } from '../client.ts';
import type { EnvironmentIndex } from '../index/environment-index.ts';
import { createEnvironmentIndex, restoreEnvironmentIndex } from '../index/environment-index.ts';
import type { TableView } from '../index/indexed-table.ts';
import type { LazyName, LazyTables } from '../index/lazy-tables.ts';
import type { RecordOverlay } from '../outbox/overlay.ts';
import { IndexKeeper } from './index-keeper.ts';
import type { IndexStore } from './index-store.ts';

type BaseName = LazyName | 'users';

export interface EnvironmentWorld {
  readonly store: IndexStore;
  readonly locale: string;
  /** Rows have changed. */
  readonly changed: (environment: string) => void;
  /** The index could not be stored, or (null) is again. */
  readonly indexStored: (error: unknown) => void;
}

export class EnvironmentView {
  readonly id: string;
  readonly index: EnvironmentIndex;
  readonly #world: EnvironmentWorld;
  readonly #keeper: IndexKeeper;
  #overlay: ReadonlyMap<string, RecordOverlay> = new Map();
  #known: Known | null;
  /** What the document holds while its records are still on their way to the index. */
  #held: Known | null = null;
  /** Of the tables that are built when they are asked for. */
  #tables: Promise<LazyTables> | null = null;
  progress: DocumentProgress;

  private constructor(id: string, world: EnvironmentWorld, index: EnvironmentIndex, known: Known | null, rows: number | null) {
    this.id = id;
    this.index = index;
    this.#world = world;
    this.#known = known;
    this.progress = { kind: known === null ? 'absent' : 'stale' };
    this.#keeper = new IndexKeeper({ store: world.store, environment: id, snapshot: () => index.snapshot(), stored: world.indexStored }, rows);
  }

  /** With what is stored of the index, so that rows show before the document is there. */
  static async open(id: string, world: EnvironmentWorld): Promise<EnvironmentView> {
    const options = { locale: world.locale };
    const stored = await world.store.load(id).catch((error: unknown) => {
      world.indexStored(error);
      return null;
    });
    const index = stored === null ? null : restoreEnvironmentIndex(stored.snapshot, options);
    if (stored === null || index === null) return new EnvironmentView(id, world, createEnvironmentIndex(options), null, null);
    index.apply(stored.journal);
    return new EnvironmentView(id, world, index, stored.known, stored.rows);
  }

  /** The version that the rows show; null until the document has been here once. */
  get known(): Known | null {
    return this.#known;
  }

  /** The version that an edit of what is shown has seen; null while the document is not on this device. */
  get seen(): Known | null {
    return this.#known ?? this.#held;
  }

  /** A table, built where it was not yet: in slices, so that whatever else is asked does not wait for it. */
  async table(name: BaseName): Promise<TableView<RowOf<BaseName>, DetailOf<BaseName>>> {
    if (name === 'users') return this.index.users;
    this.#tables ??= import('../index/lazy-tables.ts').then(({ lazyTables }) => lazyTables(this.index, this.id));
    const { [name]: table } = await this.#tables;
    while (!table.build()) await new Promise((resolve) => setTimeout(resolve));
    return table;
  }

  begin(held: Known | null): void {
    this.#held = held;
    this.index.beginReconcile();
  }

  batch(changes: readonly Change[]): void {
    this.index.apply(changes);
    this.#world.changed(this.id);
  }

  end(known: Known): void {
    this.index.endReconcile();
    this.#known = known;
    this.#keeper.whole(known);
    this.#world.changed(this.id);
  }

  live(changes: readonly Change[], known: Known): void {
    this.index.apply(changes);
    this.#known = known;
    this.#keeper.changed(changes, known);
    if (changes.length > 0) this.#world.changed(this.id);
  }

  /** Shows these unsaved edits and no others. */
  show(overlay: ReadonlyMap<string, RecordOverlay>): void {
    if (overlay.size === 0 && this.#overlay.size === 0) return;
    for (const [key, { kind, id }] of this.#overlay) if (!overlay.has(key)) this.index.overlay(kind, id, [], null);
    for (const { kind, id, elements, state } of overlay.values()) this.index.overlay(kind, id, elements, state);
    this.#overlay = overlay;
    this.#world.changed(this.id);
  }

  /** The record with this device's edits, or null where it is not known; `removed` by an edit included. */
  shown(kind: Kind, id: string): { readonly record: Readonly<Record<string, unknown>>; readonly removed: boolean } | null {
    const found = this.index.record(kind, id);
    return found === undefined ? null : { record: found.effective, removed: found.removed };
  }

  close(): Promise<void> {
    return this.#keeper.close();
  }

  discard(): Promise<void> {
    return this.#keeper.discard();
  }
}
