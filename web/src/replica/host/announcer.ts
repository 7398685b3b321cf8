/** Tells of changes at most once a frame, however many there are. */

const FRAME = 16;

export class Announcer {
  readonly #tell: (subject: string) => void;
  readonly #subjects = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(tell: (subject: string) => void) {
    this.#tell = tell;
  }

  changed(subject: string): void {
    this.#subjects.add(subject);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const subjects = [...this.#subjects];
      this.#subjects.clear();
      for (const one of subjects) this.#tell(one);
    }, FRAME);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#subjects.clear();
  }
}
