import { limits } from '@latchkey/shared/protocol/limits';
import { describe, expect, it } from 'vitest';
import { FIRST_RETRY, LONGEST_PATIENCE, LONGEST_RETRY, stepSender, type SenderEffect, type SenderEvent, type SenderState } from './sender-machine.ts';

const full: SenderEffect = { kind: 'send', size: limits.batchEdits };
const one: SenderEffect = { kind: 'send', size: 1 };
const now = 1_000_000;
const failed = (failure: Extract<SenderEvent, { kind: 'unanswered' }>['failure']): SenderEvent => ({ kind: 'unanswered', failure, now, chance: 0.5 });

const states = {
  idle: { kind: 'idle', single: 0 },
  sending: { kind: 'sending', attempt: 0, single: 0, more: false },
  again: { kind: 'sending', attempt: 3, single: 0, more: false },
  more: { kind: 'sending', attempt: 0, single: 0, more: true },
  searching: { kind: 'sending', attempt: 0, single: 2, more: false },
  waiting: { kind: 'waiting', attempt: 2, single: 0, until: now + 10 },
  paused: { kind: 'paused', single: 0 },
} as const satisfies Record<string, SenderState>;

const sending = { kind: 'sending', attempt: 0, single: 0, more: false } as const;
const wait = (attempt: number, ms: number): SenderState => ({ kind: 'waiting', attempt, single: 0, until: now + ms });
const until = (ms: number): SenderEffect => ({ kind: 'wait', until: now + ms });

const table: readonly [keyof typeof states, SenderEvent, SenderState, readonly SenderEffect[]][] = [
  ['idle', { kind: 'kept' }, sending, [full]],
  ['idle', { kind: 'online' }, states.idle, []],
  ['idle', { kind: 'offline' }, states.paused, []],
  ['idle', { kind: 'due' }, states.idle, []],
  ['idle', { kind: 'empty' }, states.idle, []],
  ['idle', { kind: 'answered' }, states.idle, []],
  ['idle', failed({ kind: 'unreachable' }), states.idle, []],
  ['sending', { kind: 'kept' }, states.more, []],
  ['sending', { kind: 'online' }, states.sending, []],
  ['sending', { kind: 'offline' }, states.sending, []],
  ['sending', { kind: 'due' }, states.sending, []],
  ['sending', { kind: 'empty' }, states.idle, []],
  ['more', { kind: 'empty' }, sending, [full]],
  ['sending', { kind: 'answered' }, sending, [full]],
  ['searching', { kind: 'answered' }, { ...sending, single: 1 }, [one]],
  ['sending', failed({ kind: 'unreachable' }), wait(1, FIRST_RETRY), [{ kind: 'pulse' }, until(FIRST_RETRY)]],
  ['again', failed({ kind: 'unreachable' }), wait(4, FIRST_RETRY * 8), [{ kind: 'pulse' }, until(FIRST_RETRY * 8)]],
  ['sending', failed({ kind: 'busy', retryAfter: null }), wait(1, FIRST_RETRY), [until(FIRST_RETRY)]],
  ['sending', failed({ kind: 'busy', retryAfter: 30_000 }), wait(1, 30_000), [until(30_000)]],
  ['sending', failed({ kind: 'busy', retryAfter: 86_400_000 }), wait(1, LONGEST_PATIENCE), [until(LONGEST_PATIENCE)]],
  ['sending', failed({ kind: 'signed-out' }), states.paused, [{ kind: 'pulse' }]],
  ['sending', failed({ kind: 'rejected', message: 'no' }), { ...sending, single: limits.batchEdits }, [one]],
  ['waiting', { kind: 'kept' }, states.waiting, []],
  ['waiting', { kind: 'online' }, sending, [full]],
  ['waiting', { kind: 'offline' }, states.paused, []],
  ['waiting', { kind: 'due' }, { ...sending, attempt: 2 }, [full]],
  ['waiting', { kind: 'empty' }, states.waiting, []],
  ['waiting', { kind: 'answered' }, states.waiting, []],
  ['waiting', failed({ kind: 'unreachable' }), states.waiting, []],
  ['paused', { kind: 'kept' }, states.paused, []],
  ['paused', { kind: 'online' }, sending, [full]],
  ['paused', { kind: 'offline' }, states.paused, []],
  ['paused', { kind: 'due' }, states.paused, []],
  ['paused', { kind: 'empty' }, states.paused, []],
  ['paused', { kind: 'answered' }, states.paused, []],
  ['paused', failed({ kind: 'signed-out' }), states.paused, []],
];

describe('OUT-4 the sender', () => {
  it.each(table)('%s, on %o', (from, event, to, effects) => {
    expect(stepSender(states[from], event)).toEqual([to, effects]);
  });

  it('never waits longer than its bound, jitter included', () => {
    for (const chance of [0, 0.999]) {
      const [state] = stepSender({ ...states.sending, attempt: 40 }, { kind: 'unanswered', failure: { kind: 'unreachable' }, now, chance });
      expect(state.kind === 'waiting' && state.until - now).toBeLessThanOrEqual(LONGEST_RETRY * 1.2);
    }
  });
});
