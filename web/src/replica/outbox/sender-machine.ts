/**
 * When to send: a total transition table. One round at a time; a round without an answer is tried again with
 * back-off, for as long as there is a network and a sign-in.
 *
 * Retry loops and their bounds: `waiting` doubles from 0.5 s to 60 s with ±20 % jitter, or takes the server's
 * Retry-After up to 5 min; `paused` waits for a pulse (account/pulse.ts) and does not poll; `single` sends one
 * edit at a time until the rejected one is found, at most one batch of them.
 */
import { limits } from '@latchkey/shared/protocol/limits';
import type { Failure } from './send.ts';

export const FIRST_RETRY = 500;
export const LONGEST_RETRY = 60_000;
export const LONGEST_PATIENCE = 300_000;

export type SenderState =
  | { readonly kind: 'idle'; readonly single: number }
  /** `more`: something was kept while the round was under way. */
  | { readonly kind: 'sending'; readonly attempt: number; readonly single: number; readonly more: boolean }
  | { readonly kind: 'waiting'; readonly attempt: number; readonly single: number; readonly until: number }
  /** No network, or nobody signed in. */
  | { readonly kind: 'paused'; readonly single: number };

export type SenderEvent =
  | { readonly kind: 'kept' }
  | { readonly kind: 'online' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'due' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'answered' }
  /** `chance` in [0, 1) for the jitter. */
  | { readonly kind: 'unanswered'; readonly failure: Failure; readonly now: number; readonly chance: number };

export type SenderEffect = { readonly kind: 'send'; readonly size: number } | { readonly kind: 'wait'; readonly until: number } | { readonly kind: 'pulse' };

type Step = readonly [SenderState, readonly SenderEffect[]];

export const initialSender: SenderState = { kind: 'paused', single: 0 };

const sizeFor = (single: number): number => (single > 0 ? 1 : limits.batchEdits);
const send = (attempt: number, single: number): Step => [
  { kind: 'sending', attempt, single, more: false },
  [{ kind: 'send', size: sizeFor(single) }],
];

/** Never throws; an event that means nothing in a state leaves it as it is. */
export function stepSender(state: SenderState, event: SenderEvent): Step {
  switch (event.kind) {
    case 'kept':
      if (state.kind === 'idle') return send(0, state.single);
      return state.kind === 'sending' ? [{ ...state, more: true }, []] : [state, []];
    case 'online':
      return state.kind === 'paused' || state.kind === 'waiting' ? send(0, state.single) : [state, []];
    case 'offline':
      return state.kind === 'sending' ? [state, []] : [{ kind: 'paused', single: state.single }, []];
    case 'due':
      return state.kind === 'waiting' ? send(state.attempt, state.single) : [state, []];
    case 'empty':
      if (state.kind !== 'sending') return [state, []];
      return state.more ? send(0, 0) : [{ kind: 'idle', single: 0 }, []];
    case 'answered':
      return state.kind === 'sending' ? send(0, Math.max(0, state.single - 1)) : [state, []];
    case 'unanswered':
      return state.kind === 'sending' ? unanswered(state, event) : [state, []];
  }
}

function unanswered(state: SenderState & { kind: 'sending' }, { failure, now, chance }: SenderEvent & { kind: 'unanswered' }): Step {
  const wait = (ms: number, single = state.single): Step => {
    const until = now + Math.round(ms);
    return [{ kind: 'waiting', attempt: state.attempt + 1, single, until }, [{ kind: 'wait', until }]];
  };
  const backOff = Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** state.attempt) * (0.8 + 0.4 * chance);
  switch (failure.kind) {
    case 'signed-out':
      return [{ kind: 'paused', single: state.single }, [{ kind: 'pulse' }]];
    case 'unreachable': {
      const [next, effects] = wait(backOff);
      return [next, [{ kind: 'pulse' }, ...effects]];
    }
    case 'busy':
      return wait(failure.retryAfter === null ? backOff : Math.min(LONGEST_PATIENCE, Math.max(failure.retryAfter, backOff)));
    case 'rejected':
      return send(0, limits.batchEdits);
  }
}
