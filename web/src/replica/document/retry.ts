/** Waiting between attempts to fetch a document: doubles from 1 s to 30 s, cut short when the link comes back. */

const FIRST = 1_000;
const LONGEST = 30_000;

export class Retry {
  #attempt = 0;
  #wake: (() => void) | null = null;

  /** Resolves when it is time, when {@link now} is called, or when the signal aborts. */
  wait(after: number | null, signal: AbortSignal): Promise<void> {
    const ms = after ?? Math.min(LONGEST, FIRST * 2 ** this.#attempt++);
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        this.#wake = null;
        resolve();
      };
      const timer = setTimeout(done, Math.min(ms, LONGEST));
      signal.addEventListener('abort', done);
      this.#wake = done;
      if (signal.aborted) done();
    });
  }

  /** What failed works again: the next wait is a short one. */
  settle(): void {
    this.#attempt = 0;
  }

  now(): void {
    this.#attempt = 0;
    this.#wake?.();
  }
}
