/** Edits of this person that did not stand, until they have been seen to: told at once, or left in their own document. */
import type { EditEvent, Replica, ReplicaEvents } from '$replica/client.ts';
import { elementKey, type Outcome } from './edited-elements.ts';
import { fromNotice, latestOfEach, seenRequests, type Through, type Trouble } from './trouble.ts';

export class Troubles {
  #told = $state.raw<readonly Trouble[]>([]);
  #kept = $state.raw<ReplicaEvents['notices']>([]);
  #seen = $state.raw<ReadonlySet<string>>(new Set());
  /** Of those the ones whose notice has yet to come. */
  readonly #awaited = new Set<string>();
  readonly #replica: Replica;

  readonly #through: Through;

  constructor(replica: Replica, through: Through) {
    this.#replica = replica;
    this.#through = through;
    replica.on('notices', (notices) => {
      this.#kept = notices;
      // Seen to before its notice was here.
      const late = this.#notices.filter(({ edit }) => this.#awaited.delete(edit));
      if (late.length > 0) void this.dismiss(...late);
    });
  }

  readonly #notices = $derived.by(() => this.#kept.flatMap((notice) => fromNotice(notice, this.#through)));

  readonly list = $derived.by(() => {
    const noticed = new Set(this.#notices.map(({ edit }) => edit));
    const all = [...this.#told.filter(({ edit }) => !noticed.has(edit)).toReversed(), ...this.#notices];
    return latestOfEach(all.filter(({ edit }) => !this.#seen.has(edit)));
  });

  /**
   * Takes in an edit that did not stand, in place of earlier ones of the same switch or field: only what this
   * person set last is worth doing again. @returns whether the event told of one
   */
  tell(event: EditEvent, environment: string): boolean {
    if (event.kind === 'saved') return false;
    const outcome: Outcome =
      event.kind === 'refused'
        ? { kind: 'refused', message: event.message, more: 0 }
        : { kind: 'superseded', by: event.by, rule: event.rule, stands: event.stands };
    const { edit, request, subject } = event;
    const others = this.#told.filter((told) => elementKey(told.request) !== elementKey(request));
    this.#told = [...others, { edit, environment, request, subject, outcome, notice: null, home: environment }];
    return true;
  }

  /** They have been seen to: gone here at once, and from the other devices once that has been sent. */
  async dismiss(...troubles: readonly Trouble[]): Promise<void> {
    const edits = new Set(troubles.map(({ edit }) => edit));
    const overruled = new Set(troubles.flatMap(({ request, outcome }) => (outcome.kind === 'superseded' ? [elementKey(request)] : [])));
    // One that was told at once may have its notice by now; those of the same element before it go with it.
    const noticed = this.#notices.filter(({ edit, request, outcome }) => edits.has(edit) || (outcome.kind === 'superseded' && overruled.has(elementKey(request))));
    this.#seen = new Set([...this.#seen, ...edits, ...noticed.map(({ edit }) => edit)]);
    for (const { edit, notice } of troubles) if (notice === null && !noticed.some((one) => one.edit === edit)) this.#awaited.add(edit);
    for (const [home, requests] of seenRequests(noticed, this.list)) await this.#replica.edit(home, requests);
  }
}
