/**
 * Whether the server answers, and whether we are still welcome: a total transition table, time passed in.
 *
 * The bound of CASE-50: a pulse every 2.5 s that is given 2 s means that a link which dies just after a good
 * pulse is called offline 4.5 s later, on the first miss.
 */
import type { Refusal } from './refusal.ts';

export const PULSE_EVERY = 2_500;
export const PULSE_DEADLINE = 2_000;

/** What is known while there is hope: when the server last answered, in milliseconds on this device's clock, … */
interface Known {
  readonly last: number;
  readonly rights: string;
  /** … and how many milliseconds it may be silent before a sign-in is asked for (OUT-10). */
  readonly silence: number;
}

/** Lapsed: silent for too long. */
export interface Final {
  readonly kind: Refusal['kind'] | 'lapsed';
}

export type ContactState =
  /** Connecting: no answer yet, since the start or since the network came back. */
  | ({ readonly kind: 'connecting' | 'online' | 'offline' } & Known)
  /** Why this user is no longer shown. */
  | Final;

export type ContactEvent =
  /** A pulse of our server, whose `rights` changed if they are not those we hold. */
  | { readonly kind: 'answered'; readonly at: number; readonly rights: string }
  /** No answer, too late, or not from our server. */
  | { readonly kind: 'unanswered'; readonly at: number }
  /** The server knows no good sign-in of this user here. */
  | { readonly kind: Refusal['kind'] }
  /** What the browser says of the network; only a hint. */
  | { readonly kind: 'network'; readonly up: boolean }
  | { readonly kind: 'tick'; readonly at: number }
  /** A session was fetched: it carries what holds now. */
  | { readonly kind: 'session'; readonly at: number; readonly rights: string; readonly silence: number };

export type ContactEffect = 'pulse' | 'fetch-session' | 'went-online' | 'went-offline' | 'leave';

type Step = readonly [ContactState, readonly ContactEffect[]];

/** Never throws. */
export function stepContact(state: ContactState, event: ContactEvent): Step {
  if (isFinal(state)) return [state, []];
  switch (event.kind) {
    case 'answered':
      return [
        { ...state, kind: 'online', last: event.at },
        [...wentOnline(state), ...(event.rights === state.rights ? [] : (['fetch-session'] as const))],
      ];
    case 'session':
      return [{ kind: 'online', last: event.at, rights: event.rights, silence: event.silence }, wentOnline(state)];
    case 'ended':
    case 'wiped':
    case 'revoked':
    case 'unrecognised':
      return [{ kind: event.kind }, ['leave']];
    case 'unanswered':
      return lapsed(state, event.at) ?? offline(state);
    case 'network':
      if (!event.up) return offline(state);
      return state.kind === 'offline' ? [{ ...state, kind: 'connecting' }, ['pulse']] : [state, ['pulse']];
    case 'tick':
      return lapsed(state, event.at) ?? [state, ['pulse']];
  }
}

const wentOnline = (state: ContactState): readonly ContactEffect[] => (state.kind === 'online' ? [] : ['went-online']);

type Hopeful = Exclude<ContactState, Final>;

export const isFinal = (state: ContactState): state is Final => !('last' in state);

const offline = (state: Hopeful): Step =>
  state.kind === 'offline' ? [state, []] : [{ ...state, kind: 'offline' }, ['went-offline']];

/** A server that answers is contact, however long it was silent before: only the start and silence can lapse. */
const lapsed = (state: Hopeful, at: number): Step | null =>
  state.kind !== 'online' && at - state.last > state.silence ? [{ kind: 'lapsed' }, ['leave']] : null;

/** Where a device begins that holds a session. */
export const initialContact = (known: Known, now: number): ContactState => (now - known.last > known.silence ? { kind: 'lapsed' } : { kind: 'connecting', ...known });
