/** What is asked at a place, answered from the documents that it shows: tables, counts, how far they are, and edits. */
import { readDocumentName, runsDocument, integrationDocument } from '@latchkey/shared/document/placement';
import type { Session } from '@latchkey/shared/protocol/http';
import type { DocumentProgress } from '../channel/document-channel.ts';
import type { DetailOf, Page, PageQuery, RowOf, TableName } from '../client.ts';
import type { Overview, SavedView } from '../environment-rows.ts';
import { byName } from '../index/by-name.ts';
import { IndexedRecords } from '../index/document-index.ts';
import type { TableView } from '../index/indexed-table.ts';
import { savedViews } from '../index/saved-views.ts';
import { isOfIntegration, type IntegrationTableName } from '../integration-rows.ts';
import type { RecordOverlay } from '../outbox/overlay.ts';
import type { DocumentView } from './document-view.ts';
import type { EnvironmentView } from './environment-view.ts';
import { IntegrationView } from './integration-view.ts';
import type { Library } from './library.ts';
import { overviewOfAll } from './overview-of-all.ts';
import type { Peeks } from './peeks.ts';
import { baseOf, basesOf, documentsAt, environmentAt, readableEnvironments, type ReadableEnvironment } from './readable.ts';

/** A document that is not up to date by then is left for the next time; in milliseconds. */
const PATIENCE = 5 * 60_000;

export interface PlacesWorld {
  readonly library: Library;
  readonly session: () => Session;
  /** The unsaved edits of a document. */
  readonly unsaved: (document: string) => ReadonlyMap<string, RecordOverlay>;
  readonly collator: Intl.Collator;
  /** Milliseconds since 1970, on the server's clock as far as it is known. */
  readonly now: () => number;
  /** What was peeked into is no longer so. */
  readonly stirred: (place: string) => void;
}

export class Places {
  readonly #world: PlacesWorld;
  /** By place. */
  readonly #integrations = new Map<string, Promise<IntegrationView>>();
  #peeks: Peeks | null = null;

  constructor(world: PlacesWorld) {
    this.#world = world;
  }

  /** @throws with a sentence where the place is not one of this user's, or has no such table */
  async table(place: string, name: TableName): Promise<TableView<RowOf<TableName>, DetailOf<TableName>>> {
    if (isOfIntegration(name)) return (await this.integration(place)).table(name);
    return (await this.base(place)).table(name);
  }

  /** Resolves once all that a place shows is here: before, no count of it would be exact (QUERY-2). */
  async whole(place: string): Promise<void> {
    const { environment } = this.#readable(place);
    const views = await Promise.all(documentsAt(this.#world.session(), place).map((document) => this.open(document, environment)));
    await Promise.all(views.map((view) => view.whole()));
  }

  /** A page of an integration that nobody has to look at. Null where that is not on this device. */
  async peek(table: IntegrationTableName, place: string, query: PageQuery): Promise<Page<RowOf<IntegrationTableName>> | null> {
    const readable = this.#readable(place);
    const { Peeks } = await import('./peeks.ts');
    this.#peeks ??= new Peeks(this.#world, this);
    return this.#peeks.page(readable, table, place, query);
  }

  /** What is on this device of a document, or its unsaved edits, have changed: whoever peeked into it is told (QUERY-7). */
  changed(document: string): void {
    this.#peeks?.changed(document);
  }

  close(): void {
    this.#peeks?.close();
  }

  /** What has the records that a place is about. @throws with a sentence where it is not one of this user's */
  base(place: string): Promise<EnvironmentView> {
    const readable = this.#readable(place);
    const { kind, id } = readDocumentName(place);
    const document = kind === 'environment' ? place : baseOf(readable, id);
    if (!readable.documents.includes(document)) throw new Error('You may read single integrations of this environment only.');
    return this.#world.library.environment(document, readable.environment);
  }

  async overview(environment: string): Promise<Overview> {
    const readable = this.#readable(environment);
    const { library, collator } = this.#world;
    const bases = await Promise.all(basesOf(readable).map((document) => library.environment(document, environment)));
    await Promise.all(bases.map((base) => base.whole()));
    return overviewOfAll(bases.map(({ index }) => index.overview()), collator);
  }

  /** Opens what a place shows. @throws with a sentence where it is not one of this user's */
  async show(place: string): Promise<void> {
    const readable = this.#readable(place);
    await Promise.all(documentsAt(this.#world.session(), place).map((document) => this.open(document, readable.environment)));
  }

  /** Opens one document of an environment. */
  open(document: string, environment: string): Promise<DocumentView> {
    const { library } = this.#world;
    return isBase(document) ? library.environment(document, environment) : library.records(document);
  }

  /** How far what a place shows is on this device: as far as the document that is furthest behind. */
  progress(place: string): DocumentProgress | null {
    const all = documentsAt(this.#world.session(), place).map((document) => this.#world.library.opened(document)?.progress ?? null);
    return all.length === 0 || all.includes(null) ? null : furthestBehind(all.filter((progress) => progress !== null));
  }

  /** Brings a document that nobody looks at up to date on this device, its stored index too. @returns whether it now is */
  async bring(document: string, onScreen: (document: string) => boolean): Promise<boolean> {
    const { library, session } = this.#world;
    if (!isBase(document)) {
      const { current, changed } = await library.refresh(document);
      if (changed) this.changed(document);
      return current;
    }
    const readable = readableEnvironments(session()).find(({ documents }) => documents.includes(document));
    if (readable === undefined) return false;
    const isCurrent = await (await library.environment(document, readable.environment)).current(PATIENCE);
    if (!onScreen(document)) await library.close(document);
    return isCurrent;
  }

  /** Saved views: those of the environment, and the member's own there. */
  async views(environment: string): Promise<readonly SavedView[]> {
    const { library, collator } = this.#world;
    const { documents, own } = this.#readable(environment);
    const shared = documents.includes(environment) ? savedViews((await this.base(environment)).index.records, environment) : [];
    return [...shared, ...library.own(own).views(environment)].sort((a, b) => byName(collator, a, b));
  }

  /** Closes the documents that nobody looks at any more, so that they take no memory. */
  async left(onScreen: (document: string) => boolean): Promise<void> {
    const { library, session } = this.#world;
    for (const place of this.#integrations.keys()) if (!documentsAt(session(), place).every(onScreen)) this.#forget(place);
    for (const document of library.open) if (!onScreen(document)) await library.close(document);
  }

  /** What may be read has changed: what is made of several documents is made anew. */
  renew(): void {
    for (const place of [...this.#integrations.keys()]) this.#forget(place);
  }

  #forget(place: string): void {
    const view = this.#integrations.get(place);
    this.#integrations.delete(place);
    void view?.then((opened) => opened.close(), () => undefined /* whoever asked was told */);
  }

  /** The tables of an integration whose documents are open, or are opened for it. */
  integration(place: string): Promise<IntegrationView> {
    let view = this.#integrations.get(place);
    if (view === undefined) {
      view = this.#made(place);
      this.#integrations.set(place, view);
      view.catch(() => this.#integrations.delete(place));
    }
    return view;
  }

  async #made(place: string): Promise<IntegrationView> {
    const { kind, id } = readDocumentName(place);
    if (kind !== 'integration') throw new Error('This table is asked of an integration.');
    const { library, collator, now } = this.#world;
    const { environment, documents } = this.#readable(place);
    const runs = runsDocument(id);
    const base = await this.base(place);
    const of = {
      base: base.index,
      own: (await library.records(integrationDocument(id))).index,
      runs: documents.includes(runs) ? (await library.records(runs)).index : new IndexedRecords(),
      invitations: documents.includes(environment) ? 'base' : 'own',
    } as const;
    return new IntegrationView(of, { environment, integration: id, collator, now });
  }

  #readable(place: string): ReadableEnvironment {
    const readable = environmentAt(this.#world.session(), place);
    if (readable === null) throw new Error('You have no access to this environment.');
    return readable;
  }
}

/** Whether other documents refer to what is in this one, and its index is stored. */
export function isBase(document: string): boolean {
  const { kind } = readDocumentName(document);
  return kind === 'environment' || kind === 'scoped';
}

const order: readonly DocumentProgress['kind'][] = ['arriving', 'absent', 'opening', 'stale', 'current'];

function furthestBehind(all: readonly DocumentProgress[]): DocumentProgress | null {
  return all.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))[0] ?? null;
}
