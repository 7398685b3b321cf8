/** What became of edits is never silent: it is told to a page that listens, now or when there is one. */
import type { EditEvent } from '../client.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { unlessStorage } from '../storage/deadline.ts';
import type { Tabs } from './tabs.ts';
import type { Unsaved } from './unsaved.ts';

export class Verdicts {
  readonly #outbox: Outbox;
  readonly #unsaved: Unsaved;
  readonly #tabs: Tabs;

  constructor(outbox: Outbox, unsaved: Unsaved, tabs: Tabs) {
    this.#outbox = outbox;
    this.#unsaved = unsaved;
    this.#tabs = tabs;
  }

  /** A round of the sender is over. */
  async answered(events: readonly EditEvent[]): Promise<void> {
    // What has its verdict is no longer on its way, and was not 'on this device' in between.
    await this.#unsaved.reload().catch(unlessStorage);
    this.#unsaved.onTheirWay([]);
    for (const value of events) if (value.kind === 'saved') this.#tabs.tell({ name: 'edit', value });
    await this.deliver();
  }

  /** What was lost or refused and no page has heard goes to those that listen; after that it is forgotten. */
  async deliver(): Promise<void> {
    if (![...this.#tabs].some(({ hears }) => hears)) return;
    const untold = (await this.#outbox.untold().catch(unlessStorage)) ?? [];
    for (const value of untold) this.#tabs.tell({ name: 'edit', value }, ({ hears }) => hears);
    if (untold.length > 0) await this.#outbox.told(untold.map(({ edit }) => edit)).catch(unlessStorage);
  }
}
