/** Work that nobody waits for: logged when it fails, and waited for before the process ends. */
import type { Logger } from 'pino';

export interface Background {
  /** Starts `work`. */
  run(name: string, work: () => Promise<void>): void;
  /** Starts `work`, unless work of that name is still going on. For care that may as well be taken at the next occasion. */
  runOne(name: string, work: () => Promise<void>): void;
  /** Resolves when nothing is going on. */
  idle(): Promise<void>;
}

export function createBackground(log: Pick<Logger, 'error'>): Background {
  const running = new Map<Promise<void>, string>();
  const run: Background['run'] = (name, work) => {
    const going: Promise<void> = work()
      .catch((error: unknown) => log.error({ err: error, work: name }, 'background work failed'))
      .finally(() => running.delete(going));
    running.set(going, name);
  };
  return {
    run,
    runOne(name, work) {
      if (![...running.values()].includes(name)) run(name, work);
    },
    async idle() {
      while (running.size > 0) await Promise.all(running.keys());
    },
  };
}
