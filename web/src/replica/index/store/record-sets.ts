/** The records of every kind, each as the type of its kind. Documents are written by the server from checked records, so they are trusted. */
import { kinds, type Kind, type RecordOf, type StatusKind, type StatusOf } from '@latchkey/shared/domain/kinds';
import { RecordSet, type RecordSetSnapshot } from './record-set.ts';

export type RecordSetsSnapshot = Readonly<Record<Kind, RecordSetSnapshot>>;

export class RecordSets {
  readonly #sets: ReadonlyMap<Kind, RecordSet>;

  constructor(snapshot?: RecordSetsSnapshot) {
    this.#sets = new Map(kinds.map((kind) => [kind, new RecordSet(snapshot?.[kind])]));
  }

  /** @throws if the document has a kind that this version of the app does not know */
  of(kind: Kind): RecordSet {
    const set = this.#sets.get(kind);
    if (set === undefined) throw new Error(`there are no records of the kind '${kind}'`);
    return set;
  }

  effective<K extends Kind>(kind: K, at: number): RecordOf<K> | undefined {
    return this.of(kind).effective(at) as RecordOf<K> | undefined;
  }

  base<K extends Kind>(kind: K, at: number): RecordOf<K> | undefined {
    return this.of(kind).base(at) as RecordOf<K> | undefined;
  }

  status<K extends StatusKind>(kind: K, at: number): StatusOf<K> | undefined {
    return this.of(kind).status(at) as StatusOf<K> | undefined;
  }

  /** All records with an overlay. */
  get overlaid(): readonly { readonly kind: Kind; readonly at: number }[] {
    return kinds.flatMap((kind) => this.of(kind).overlaid.map((at) => ({ kind, at })));
  }

  snapshot(): RecordSetsSnapshot {
    return Object.fromEntries([...this.#sets].map(([kind, set]) => [kind, set.snapshot()])) as unknown as RecordSetsSnapshot;
  }
}
