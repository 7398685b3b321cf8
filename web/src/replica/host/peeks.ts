/**
 * Pages of integrations whose documents are not open: each is made of what is stored, with its unsaved edits, and
 * forgotten. Whoever peeked is told once when what they saw is no longer so, and has to peek again to be told again:
 * however much changes, what nobody looks at is not looked up (QUERY-7).
 */
import { integrationDocument, readDocumentName } from '@latchkey/shared/document/placement';
import type { Change } from '@latchkey/shared/document/records';
import type { Page, PageQuery, RowOf } from '../client.ts';
import { IndexedRecords } from '../index/document-index.ts';
import type { EnvironmentIndex } from '../index/environment-index.ts';
import type { IntegrationTableName } from '../integration-rows.ts';
import { IntegrationView } from './integration-view.ts';
import type { Places, PlacesWorld } from './places.ts';
import type { ReadableEnvironment } from './readable.ts';

/** The longest that a timer waits, in milliseconds (HTML, 8.7 Timers). */
const LONGEST = 2 ** 31 - 1;

type Timer = ReturnType<typeof setTimeout>;

export class Peeks {
  readonly #world: PlacesWorld;
  readonly #places: Pick<Places, 'base' | 'integration'>;
  /** What was peeked into and has not changed since, and when it does so by itself. */
  readonly #seen = new Map<string, Timer | undefined>();
  readonly #watched = new WeakSet<EnvironmentIndex>();

  constructor(world: PlacesWorld, places: Pick<Places, 'base' | 'integration'>) {
    this.#world = world;
    this.#places = places;
  }

  /** @returns null where it is not on this device */
  async page(readable: ReadableEnvironment, table: IntegrationTableName, place: string, query: PageQuery): Promise<Page<RowOf<IntegrationTableName>> | null> {
    // What changes while it is being read is told as well.
    if (!this.#seen.has(place)) this.#seen.set(place, undefined);
    const { library } = this.#world;
    const opened = (library.opened(place)?.known ?? null) !== null;
    const changes = opened ? null : await library.read(place);
    if (!opened && changes === null) return null;
    const base = (await this.#places.base(place)).index;
    this.#watch(base);
    const view = changes === null ? await this.#places.integration(place) : this.#viewOf(readable, place, base, changes);
    const asked = await view.table(table);
    const page = asked.page(query);
    this.#until(place, asked.until());
    if (changes !== null) view.close();
    return page;
  }

  /** A document, or its unsaved edits, are no longer what they were. */
  changed(document: string): void {
    if (!this.#seen.has(document)) return;
    clearTimeout(this.#seen.get(document));
    this.#seen.delete(document);
    this.#world.stirred(document);
  }

  #viewOf({ environment, documents }: ReadableEnvironment, place: string, base: EnvironmentIndex, changes: readonly Change[]): IntegrationView {
    const { unsaved, collator, now } = this.#world;
    const [own, runs] = [new IndexedRecords(), new IndexedRecords()];
    own.apply(changes);
    for (const { kind, id, elements, state } of unsaved(place).values()) own.overlay(kind, id, elements, state);
    const invitations = documents.includes(environment) ? 'base' : 'own';
    return new IntegrationView({ base, own, runs, invitations }, { environment, integration: readDocumentName(place).id, collator, now });
  }

  /** What members and teams are called is left out: it is of every integration, and nobody peeks for it. */
  #watch(base: EnvironmentIndex): void {
    if (this.#watched.has(base)) return;
    this.#watched.add(base);
    base.watch((kind, at) => kind === 'integration' && this.changed(integrationDocument(base.records.of(kind).ids.text(at))));
  }

  /** @param at milliseconds since 1970; Infinity: never */
  #until(place: string, at: number): void {
    if (!this.#seen.has(place) || at === Infinity) return;
    clearTimeout(this.#seen.get(place));
    this.#seen.set(place, setTimeout(() => this.changed(place), Math.min(at - this.#world.now(), LONGEST)));
  }

  close(): void {
    for (const timer of this.#seen.values()) clearTimeout(timer);
    this.#seen.clear();
  }
}
