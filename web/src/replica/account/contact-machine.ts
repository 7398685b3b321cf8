/**
 * Whether the server answers, and whether we are still welcome: a total transition table, time passed in.
 *
 * The bound of CASE-50: a pulse every 2.5 s that is given 2 s means that a link which dies just after a good
 * pulse is called offline 4.5 s later, on the first miss.
 */
export const PULSE_EVERY = 2_500;
export const PULSE_DEADLINE = 2_000;

/** What is known while there is hope: when the server last answered, in milliseconds on this device's clock, … */
interface Known {
  readonly last: number;
  readonly rights: string;
  /** … and how many milliseconds it may be silent before a sign-in is asked for (OUT-10). */
  readonly silence: number;
}

export type ContactState =
  /** Connecting: no answer yet, since the start or since the network came back. */
  | ({ readonly kind: 'connecting' | 'online' | 'offline' } & Known)
  /** Final: this user's data goes. */
  | { readonly kind: 'revoked' }
  /** Final: it stays, unseen, until they sign in again. */
  | { readonly kind: 'unrecognised' }
  | { readonly kind: 'lapsed' };

export type ContactEvent =
  /** A pulse of our server, whose `rights` changed if they are not those we hold. */
  | { readonly kind: 'answered'; readonly at: number; readonly rights: string }
  /** No answer, too late, or not from our server. */
  | { readonly kind: 'unanswered'; readonly at: number }
  /** The server ended this user's sign-in or access. */
  | { readonly kind: 'ended' }
  /** The server knows no sign-in of this user here: their cookie ran out or was lost. */
  | { readonly kind: 'unrecognised' }
  /** What the browser says of the network; only a hint. */
  | { readonly kind: 'network'; readonly up: boolean }
  | { readonly kind: 'tick'; readonly at: number }
  /** A session was fetched: it carries what holds now. */
  | { readonly kind: 'session'; readonly at: number; readonly rights: string; readonly silence: number };

export type ContactEffect = 'pulse' | 'fetch-session' | 'went-online' | 'went-offline' | 'revoke' | 'ask-sign-in' | 'lapse';

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
      return [{ kind: 'revoked' }, ['revoke']];
    case 'unrecognised':
      return [{ kind: 'unrecognised' }, ['ask-sign-in']];
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

type Final = Extract<ContactState, { kind: 'revoked' | 'unrecognised' | 'lapsed' }>;
type Hopeful = Exclude<ContactState, Final>;

const isFinal = (state: ContactState): state is Final => state.kind === 'revoked' || state.kind === 'unrecognised' || state.kind === 'lapsed';

const offline = (state: Hopeful): Step =>
  state.kind === 'offline' ? [state, []] : [{ ...state, kind: 'offline' }, ['went-offline']];

/** A server that answers is contact, however long it was silent before: only the start and silence can lapse. */
const lapsed = (state: Hopeful, at: number): Step | null =>
  state.kind !== 'online' && at - state.last > state.silence ? [{ kind: 'lapsed' }, ['lapse']] : null;

/** Where a device begins that holds a session. */
export const initialContact = (known: Known, now: number): ContactState => (now - known.last > known.silence ? { kind: 'lapsed' } : { kind: 'connecting', ...known });
