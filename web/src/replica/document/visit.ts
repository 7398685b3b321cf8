/** Bringing a document up to date that nobody looks at: asked about first, and fetched only where it has changed. */
import { openLink } from '../channel/link.ts';
import type { DocumentListener, Refreshed } from '../channel/document-channel.ts';
import { localPorts } from '../tab/local-ports.ts';
import { askStanding } from './download.ts';
import { FollowedDocument, type DocumentWorld } from './followed-document.ts';

/** One that is not up to date by then is left for the next time; in milliseconds. */
const PATIENCE = 60_000;

export class Visit {
  readonly done: Promise<Refreshed>;
  readonly #abort = new AbortController();

  constructor(world: DocumentWorld, document: string) {
    this.done = this.#pay(world, document);
  }

  /** Resolves once nothing of it is open any more. */
  async close(): Promise<void> {
    this.#abort.abort();
    await this.done;
  }

  async #pay(world: DocumentWorld, document: string): Promise<Refreshed> {
    const { registry, listener, fetch, origin } = world;
    const stored = await registry.stored(document);
    if (stored?.version === undefined) return this.#follow(world, document);
    const standing = await askStanding(fetch, origin, document, stored.epoch, this.#abort.signal);
    switch (standing.kind) {
      case 'same':
        return standing.version === stored.version ? { current: true, changed: false } : this.#follow(world, document);
      case 'new-epoch':
        return this.#follow(world, document);
      case 'gone':
        await registry.remove(document);
        listener.tell('gone', document);
        break;
      case 'signed-out':
        listener.tell('pulse');
        break;
      case 'later':
    }
    return { current: false, changed: false };
  }

  /** Follows it until it is up to date. */
  async #follow(world: DocumentWorld, document: string): Promise<Refreshed> {
    const { signal } = this.#abort;
    if (signal.aborted) return { current: false, changed: false };
    const [ours, theirs] = localPorts();
    const { listener } = world;
    let followed: FollowedDocument | null = null;
    const isCurrent = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), PATIENCE);
      const end = (current: boolean): void => {
        clearTimeout(timer);
        resolve(current);
      };
      signal.addEventListener('abort', () => end(false), { once: true });
      // Its records are for the index of those that are on screen.
      const ignored = (): void => undefined;
      openLink<DocumentListener, Record<never, never>>(theirs, {
        ...{ begin: ignored, batch: ignored, end: ignored, live: ignored, presence: ignored },
        progress: (_, { kind }) => kind === 'current' && end(true),
        gone: (one) => {
          listener.tell('gone', one);
          end(false);
        },
        pulse: () => listener.tell('pulse'),
        storageFailing: (message) => listener.tell('storageFailing', message),
      });
      followed = new FollowedDocument({ ...world, listener: openLink<Record<never, never>, DocumentListener>(ours, {}) }, document, null, true);
    });
    await (followed as FollowedDocument | null)?.close();
    return { current: isCurrent, changed: true };
  }
}
