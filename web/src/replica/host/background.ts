/** Environments that nobody looks at are brought up to date too, one after another, so that they are there offline. */
import type { DocumentProgress } from '../channel/document-channel.ts';

/** Each is looked at again after this long, in milliseconds. */
const AGAIN = 10 * 60_000;
/** A document that is not up to date by then is left for the next time. */
const PATIENCE = 5 * 60_000;

export interface BackgroundWorld {
  readonly now: () => number;
  readonly environments: () => readonly string[];
  readonly onScreen: (environment: string) => boolean;
  readonly open: (environment: string) => Promise<unknown>;
  readonly close: (environment: string) => Promise<void>;
}

export class Background {
  readonly #world: BackgroundWorld;
  readonly #progress = new Map<string, DocumentProgress['kind']>();
  /** When each was last up to date. */
  readonly #seen = new Map<string, number>();
  #queue: string[] = [];
  #running = false;
  #closed = false;
  #again: ReturnType<typeof setTimeout> | undefined;
  #arrived: ((environment: string) => void) | null = null;

  constructor(world: BackgroundWorld) {
    this.#world = world;
  }

  /** What is on screen comes first: nothing is begun before that is up to date. */
  progressed(document: string, progress: DocumentProgress['kind']): void {
    this.#progress.set(document, progress);
    if (progress !== 'current') return;
    this.#seen.set(document, this.#world.now());
    this.#arrived?.(document);
    if (this.#world.onScreen(document)) void this.#run();
  }

  /** What was missed while there was no network is not known. */
  online(): void {
    this.#seen.clear();
    this.refresh();
  }

  /** Whenever another environment is on screen, or one may be again. */
  refresh(): void {
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.refresh(), AGAIN);
    const { environments, onScreen, now } = this.#world;
    const due = now() - AGAIN;
    this.#queue = environments().filter((one) => !onScreen(one) && (this.#seen.get(one) ?? -Infinity) <= due);
    if (environments().some((one) => onScreen(one) && this.#progress.get(one) === 'current')) void this.#run();
  }

  /** Nobody looks at it any more: it is no longer followed, so that it takes no memory. */
  async left(environment: string): Promise<void> {
    if (this.#closed || this.#world.onScreen(environment)) return;
    this.#progress.delete(environment);
    await this.#world.close(environment);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#again);
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    for (let next = this.#queue.shift(); next !== undefined && !this.#closed; next = this.#queue.shift()) {
      const environment = next;
      if (this.#world.onScreen(environment)) continue;
      const here = new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, PATIENCE);
        this.#arrived = (arrived) => {
          if (arrived !== environment) return;
          clearTimeout(timer);
          resolve();
        };
      });
      await this.#world.open(environment);
      await here;
      await this.left(environment);
    }
    this.#running = false;
  }
}
