/** A few connections, each used by one at a time: a reader of its own keeps its own consistent state. */

/** More readers than this wait for one another. */
const MOST = 4;

export interface Pool<C> {
  /** Runs `work` with a connection that nobody else uses meanwhile. */
  use<T>(work: (connection: C) => Promise<T>): Promise<T>;
  /** Waits for those in use, then ends every connection. */
  close(end: (connection: C) => void): Promise<void>;
}

export function createPool<C>(open: () => C): Pool<C> {
  const idle: C[] = [];
  const waiting: ((connection: C) => void)[] = [];
  let opened = 0;

  const take = (): C | Promise<C> => {
    const free = idle.pop();
    if (free !== undefined) return free;
    if (opened === MOST) return new Promise((resolve) => waiting.push(resolve));
    const made = open();
    opened++;
    return made;
  };
  const give = (connection: C): void => {
    const next = waiting.shift();
    if (next === undefined) idle.push(connection);
    else next(connection);
  };

  return {
    async use(work) {
      const connection = await take();
      try {
        return await work(connection);
      } finally {
        give(connection);
      }
    },
    async close(end) {
      for (; opened > 0; opened--) end(await take());
    },
  };
}
