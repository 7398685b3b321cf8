/** Runs the sender's machine: does what it asks and tells it what became of it. */
import type { EditEvent } from '../client.ts';
import { StorageFailed } from '../storage/deadline.ts';
import type { Round } from './send.ts';
import { initialSender, stepSender, type SenderEvent, type SenderState } from './sender-machine.ts';

export interface SenderWorld {
  /** One round, at most `size` edits. */
  readonly round: (size: number) => Promise<Round>;
  readonly now: () => number;
  readonly random: () => number;
  /** A round is over; its verdicts, if any, are stored. */
  readonly told: (events: readonly EditEvent[]) => Promise<void>;
  /** The server should be asked how things are. */
  readonly pulse: () => void;
}

export class Sender {
  #state: SenderState = initialSender;
  #closed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #world: SenderWorld;

  constructor(world: SenderWorld) {
    this.#world = world;
  }

  on(event: SenderEvent): void {
    if (this.#closed) return;
    const [state, effects] = stepSender(this.#state, event);
    this.#state = state;
    clearTimeout(this.#timer);
    if (state.kind === 'waiting') this.#timer = setTimeout(() => this.on({ kind: 'due' }), Math.max(0, state.until - this.#world.now()));
    for (const effect of effects) {
      if (effect.kind === 'send') void this.#send(effect.size);
      else if (effect.kind === 'pulse') this.#world.pulse();
    }
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  async #send(size: number): Promise<void> {
    const round = await this.#world.round(size).catch((error: unknown): Round => {
      // The store has already said that it fails; the batch stays where it is.
      if (error instanceof StorageFailed) return { kind: 'unanswered', failure: { kind: 'busy', retryAfter: null } };
      throw error;
    });
    if (this.#closed) return;
    await this.#world.told(round.kind === 'answered' ? round.events : []);
    this.on(round.kind === 'unanswered' ? { ...round, now: this.#world.now(), chance: this.#world.random() } : { kind: round.kind });
  }
}
