/** Asks the server how things are: regularly while somebody looks or edits wait, and when there is a reason. */
import { Pulse, SIGN_IN_HEADER } from '@latchkey/shared/protocol/http';
import * as v from 'valibot';
import { PULSE_DEADLINE, PULSE_EVERY, type ContactEvent } from './contact-machine.ts';
import { refusalFor, refusalOf } from './refusal.ts';

export interface PulseWorld {
  /** Whom it is asked for. */
  readonly user: string;
  /** Under which what is kept for them was got. */
  readonly signIn: () => string;
  readonly fetch: typeof fetch;
  readonly now: () => number;
  /** Whether the regular pulse is wanted: nobody looks at a hidden tab. */
  readonly wanted: () => boolean;
  readonly heard: (event: ContactEvent) => void;
  /** How far the server's clock is ahead of this device's, in milliseconds. */
  readonly clock: (offset: number) => void;
}

export class PulseLoop {
  readonly #world: PulseWorld;
  readonly #timer: ReturnType<typeof setInterval>;
  #asking = false;
  #closed = false;

  constructor(world: PulseWorld) {
    this.#world = world;
    this.#timer = setInterval(() => {
      if (world.wanted()) world.heard({ kind: 'tick', at: world.now() });
    }, PULSE_EVERY);
  }

  /** One pulse, unless one is under way. */
  async ask(): Promise<void> {
    if (this.#asking || this.#closed) return;
    this.#asking = true;
    const event = await this.#pulse();
    this.#asking = false;
    if (!this.#closed) this.#world.heard(event);
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#timer);
  }

  async #pulse(): Promise<ContactEvent> {
    const { user, signIn, fetch, now } = this.#world;
    const sent = now();
    try {
      const response = await fetch('/api/pulse', { headers: { [SIGN_IN_HEADER]: signIn() }, cache: 'no-store', redirect: 'error', signal: AbortSignal.timeout(PULSE_DEADLINE) });
      const body: unknown = await response.json();
      const at = now();
      const refusal = refusalOf(response, body);
      if (refusal !== null) return { kind: refusalFor(user, refusal) };
      const pulse = v.safeParse(Pulse, body);
      if (!response.ok || !pulse.success) return { kind: 'unanswered', at }; // a captive portal says 200 too (CASE-50)
      this.#world.clock(pulse.output.now - (sent + at) / 2);
      return { kind: 'answered', at, rights: pulse.output.rights };
    } catch {
      return { kind: 'unanswered', at: now() }; // fetch does not tell one silence from another
    }
  }
}
