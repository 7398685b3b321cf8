/** One document as it is shown: the index of its records, how far it is, and the unsaved edits of it. */
import type { Change } from '@latchkey/shared/document/records';
import type { Kind } from '@latchkey/shared/domain/kinds';
import type { DocumentProgress, Known } from '../channel/document-channel.ts';
import type { DocumentIndex } from '../index/document-index.ts';
import type { RecordOverlay } from '../outbox/overlay.ts';
import type { IndexKeeper } from './index-keeper.ts';

export interface ViewWorld {
  /** Rows have changed. */
  readonly changed: (document: string) => void;
}

export class DocumentView<Index extends DocumentIndex = DocumentIndex> {
  readonly id: string;
  readonly index: Index;
  readonly #world: ViewWorld;
  readonly #keeper: IndexKeeper;
  /** By the document whose edits they are. */
  readonly #overlays = new Map<string, ReadonlyMap<string, RecordOverlay>>();
  #known: Known | null;
  /** What the document holds while its records are still on their way to the index. */
  #held: Known | null = null;
  #progress: DocumentProgress;
  readonly #watchers = new Set<() => void>();
  #closed = false;

  constructor(id: string, index: Index, world: ViewWorld, { keeper, known }: { readonly keeper: IndexKeeper; readonly known: Known | null }) {
    this.id = id;
    this.index = index;
    this.#world = world;
    this.#keeper = keeper;
    this.#known = known;
    this.#progress = { kind: this.#known === null ? 'opening' : 'stale' };
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** The version that the rows show; null until the document has been here once. */
  get known(): Known | null {
    return this.#known;
  }

  /** The version that an edit of what is shown has seen; null while the document is not on this device. */
  get seen(): Known | null {
    return this.#known ?? this.#held;
  }

  get progress(): DocumentProgress {
    return this.#progress;
  }

  progressed(progress: DocumentProgress): void {
    this.#progress = progress;
    this.#tell();
  }

  /** Resolves once its records are here, or this one is, or after `patience` milliseconds. */
  here(patience: number, kind: Kind, id: string): Promise<boolean> {
    return this.#until(() => this.#known !== null || this.shown(kind, id) !== null, patience);
  }

  /** Resolves with whether it is up to date by then. @param patience milliseconds */
  current(patience: number): Promise<boolean> {
    return this.#until(() => this.#progress.kind === 'current', patience);
  }

  /** Resolves once all of it is here, be it up to date or not, or it is closed. */
  async whole(): Promise<void> {
    await this.#until(() => this.#known !== null, null);
  }

  begin(held: Known | null): void {
    this.#held = held;
    this.index.beginReconcile();
  }

  batch(changes: readonly Change[]): void {
    this.index.apply(changes);
    this.#tell();
    this.#world.changed(this.id);
  }

  end(known: Known): void {
    this.index.endReconcile();
    this.#known = known;
    this.#keeper.whole(known);
    this.#tell();
    this.#world.changed(this.id);
  }

  live(changes: readonly Change[], known: Known): void {
    this.index.apply(changes);
    this.#known = known;
    this.#keeper.changed(changes, known);
    if (changes.length > 0) this.#world.changed(this.id);
  }

  /** Shows these unsaved edits and no others of its own, or of another document that has something to do with it. */
  show(overlay: ReadonlyMap<string, RecordOverlay>, of = this.id): void {
    const before = this.#overlays.get(of) ?? new Map<string, RecordOverlay>();
    if (overlay.size === 0 && before.size === 0) return;
    for (const [key, { kind, id }] of before) if (!overlay.has(key)) this.index.overlay(kind, id, [], null);
    for (const { kind, id, elements, state } of overlay.values()) this.index.overlay(kind, id, elements, state);
    this.#overlays.set(of, overlay);
    this.#world.changed(this.id);
  }

  /** The record with this device's edits, or null where it is not known; `removed` by an edit included. */
  shown(kind: Kind, id: string): { readonly record: Readonly<Record<string, unknown>>; readonly removed: boolean } | null {
    const found = this.index.record(kind, id);
    return found === undefined ? null : { record: found.effective, removed: found.removed };
  }

  /** Stores what is outstanding. */
  async close(): Promise<void> {
    this.#end();
    await this.#keeper.close();
  }

  /** Stores nothing more. */
  async discard(): Promise<void> {
    this.#end();
    await this.#keeper.discard();
  }

  #end(): void {
    this.#closed = true;
    this.#tell();
  }

  #tell(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }

  /** @param patience milliseconds; null: however long it takes */
  #until(holds: () => boolean, patience: number | null): Promise<boolean> {
    return new Promise((resolve) => {
      const settle = (): void => {
        clearTimeout(timer);
        this.#watchers.delete(check);
        resolve(holds());
      };
      const check = (): void => {
        if (holds() || this.#closed) settle();
      };
      const timer = patience === null ? undefined : setTimeout(settle, patience);
      this.#watchers.add(check);
      check();
    });
  }
}
