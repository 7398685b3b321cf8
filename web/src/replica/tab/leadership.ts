/** One tab of a user leads: the one that holds the lock. */

export interface LeadershipListener {
  /** This tab leads from now on. */
  elected(): void;
  /** Another tab took the lead, since this one did not answer: it must stop at once. */
  deposed(): void;
}

export class Leadership {
  readonly #locks: Pick<LockManager, 'request'>;
  readonly #name: string;
  readonly #listener: LeadershipListener;
  #waiting = new AbortController();
  #release: (() => void) | null = null;
  #closed = false;

  constructor(locks: Pick<LockManager, 'request'>, name: string, listener: LeadershipListener) {
    this.#locks = locks;
    this.#name = name;
    this.#listener = listener;
    this.#request({ signal: this.#waiting.signal });
  }

  get leads(): boolean {
    return this.#release !== null;
  }

  /** Takes the lead from a tab that holds the lock and does not answer. */
  steal(): void {
    if (this.leads || this.#closed) return;
    this.#waiting.abort();
    this.#request({ steal: true });
  }

  resign(): void {
    this.#closed = true;
    this.#waiting.abort();
    this.#release?.();
    this.#release = null;
  }

  #request(options: LockOptions): void {
    const hold = (): Promise<void> | undefined => {
      if (this.#closed) return undefined;
      const held = new Promise<void>((resolve) => {
        this.#release = resolve;
      });
      this.#listener.elected();
      return held;
    };
    this.#locks.request(this.#name, options, hold).catch((error: unknown) => {
      if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
      // Withdrawn by ourselves, or stolen from us: then we wait for our turn again.
      if (!this.leads) return;
      this.#release = null;
      this.#listener.deposed();
      this.#waiting = new AbortController();
      this.#request({ signal: this.#waiting.signal });
    });
  }
}
