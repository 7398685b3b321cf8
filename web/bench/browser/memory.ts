/** Anonymous memory of the process that renders the app and runs its workers, as the kernel counts it. */
import { readFileSync, readdirSync } from 'node:fs';

const statusOf = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return ''; // it has ended meanwhile
  }
};

const commandOf = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return ''; // it has ended meanwhile
  }
};

const renderers = (profile: string): readonly string[] => {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const parent = pids.find((pid) => commandOf(pid).includes(`--user-data-dir=${profile}`) && !commandOf(pid).includes('--type='));
  if (parent === undefined) return [];
  const parentOf = (pid: string) => /^PPid:\s+(\d+)$/m.exec(statusOf(pid))?.[1];
  const below = (pid: string): boolean => pid === parent || (parentOf(pid) !== undefined && parentOf(pid) !== '0' && below(parentOf(pid) ?? '0'));
  return pids.filter((pid) => commandOf(pid).includes('--type=renderer') && below(pid));
};

const kilobytes = (pid: string): number => Number(/^RssAnon:\s+(\d+) kB$/m.exec(statusOf(pid))?.[1] ?? 0);

/** Watches the largest renderer of a browser until stopped. @returns a function that stops it and gives the peak in MB */
export function watchMemory(profile: string): () => number {
  let peak = 0;
  let pids: readonly string[] = [];
  let ticks = 0;
  const timer = setInterval(() => {
    if (ticks++ % 20 === 0) pids = renderers(profile);
    for (const pid of pids) peak = Math.max(peak, kilobytes(pid));
  }, 25);
  return () => {
    clearInterval(timer);
    return peak / 1024;
  };
}
