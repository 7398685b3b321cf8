/** Requests under way, so that a stop can wait for them. */

export interface Drain {
  during<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves once none is under way. */
  ended(): Promise<void>;
}

export function createDrain(): Drain {
  let under = 0;
  let waiting: (() => void)[] = [];
  return {
    async during(work) {
      under += 1;
      try {
        return await work();
      } finally {
        under -= 1;
        if (under === 0) {
          waiting.forEach((resolve) => resolve());
          waiting = [];
        }
      }
    },
    ended: () => (under === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
}
