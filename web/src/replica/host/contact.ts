/** Keeps in touch with the server: runs the contact machine, and does what it asks. */
import { initialContact, isFinal, stepContact, type ContactEvent, type ContactState, type Final } from '../account/contact-machine.ts';
import { PulseLoop } from '../account/pulse.ts';
import { refusalFor, type Refusal } from '../account/refusal.ts';
import { fetchSession } from '../account/session.ts';
import { silentDaysOf } from '@latchkey/shared/domain/workspace';
import type { Session } from '@latchkey/shared/protocol/http';
import type { Contact } from '../storage/user-schema.ts';

/** The time of contact is stored this often, in milliseconds: it is for counting days. */
const KEEP_EVERY = 60_000;

const DAY = 24 * 60 * 60 * 1000;
const held = ({ rights, workspaces }: Session) => ({ rights, silence: silentDaysOf(workspaces) * DAY });

export interface ContactWorld {
  readonly user: string;
  /** Under which what is kept here was got. */
  readonly signIn: () => string;
  readonly fetch: typeof fetch;
  readonly now: () => number;
  readonly wanted: () => boolean;
  readonly online: (online: boolean) => void;
  /** What {@link ServerContact.kind} says has changed. */
  readonly changed: () => void;
  readonly session: (session: Session) => void;
  /** This user is no longer shown. */
  readonly left: (why: Final['kind']) => void;
  readonly keep: (contact: Contact) => void;
}

export class ServerContact {
  readonly #world: ContactWorld;
  readonly #pulse: PulseLoop;
  #state: ContactState;
  #offset: number;
  #kept = 0;

  constructor(world: ContactWorld, last: Contact | null, session: Session) {
    this.#world = world;
    const now = world.now();
    this.#state = initialContact({ last: last?.at ?? now, ...held(session) }, now);
    this.#offset = last?.offset ?? 0;
    this.#pulse = new PulseLoop({ ...world, heard: (event) => this.on(event), clock: (offset) => (this.#offset = offset) });
  }

  get kind(): ContactState['kind'] {
    return this.#state.kind;
  }

  /** Milliseconds since 1970 on the server's clock, as this device estimates it. */
  serverNow(): number {
    return this.#world.now() + this.#offset;
  }

  /** The server has just told this session. */
  told(session: Session): void {
    this.on({ kind: 'session', at: this.#world.now(), ...held(session) });
  }

  ask(): void {
    void this.#pulse.ask();
  }

  on(event: ContactEvent): void {
    const before = this.#state.kind;
    const [state, effects] = stepContact(this.#state, event);
    this.#state = state;
    const world = this.#world;
    if (state.kind === 'online' && state.last - this.#kept > KEEP_EVERY) {
      this.#kept = state.last;
      world.keep({ at: state.last, offset: this.#offset });
    }
    for (const effect of effects) {
      if (effect === 'pulse') this.ask();
      else if (effect === 'fetch-session') void this.#session();
      else if (effect === 'went-online') world.online(true);
      else if (effect === 'went-offline') world.online(false);
      else if (isFinal(state)) world.left(state.kind);
    }
    if (state.kind !== before) world.changed();
  }

  refused(refusal: Refusal): void {
    this.on({ kind: refusalFor(this.#world.user, refusal) });
  }

  close(): void {
    this.#pulse.close();
  }

  async #session(): Promise<void> {
    const answer = await fetchSession(this.#world.fetch, this.#world.signIn());
    if (answer.kind === 'session') this.#world.session(answer.session);
    else if (answer.kind !== 'unreachable') this.refused(answer);
    // Unreachable: the next pulse says again that the rights have changed.
  }
}
