/** The outbox as this tab shows it: what is in it, what is on its way, and the overlay it makes for each document. */
import type { EditRequest } from '../client.ts';
import type { Outbox, OutboxEntry } from '../outbox/outbox.ts';
import type { effectOf, Membership } from '../outbox/effect.ts';
import { droppable, overlayOf, type Effect, type RecordOverlay } from '../outbox/overlay.ts';

export interface UnsavedWorld {
  readonly outbox: Outbox;
  /** The version of a document on this device; null where it is not there (yet). */
  readonly versionOf: (document: string) => number | null;
  /** The session's member in the workspace of a document. */
  readonly membershipFor: (document: string) => Membership | null;
  /** Shows the overlay of a document. */
  readonly show: (document: string, overlay: ReadonlyMap<string, RecordOverlay>) => void;
  /** How many wait or are on their way has changed. */
  readonly counted: () => void;
}

export class Unsaved {
  readonly #world: UnsavedWorld;
  #entries: readonly OutboxEntry[] = [];
  #effectOf: typeof effectOf | null = null;
  #sending: ReadonlySet<string> = new Set();
  /** An edit never changes, and reading one takes a while where there are thousands. */
  readonly #effects = new Map<string, Effect | null>();

  constructor(world: UnsavedWorld) {
    this.#world = world;
  }

  get waiting(): number {
    return this.#entries.reduce((sum, { state }) => (state === 'settled' ? sum : sum + 1), 0);
  }

  get sending(): number {
    return this.#entries.reduce((sum, { state, edit }) => (state !== 'settled' && this.#sending.has(edit.id) ? sum + 1 : sum), 0);
  }

  requests(): readonly EditRequest[] {
    return this.#entries.flatMap(({ state, edit }) => (state === 'settled' ? [] : [{ name: edit.name, args: edit.args }]));
  }

  /** Reads the outbox anew: a batch was answered, here or by the service worker. */
  async reload(): Promise<void> {
    if (!(await this.#world.outbox.empty())) await this.#learn();
    const before = this.documents;
    this.#entries = await this.#world.outbox.entries();
    const ids = new Set(this.#entries.map(({ edit }) => edit.id));
    for (const id of this.#effects.keys()) if (!ids.has(id)) this.#effects.delete(id);
    for (const document of new Set([...before, ...this.documents])) this.refresh(document);
    this.#world.counted();
  }

  async kept(entries: readonly OutboxEntry[]): Promise<void> {
    await this.#learn();
    const known = new Set(this.#entries.map(({ sequence }) => sequence));
    this.#entries = [...this.#entries, ...entries.filter(({ sequence }) => !known.has(sequence))];
    this.#refreshAll(entries);
  }

  withdrawn(edits: ReadonlySet<string>): void {
    const gone = this.#entries.filter(({ edit }) => edits.has(edit.id));
    this.#entries = this.#entries.filter(({ edit }) => !edits.has(edit.id));
    this.#refreshAll(gone);
  }

  onTheirWay(edits: readonly string[]): void {
    const concerned = new Set([...this.#sending, ...edits]);
    this.#sending = new Set(edits);
    this.#refreshAll(this.#entries.filter(({ edit }) => concerned.has(edit.id)));
  }

  /** Shows the overlay of a document as it now is, and drops what the document itself shows by now (OUT-3). */
  refresh(document: string): void {
    const version = this.#world.versionOf(document);
    const shown = droppable(this.#entries, document, version);
    if (shown.length > 0) {
      const gone = new Set(shown.map(({ sequence }) => sequence));
      this.#entries = this.#entries.filter(({ sequence }) => !gone.has(sequence));
      // Should it fail, the rows are dropped the next time: the store has said so.
      this.#world.outbox.drop([...gone]).catch(() => undefined);
    }
    this.#world.show(document, this.of(document));
  }

  /** The overlay of a document. */
  of(document: string): ReadonlyMap<string, RecordOverlay> {
    return overlayOf(this.#entries, document, this.#sending, (entry) => this.#effect(entry));
  }

  /** Those with edits that are unsaved, or do not show yet. */
  get documents(): ReadonlySet<string> {
    return new Set(this.#entries.map(({ edit }) => edit.document));
  }

  /** Edits are read only where there are any: a start without them does not wait for that. */
  async #learn(): Promise<void> {
    this.#effectOf ??= (await import('../outbox/effect.ts')).effectOf;
  }

  #refreshAll(entries: readonly OutboxEntry[]): void {
    for (const document of new Set(entries.map(({ edit }) => edit.document))) this.refresh(document);
    this.#world.counted();
  }

  #effect(entry: OutboxEntry): Effect | null {
    const known = this.#effects.get(entry.edit.id);
    if (known !== undefined) return known;
    if (this.#effectOf === null) return null;
    const effect = this.#effectOf(entry, this.#world.membershipFor(entry.edit.document));
    this.#effects.set(entry.edit.id, effect);
    return effect;
  }
}
