/** Asking for edits, and saying what becomes of them. */
import { SvelteMap } from 'svelte/reactivity';
import type { EditRequest, Kept, Replica } from '$replica/client.ts';
import { wakeForOutbox } from './wake.ts';
import type { Toasts } from './toasts.svelte.ts';
import type { Trouble } from './trouble.ts';
import type { Troubles } from './troubles.svelte.ts';

/** How long 'saved' stands beside what was edited. */
const SAVED_MS = 5_000;

/** What a request is about: the record it names. */
export const subjectId = ({ args }: EditRequest): string => {
  const named = naming.find((argument) => typeof args[argument] === 'string');
  return named === undefined ? '' : String(args[named]);
};

/** The arguments that name the record; of several the first. */
const naming = ['user', 'activation', 'connection', 'account', 'appTeam', 'view', 'invitation', 'team', 'member', 'run', 'integration'];

export class Edits {
  readonly #replica: Replica;
  readonly #toasts: Toasts;
  readonly #troubles: Troubles;
  /** Edit → the record it is about, until the server's verdict. */
  readonly #waiting = new Map<string, { readonly subject: string; readonly environment: string }>();
  readonly #saved = new SvelteMap<string, number>();
  /** Threads of this visit that were not undone, the last one last. */
  #done: readonly string[] = [];
  /** What was asked for last, until it is kept or is not. */
  #latest: Promise<unknown> = Promise.resolve();
  #persistAsked = false;
  /** How many actions were taken back. */
  undone = $state(0);
  /** How many are being written to this device: from the moment they are asked for nothing is called up to date. */
  keeping = $state(0);

  constructor(replica: Replica, toasts: Toasts, troubles: Troubles) {
    this.#replica = replica;
    this.#toasts = toasts;
    this.#troubles = troubles;
    replica.on('edit', (event) => {
      const made = this.#waiting.get(event.edit);
      this.#waiting.delete(event.edit);
      if (troubles.tell(event, made?.environment ?? '')) return;
      if (made !== undefined) this.#saySaved(made.subject);
    });
  }

  /** Whether an edit of this record was saved a moment ago. */
  justSaved(record: string): boolean {
    return this.#saved.has(record);
  }

  /**
   * Asks for edits as one thread. Says `said`, with Undo, once all are durably on this device (OUT-1); says so
   * where they could not be kept, and returns null.
   */
  async make(environment: string, requests: readonly EditRequest[], said: string): Promise<Kept | null> {
    const kept = await this.asking(this.#keep(environment, requests, () => this.#replica.edit(environment, requests)));
    if (kept === null) return null;
    this.#done = [...this.#done, kept.thread];
    this.#toasts.show(said, { label: 'Undo', run: () => void this.undo(environment, kept.thread) });
    this.#askToPersist();
    return kept;
  }

  /** Something is asked for, or has to be looked up first: whoever takes the latest action back takes back this one. */
  asking<T>(asked: Promise<T>): Promise<T> {
    this.#latest = asked;
    return asked;
  }

  async undo(environment: string, thread: string): Promise<void> {
    this.#done = this.#done.filter((done) => done !== thread);
    const kept = await this.#keep(environment, [], () => this.#replica.undo(thread));
    if (kept === null) return;
    this.undone++;
    this.#toasts.show(kept.said);
  }

  /** Takes the latest action of this visit back, then the one before it. */
  async undoLast(environment: string): Promise<void> {
    await this.#latest;
    const last = this.#done.at(-1);
    if (last !== undefined) await this.undo(environment, last);
  }

  /** Asks again for what did not stand: now knowing what does, it wins. */
  async again(trouble: Trouble, environment: string, said: string): Promise<void> {
    if ((await this.make(trouble.environment || environment, [trouble.request], said)) !== null) await this.#troubles.dismiss(trouble);
  }

  async #keep<K extends Kept>(environment: string, requests: readonly EditRequest[], ask: () => Promise<K>): Promise<K | null> {
    const asked = Math.max(1, requests.length);
    this.keeping += asked;
    try {
      const kept = await ask();
      kept.edits.forEach((edit, at) => {
        const request = requests[at];
        this.#waiting.set(edit, { subject: request === undefined ? '' : subjectId(request), environment });
      });
      wakeForOutbox();
      return kept;
    } catch (why) {
      this.#toasts.show(`Not kept: ${why instanceof Error ? why.message : String(why)}`);
      return null;
    } finally {
      this.keeping -= asked;
    }
  }

  #saySaved(subject: string): void {
    const turn = (this.#saved.get(subject) ?? 0) + 1;
    this.#saved.set(subject, turn);
    setTimeout(() => this.#saved.get(subject) === turn && this.#saved.delete(subject), SAVED_MS);
  }

  /** Browsers grant it more readily to those who do something; asked once in a visit. */
  #askToPersist(): void {
    if (this.#persistAsked) return;
    this.#persistAsked = true;
    this.#replica.persist().catch((why: unknown) => console.warn('The browser was not asked to keep the data.', why));
  }
}
