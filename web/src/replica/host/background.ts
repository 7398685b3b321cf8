/** Documents that nobody looks at are brought up to date too, one after another, so that they are there offline. */
import type { DocumentProgress } from '../channel/document-channel.ts';

/** Each is looked at again after this long, in milliseconds. */
const AGAIN = 10 * 60_000;

/** What is on screen has so long for itself, in milliseconds, so that a phone's first moments go into that … */
const FIRST_REST = 4_000;
/** … and whoever looks is not to notice what comes after. */
const REST = 50;

export interface BackgroundWorld {
  readonly now: () => number;
  /** Resolves after so many milliseconds. */
  readonly rest: (length: number) => Promise<void>;
  /** All that may be read, the most needed first. */
  readonly documents: () => readonly string[];
  readonly onScreen: (document: string) => boolean;
  /** Brings a document that is not on screen up to date. @returns whether it now is */
  readonly bring: (document: string) => Promise<boolean>;
  /** What {@link Background.here} says may have changed. */
  readonly counted: () => void;
}

export class Background {
  readonly #world: BackgroundWorld;
  /** When each was last up to date. */
  readonly #seen = new Map<string, number>();
  /** Those that are on this device, whether up to date or not. */
  readonly #stored = new Set<string>();
  /** Those on screen that are up to date now. */
  readonly #current = new Set<string>();
  #queue: string[] = [];
  #running = false;
  #closed = false;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(world: BackgroundWorld) {
    this.#world = world;
  }

  /** How many of all documents are on this device. */
  get here(): { readonly here: number; readonly of: number } {
    const documents = this.#world.documents();
    return { here: documents.filter((document) => this.#stored.has(document)).length, of: documents.length };
  }

  stored(documents: readonly string[]): void {
    for (const document of documents) this.#stored.add(document);
    this.#world.counted();
  }

  /** It has left the device. */
  removed(document: string): void {
    this.#stored.delete(document);
    this.#current.delete(document);
    this.#seen.delete(document);
  }

  /** What is on screen comes first: nothing is begun before something of it is up to date. */
  progressed(document: string, progress: DocumentProgress['kind']): void {
    if (progress !== 'current') return void this.#current.delete(document);
    this.#current.add(document);
    this.#upToDate(document);
    if (this.#world.onScreen(document)) void this.#run();
  }

  /** What was missed while there was no network is not known. */
  online(): void {
    this.#seen.clear();
    this.refresh();
  }

  /** Whenever another place is on screen, other documents may be read, or one may have changed. */
  refresh(): void {
    clearTimeout(this.#again);
    if (this.#closed) return;
    this.#again = setTimeout(() => this.refresh(), AGAIN);
    const { documents, onScreen, now } = this.#world;
    const due = now() - AGAIN;
    this.#queue = documents().filter((one) => !onScreen(one) && (this.#seen.get(one) ?? -Infinity) <= due);
    if ([...this.#current].some(onScreen)) void this.#run();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#again);
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    const { rest, onScreen, bring } = this.#world;
    await rest(FIRST_REST);
    for (let next = this.#queue.shift(); next !== undefined && !this.#closed; next = this.#queue.shift()) {
      if (onScreen(next)) continue;
      if (await bring(next)) this.#upToDate(next);
      await rest(REST);
    }
    this.#running = false;
  }

  #upToDate(document: string): void {
    this.#seen.set(document, this.#world.now());
    if (this.#stored.has(document)) return;
    this.#stored.add(document);
    this.#world.counted();
  }
}
