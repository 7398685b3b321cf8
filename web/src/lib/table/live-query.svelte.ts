/** An answer kept up to date: one question under way at a time, the latest one next, and none in between. */
export class LiveQuery<Q, R> {
  result = $state.raw<R | null>(null);
  /** Why there is no newer answer, as words to show. */
  error = $state.raw<string | null>(null);
  readonly #ask: (query: Q) => Promise<R>;
  #latest: { readonly query: Q } | null = null;
  #wanted = false;
  #busy = false;

  constructor(ask: (query: Q) => Promise<R>) {
    this.#ask = ask;
  }

  want(query: Q): void {
    this.#latest = { query };
    this.again();
  }

  /** Asks the latest question again: what it is about has changed. */
  again(): void {
    this.#wanted = this.#latest !== null;
    if (!this.#busy) void this.#run();
  }

  async #run(): Promise<void> {
    this.#busy = true;
    while (this.#wanted && this.#latest !== null) {
      this.#wanted = false;
      try {
        this.result = await this.#ask(this.#latest.query);
        this.error = null;
      } catch (why) {
        this.error = why instanceof Error ? why.message : String(why);
      }
    }
    this.#busy = false;
  }
}
