import type { Run } from '@latchkey/shared/domain/run';
import { describe, expect, test } from 'vitest';
import { runRow } from './rows.ts';
import { statusOfRuns } from './runs.ts';

const at = (day: number): string => new Date(Date.UTC(2026, 0, day)).toISOString();
const run = (state: Run['state']) => runRow('acme', 'run', { environment: 'production', integration: 'hubspot', activation: 'a', state });
const ended = (day: number, result: 'success' | 'error') => run({ kind: 'ended', startedAt: at(day), endedAt: at(day), result, message: null });
const [queued, running] = [run({ kind: 'queued', at: at(9) }), run({ kind: 'running', startedAt: at(9) })];
const nothing = { latestRun: null, inFlight: null };

describe('RUN-2 what an activation shows of its runs', () => {
  test.each([
    ['no run', nothing, [], nothing],
    ['the one that ended last, in whatever order they came', nothing, [ended(3, 'error'), ended(2, 'success')], { latestRun: { result: 'error', at: at(3) }, inFlight: null }],
    ['one that is no longer kept', { latestRun: { result: 'success', at: at(5) }, inFlight: 'running' }, [ended(2, 'error')], { latestRun: { result: 'success', at: at(5) }, inFlight: null }],
    ['queued beside the last result', nothing, [ended(2, 'success'), queued], { latestRun: { result: 'success', at: at(2) }, inFlight: 'queued', queued: 'run' }],
    ['running before queued', nothing, [queued, running], { latestRun: null, inFlight: 'running', queued: 'run' }],
    ['not one that was withdrawn', nothing, [{ ...queued, removed: true }], nothing],
    ['not one that lapsed', nothing, [run({ kind: 'lapsed', queuedAt: at(1), at: at(2) })], nothing],
  ] as const)('%s', (_, shown, runs, expected) => {
    expect(statusOfRuns(shown, runs)).toEqual(expected);
  });
});
