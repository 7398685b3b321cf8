/** Keeps the stored index of one document near to what is shown: journal at once, snapshot when it is quiet. */
import type { Change } from '@latchkey/shared/document/records';
import type { Known } from '../channel/document-channel.ts';
import type { IndexSnapshot } from '../index/index-snapshot.ts';
import type { IndexStore } from './index-store.ts';

/** A journal longer than this is folded into a new snapshot … */
const LONG_JOURNAL = 200;
/** … once nothing has changed for so long, in milliseconds: making it takes the time of a few queries. */
const QUIET = 3_000;
/** Changes that come within this many milliseconds are one row of the journal. */
const GATHER = 100;

export interface IndexKeeperWorld {
  readonly store: IndexStore;
  readonly document: string;
  /** Null: a start without it is as fast. */
  readonly snapshot: () => IndexSnapshot | null;
  /** A write failed, or (null) succeeded. */
  readonly stored: (error: unknown) => void;
}

export class IndexKeeper {
  readonly #world: IndexKeeperWorld;
  #rows: number;
  /** Whether a snapshot is stored that the journal can go on from. */
  #founded: boolean;
  /** Whether there is more to keep than what is stored. */
  #gained = false;
  /** What is stored shows this. */
  readonly #stored: Known | null;
  /** What has been told since shows this. */
  #known: Known | null = null;
  #gathered: Change[] = [];
  #gathering: ReturnType<typeof setTimeout> | undefined;
  #quiet: ReturnType<typeof setTimeout> | undefined;
  #writes: Promise<void> = Promise.resolve();

  /** @param stored what there is, and how long its journal is */
  constructor(world: IndexKeeperWorld, stored: { readonly known: Known; readonly rows: number } | null) {
    this.#world = world;
    this.#rows = stored?.rows ?? 0;
    this.#founded = stored !== null;
    this.#stored = stored?.known ?? null;
  }

  /** The index now shows these changes, and with them this version. */
  changed(changes: readonly Change[], known: Known): void {
    this.#known = known;
    for (const change of changes) this.#gathered.push(change);
    this.#gathering ??= setTimeout(() => this.#append(), GATHER);
    if (!this.#founded || this.#rows >= LONG_JOURNAL) this.#whenQuiet();
  }

  /** The index was told everything anew: the journal has nothing to go on from. */
  whole(known: Known): void {
    this.#forget();
    this.#known = known;
    this.#founded = false;
    this.#whenQuiet();
  }

  /** A snapshot now holds more than the one that is stored, of the same version. */
  gained(): void {
    this.#gained = true;
    this.#whenQuiet();
  }

  /** Stores what is outstanding and stops. */
  async close(): Promise<void> {
    clearTimeout(this.#quiet);
    if (this.#founded && !this.#gained) this.#append();
    else this.#save();
    await this.#writes;
  }

  /** Stops, and stores nothing more. */
  async discard(): Promise<void> {
    clearTimeout(this.#quiet);
    this.#forget();
    await this.#writes;
  }

  #forget(): void {
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    this.#gathered = [];
  }

  #append(): void {
    const changes = this.#gathered;
    this.#forget();
    const known = this.#known;
    if (!this.#founded || known === null) return;
    this.#rows++;
    this.#write(async () => {
      if (this.#founded) await this.#world.store.append({ ...known, document: this.#world.document, changes });
    });
  }

  #whenQuiet(): void {
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.#save(), QUIET);
  }

  #save(): void {
    const known = this.#known ?? this.#stored;
    if (known === null) return;
    this.#forget();
    const snapshot = this.#world.snapshot();
    if (snapshot === null) return;
    this.#founded = true;
    this.#gained = false;
    this.#rows = 0;
    this.#write(() => this.#world.store.save(this.#world.document, known, snapshot));
  }

  /** One after another. After a write that failed, the journal has a gap: nothing is added until a snapshot is stored. */
  #write(work: () => Promise<void>): void {
    this.#writes = this.#writes.then(work).then(
      () => this.#world.stored(null),
      (error: unknown) => {
        this.#founded = false;
        this.#world.stored(error);
      },
    );
  }
}
