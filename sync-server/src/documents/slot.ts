/** The place of one document in memory, and whether a transaction is changing what is in it. */
import type { LiveDocument } from './live-document.ts';

export class Slot {
  readonly document: string;
  /** Null: not loaded. While unsettled it may hold what is not committed. */
  live: LiveDocument | null = null;
  /** A load under way, shared by all who wait for it. */
  filling: Promise<void> | null = null;
  /** Milliseconds since 1970. */
  usedAt = 0;
  #generation = 0;
  #unsettled = 0;
  #waiting: (() => void)[] = [];

  constructor(document: string) {
    this.document = document;
  }

  /** Rises with every change that is begun: what was read before can then not be taken for the present. */
  get generation(): number {
    return this.#generation;
  }

  get isSettled(): boolean {
    return this.#unsettled === 0;
  }

  /** A transaction is about to change the document. */
  begin(): void {
    this.#generation++;
    this.#unsettled++;
  }

  /** It was committed. */
  settle(): void {
    this.#unsettled--;
    if (this.#unsettled > 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resume of waiting) resume();
  }

  /** It was rolled back: what is in memory is not what is stored. */
  discard(): void {
    this.live = null;
    this.settle();
  }

  /** Forgets the document: what is stored is no longer what it was loaded from. */
  evict(): void {
    this.begin();
    this.discard();
  }

  async settled(): Promise<void> {
    while (!this.isSettled) await new Promise<void>((resume) => this.#waiting.push(resume));
  }
}
