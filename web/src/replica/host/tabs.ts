/** The tabs that this leader serves: what each has on screen, and how it is told. */
import type { PresenceClaim } from '@latchkey/shared/protocol/presence';
import type { EventMessage, HostCalls, TabCalls } from '../channel/tab-channel.ts';
import { openLink, type Link, type Port } from '../channel/link.ts';

export interface TabClient {
  readonly link: Link<TabCalls>;
  /** What it has on screen, and an integration that it has come from. */
  place: string | null;
  behind: string | null;
  visible: boolean;
  /** Its page listens for edit events. */
  hears: boolean;
  claim: PresenceClaim | null;
  /** The sync state that it was last told, as JSON. */
  sync: string | null;
}

export class Tabs {
  readonly #tabs = new Map<string, TabClient>();

  /** @param answer makes the methods for one tab */
  add(id: string, port: Port, answer: (tab: () => TabClient) => HostCalls): void {
    const state = { place: null, behind: null, visible: false, hears: false, claim: null, sync: null };
    const tab: TabClient = Object.assign(state, { link: openLink<HostCalls, TabCalls>(port, answer(() => tab)) });
    this.#tabs.set(id, tab);
  }

  has(id: string): boolean {
    return this.#tabs.has(id);
  }

  remove(id: string): void {
    this.#tabs.get(id)?.link.close('this tab has gone');
    this.#tabs.delete(id);
  }

  [Symbol.iterator](): IterableIterator<TabClient> {
    return this.#tabs.values();
  }

  tell(message: EventMessage, to: (tab: TabClient) => boolean = () => true): void {
    for (const tab of this.#tabs.values()) if (to(tab)) tab.link.tell('event', message);
  }

  /** The last that was claimed for a place by a tab that somebody looks at. */
  claimFor(place: string): PresenceClaim | null {
    return [...this.#tabs.values()].findLast((tab) => tab.place === place && tab.visible)?.claim ?? null;
  }
}
