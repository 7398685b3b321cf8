/**
 * What was made of the records of a document and is kept with them, so that the next start need not make it again;
 * and which of the records are no longer as they were then.
 */
import type { Kind } from '@latchkey/shared/domain/kinds';

export interface ChangedRecord {
  readonly kind: Kind;
  readonly at: number;
}

export interface KeptSnapshot {
  /** Structured-clonable; of use to what made it. */
  readonly made: unknown;
  readonly since: readonly ChangedRecord[];
}

export class KeptTable {
  /** Of an earlier start, until it is taken. */
  #left: { readonly made: unknown; readonly since: Map<string, ChangedRecord> } | null = null;
  #make: () => unknown = () => null;
  /** Called when there is something to keep that there was not before. */
  gained: () => void = () => undefined;

  constructor(snapshot: KeptSnapshot | null) {
    if (snapshot === null) return;
    this.#left = { made: snapshot.made, since: new Map() };
    for (const { kind, at } of snapshot.since) this.changed(kind, at);
  }

  changed(kind: Kind, at: number): void {
    this.#left?.since.set(`${kind} ${at}`, { kind, at });
  }

  /** What an earlier start left, once. Whoever takes it follows the records from here on. */
  take(): KeptSnapshot | null {
    const left = this.#leftover();
    this.#left = null;
    return left;
  }

  /** @param make what is to be kept, up to date when it is called; null: nothing */
  keep(make: () => unknown): void {
    this.#make = make;
  }

  /** Its maker follows the records no more. */
  ended(make: () => unknown): void {
    if (this.#make === make) this.#make = () => null;
  }

  /** @param overlaid records with unsaved edits: these show in what was made, and may not at the next start */
  snapshot(overlaid: readonly ChangedRecord[]): KeptSnapshot | null {
    const made = this.#left === null ? this.#make() : null;
    return made === null ? this.#leftover() : { made, since: overlaid };
  }

  #leftover(): KeptSnapshot | null {
    return this.#left === null ? null : { made: this.#left.made, since: [...this.#left.since.values()] };
  }
}
