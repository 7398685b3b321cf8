/** Runs, in words. */
import type { Tone } from '$lib/parts/Chip.svelte';
import type { RunOutcome, RunRow } from '$replica/integration-rows.ts';

interface Said {
  readonly word: string;
  readonly tone: Tone;
}

export const outcomes: Readonly<Record<RunOutcome, Said>> = {
  queued: { word: 'Queued', tone: 'information' },
  running: { word: 'Running', tone: 'information' },
  error: { word: 'Error', tone: 'bad' },
  lapsed: { word: 'Lapsed', tone: 'none' },
  success: { word: 'Success', tone: 'good' },
};

/** Why it is as it is, where a word does not say it. */
export const explained: Readonly<Record<RunOutcome, string | null>> = {
  queued: 'It waits to be started; until then it can be cancelled. After an hour it lapses.',
  running: 'It is under way.',
  error: null,
  lapsed: 'It waited longer than an hour, and was never started.',
  success: null,
};

export const nameOfRun = ({ activation }: RunRow): string =>
  activation === null ? 'An activation that is gone' : (activation.user?.name ?? activation.user?.externalId ?? activation.account ?? 'An activation');

/** `0.8 s`, `2 min 5 s`, `1 h 12 min`. @param length in milliseconds */
export function durationWords(length: number): string {
  const seconds = length / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
