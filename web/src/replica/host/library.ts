/** The documents of this device as the leader sees them: those that are open, with their index, and the member's own. */
import { openLink, type Link, type Port } from '../channel/link.ts';
import type { DocumentCalls, DocumentListener, Refreshed } from '../channel/document-channel.ts';
import type { Change } from '@latchkey/shared/document/records';
import type { Presence } from '@latchkey/shared/protocol/presence';
import type { RecordOverlay } from '../outbox/overlay.ts';
import type { IndexedRecords } from '../index/document-index.ts';
import type { DocumentView } from './document-view.ts';
import { EnvironmentView, type EnvironmentWorld } from './environment-view.ts';
import { OwnDocument } from './own-document.ts';
import { openRecords } from './stored-index.ts';

export interface LibraryWorld extends EnvironmentWorld {
  readonly user: string;
  readonly origin: string;
  /** The document on this device has reached another version. */
  readonly advanced: (document: string) => void;
  readonly progressed: (document: string) => void;
  readonly noticed: () => void;
  readonly present: (document: string, present: readonly Presence[]) => void;
  /** The server says that it can not be read, and it has left the device. */
  readonly gone: (document: string) => void;
  readonly pulse: () => void;
  /** A document can not be kept on this device. */
  readonly storageFailing: (message: string) => void;
}

export class Library {
  readonly #world: LibraryWorld;
  readonly #worker: Link<DocumentCalls>;
  readonly #environments = new Map<string, Promise<EnvironmentView>>();
  readonly #records = new Map<string, Promise<DocumentView<IndexedRecords>>>();
  /** Those of them that are open by now. */
  readonly #views = new Map<string, DocumentView>();
  readonly #own = new Map<string, OwnDocument>();
  /** Documents that are being closed or removed, until they are. */
  readonly #going = new Map<string, Promise<void>>();
  #stopped = false;

  constructor(port: Port, world: LibraryWorld) {
    this.#world = world;
    this.#worker = openLink<DocumentListener, DocumentCalls>(port, {
      begin: (document, held) => this.#sink(document)?.begin(held),
      batch: (document, changes) => this.#sink(document)?.batch(changes),
      end: (document, meta) => {
        this.#sink(document)?.end(meta);
        this.#advanced(document);
      },
      live: (document, changes, meta) => {
        this.#sink(document)?.live(changes, meta);
        this.#advanced(document);
      },
      progress: (document, progress) => {
        const view = this.#views.get(document);
        if (view === undefined) return;
        view.progressed(progress);
        world.progressed(document);
      },
      presence: (document, present) => world.present(document, present),
      gone: (document) => world.gone(document),
      pulse: () => world.pulse(),
      storageFailing: (message) => world.storageFailing(message),
    });
    this.#worker.tell('start', world.user, world.origin);
  }

  /** The document of an environment, or a scoped one, opened from what is stored; it is brought up to date from here on. */
  environment(document: string, environment: string): Promise<EnvironmentView> {
    return this.#opening(this.#environments, document, () => EnvironmentView.open(document, environment, this.#world));
  }

  /** A document of an integration, opened from what is stored, as far as it is worth storing. */
  records(document: string): Promise<DocumentView<IndexedRecords>> {
    return this.#opening(this.#records, document, () => openRecords(document, this.#world));
  }

  /** The document where it is open. */
  opened(document: string): DocumentView | null {
    return this.#views.get(document) ?? null;
  }

  /** All that are open, but for the member's own. */
  get open(): readonly string[] {
    return [...this.#environments.keys(), ...this.#records.keys()];
  }

  own(document: string): OwnDocument {
    let own = this.#own.get(document);
    if (own === undefined) {
      own = new OwnDocument();
      this.#own.set(document, own);
      this.#worker.tell('open', document, null);
    }
    return own;
  }

  notices(): ReturnType<OwnDocument['notices']> {
    return [...this.#own.values()].flatMap((own) => own.notices());
  }

  versionOf(document: string): number | null {
    return (this.#views.get(document) ?? this.#own.get(document))?.known?.version ?? null;
  }

  show(document: string, overlay: ReadonlyMap<string, RecordOverlay>): void {
    (this.#views.get(document) ?? this.#own.get(document))?.show(overlay);
    if (this.#own.has(document)) this.#world.noticed();
  }

  link(online: boolean): void {
    this.#worker.tell('link', online);
  }

  claim(document: string, claim: Parameters<DocumentCalls['claim']>[1]): void {
    this.#worker.tell('claim', document, claim);
  }

  /** Brings a document that is not open up to date on this device, without an index of it. */
  refresh(document: string): Promise<Refreshed> {
    return this.#worker.call('refresh', document);
  }

  /** What of a document is on this device, without opening it; null where it is not here. */
  read(document: string): Promise<readonly Change[] | null> {
    return this.#worker.call('read', document);
  }

  /** Stops following a document; it stays on the device. */
  close(id: string): Promise<void> {
    return this.#toTheEnd(id, async () => {
      const view = await this.#forget(id);
      await this.#worker.call('close', id);
      await view?.close();
    });
  }

  /** Takes a document off the device. */
  remove(document: string): Promise<void> {
    return this.#toTheEnd(document, async () => {
      const view = await this.#forget(document);
      this.#own.delete(document);
      await this.#worker.call('remove', document);
      await view?.discard();
      await this.#world.store.remove(document);
    });
  }

  /** Closes everything. `discard`: nothing more is stored, since it is about to be deleted. */
  async stop(discard: boolean): Promise<void> {
    this.#stopped = true;
    if (discard) this.#world.store.abandon();
    const views = [...this.#views.values()];
    this.#environments.clear();
    this.#records.clear();
    this.#views.clear();
    // The worker answers what it was asked before: nobody who waits for that is turned away.
    await Promise.allSettled(this.#going.values());
    await this.#worker.call('stop');
    this.#worker.close('the documents have been closed');
    await Promise.all(views.map((view) => (discard ? view.discard() : view.close())));
    await this.#world.store.close();
  }

  async #toTheEnd(document: string, work: () => Promise<void>): Promise<void> {
    if (this.#stopped) return;
    const done = work();
    this.#going.set(document, done);
    await done.finally(() => this.#going.get(document) === done && this.#going.delete(document));
  }

  #opening<V extends DocumentView>(views: Map<string, Promise<V>>, document: string, open: () => Promise<V>): Promise<V> {
    const known = views.get(document);
    if (known !== undefined) return known;
    const opening = (this.#going.get(document) ?? Promise.resolve()).then(open, open).then((view) => {
      if (views.get(document) !== opening) return view; // it left in the meantime
      this.#views.set(document, view);
      this.#world.advanced(document);
      this.#worker.tell('open', document, view.known);
      return view;
    });
    views.set(document, opening);
    return opening;
  }

  async #forget(document: string): Promise<DocumentView | undefined> {
    const opening = this.#environments.get(document) ?? this.#records.get(document);
    this.#environments.delete(document);
    this.#records.delete(document);
    this.#views.delete(document);
    return opening;
  }

  #sink(document: string): DocumentView | OwnDocument | undefined {
    return this.#views.get(document) ?? this.#own.get(document);
  }

  #advanced(document: string): void {
    this.#world.advanced(document);
    if (this.#own.has(document)) this.#world.noticed();
  }
}

