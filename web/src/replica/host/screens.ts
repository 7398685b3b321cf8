/** What the tabs have on screen: it is open, they are told of it, and others of who looks at it. */
import { readDocumentName } from '@latchkey/shared/document/placement';
import type { Session } from '@latchkey/shared/protocol/http';
import { unlessStorage } from '../storage/deadline.ts';
import { Announcer } from './announcer.ts';
import type { Library } from './library.ts';
import type { Places } from './places.ts';
import { documentsAt, environmentAt } from './readable.ts';
import { syncState, type SyncFacts } from './sync-state.ts';
import type { TabClient, Tabs } from './tabs.ts';

export interface ScreensWorld {
  readonly tabs: Tabs;
  readonly library: Library;
  readonly places: Places;
  readonly session: () => Session;
  readonly facts: () => Omit<SyncFacts, 'progress'>;
}

export class Screens {
  readonly #world: ScreensWorld;
  readonly #announcer: Announcer;

  constructor(world: ScreensWorld) {
    this.#world = world;
    this.#announcer = new Announcer((place) => world.tabs.tell({ name: 'changed', value: { place } }));
  }

  /** @throws with a sentence where the place is not one of this user's */
  async open(tab: TabClient, place: string): Promise<void> {
    const { library, places } = this.#world;
    const before = tab.place;
    tab.place = place;
    tab.behind = this.#staysBehind(tab.behind, before, place);
    await places.show(place);
    this.claimed(place);
    if (before === null || before === place) return;
    this.claimed(before);
    await places.left((document) => this.shows(document)).catch(unlessStorage);
    // By now another place may be on screen, which has been told who is there.
    if (tab.place === place && library.opened(before) === null) tab.link.tell('event', { name: 'presence', value: [] });
  }

  /** Whether a tab shows the document, or may soon again. */
  shows(document: string): boolean {
    const session = this.#world.session();
    return [...this.#world.tabs].some(({ place, behind }) => [place, behind].some((one) => one !== null && documentsAt(session, one).includes(document)));
  }

  /** The document has changed: every place that shows something of it is told. */
  changed(document: string): void {
    const session = this.#world.session();
    const places = [...this.#world.tabs].flatMap(({ place }) => (place === null ? [] : [place, environmentAt(session, place)?.environment ?? place]));
    for (const place of new Set(places)) if (documentsAt(session, place).includes(document)) this.#announcer.changed(place);
  }

  /** A place is no longer what it was as a whole. */
  renewed(place: string): void {
    this.#announcer.changed(place);
  }

  /** Other documents may be read now: those that the tabs show something of are opened. */
  async renew(): Promise<void> {
    const session = this.#world.session();
    const places = [...this.#world.tabs].flatMap(({ place }) => (place === null || environmentAt(session, place) === null ? [] : [place]));
    for (const place of new Set(places)) {
      await this.#world.places.show(place);
      this.renewed(place);
    }
    this.tellSync();
  }

  claimed(place: string | null): void {
    if (place !== null) this.#world.library.claim(place, this.#world.tabs.claimFor(place));
  }

  looked(): void {
    for (const { place } of this.#world.tabs) this.claimed(place);
  }

  tellSync(): void {
    for (const tab of this.#world.tabs) this.tellSyncTo(tab);
  }

  tellSyncTo(tab: TabClient): void {
    const value = syncState({ ...this.#world.facts(), progress: tab.place === null ? null : this.#world.places.progress(tab.place) });
    const text = JSON.stringify(value);
    if (tab.sync === text) return;
    tab.sync = text;
    tab.link.tell('event', { name: 'sync', value });
  }

  close(): void {
    this.#announcer.close();
  }

  /** Who comes from an integration's pages to those of its environment often goes back: that integration stays open. */
  #staysBehind(behind: string | null, before: string | null, place: string): string | null {
    if (readDocumentName(place).kind !== 'environment') return null;
    const session = this.#world.session();
    const last = before !== null && readDocumentName(before).kind !== 'environment' ? before : behind;
    return last !== null && environmentAt(session, last)?.environment === place ? last : null;
  }
}
