/** Who is here, in one room: one state for each session, the member written by the server (SYNC-7). */
import { limits } from '@latchkey/shared/protocol/limits';
import { PresenceClaim, type Presence } from '@latchkey/shared/protocol/presence';
import * as v from 'valibot';
import type { PresenceEntry } from './messages.ts';

/** What a session says of itself; a stock client's state, which knows none of the fields, says nothing. */
export function parseClaim(state: string): PresenceClaim | 'left' | 'malformed' {
  if (state.length > limits.presenceBytes) return 'malformed';
  let value: unknown;
  try {
    value = JSON.parse(state);
  } catch {
    return 'malformed';
  }
  if (value === null) return 'left';
  if (typeof value !== 'object' || Array.isArray(value)) return 'malformed';
  const claim = v.safeParse(PresenceClaim, { view: null, record: null, editing: null, ...value });
  return claim.success ? claim.output : 'malformed';
}

interface Held<S> {
  readonly session: S;
  readonly clock: number;
  readonly state: string;
}

/** `S` is a session; all that matters here is which, and whose. */
export class Roster<S extends { readonly user: string }> {
  readonly #clients = new Map<number, Held<S>>();
  /** Of a session that is gone nothing is kept. */
  readonly #clientOf = new WeakMap<S, number>();

  /**
   * Takes what a session says. The first client id that it names is its own for good; what it repeats of others is ignored.
   * @returns what the others have to be told, or null where it is malformed
   */
  hear(session: S, member: Presence['member'], entries: readonly PresenceEntry[]): readonly PresenceEntry[] | null {
    const [first] = entries;
    const own = this.#clientOf.get(session) ?? first?.client;
    const said = entries.find(({ client }) => client === own);
    if (own === undefined || said === undefined) return [];
    const claim = parseClaim(said.state);
    if (claim === 'malformed') return null;
    const holder = this.#clients.get(own);
    if (holder !== undefined && holder.session !== session) {
      // Of the same person: a tab that is back before its dead socket was noticed. Of another: not theirs to take.
      if (holder.session.user !== session.user) return [];
    } else if (holder !== undefined && said.clock <= holder.clock) return [];
    this.#clientOf.set(session, own);
    if (claim === 'left') return this.leave(session);
    const state = JSON.stringify({ ...claim, member } satisfies Presence);
    this.#clients.set(own, { session, clock: said.clock, state });
    return [{ client: own, clock: said.clock, state }];
  }

  /** The session is gone. @returns what the others have to be told */
  leave(session: S): readonly PresenceEntry[] {
    const client = this.#clientOf.get(session);
    const held = client === undefined ? undefined : this.#clients.get(client);
    if (client === undefined || held?.session !== session) return [];
    this.#clients.delete(client);
    return [{ client, clock: held.clock + 1, state: 'null' }];
  }

  all(): readonly PresenceEntry[] {
    return [...this.#clients].map(([client, { clock, state }]) => ({ client, clock, state }));
  }
}
