/** Edits of this person that did not stand, until they have been seen to: told at once, or left in their own document. */
import type { EditEvent, MadeRequest, Replica, ReplicaEvents } from '$replica/client.ts';
import type { Value } from '@latchkey/shared/edits/merge';
import { elementKey, type Outcome } from './edited-elements.ts';

export interface Trouble {
  /** The edit's id: the same trouble may be told as an event and again as a notice. */
  readonly edit: string;
  readonly environment: string;
  readonly request: MadeRequest;
  readonly subject: string;
  readonly outcome: Outcome;
  /** The notice that stands for it, once there is one. */
  readonly notice: string | null;
}

type Notices = ReplicaEvents['notices'];

export class Troubles {
  #told = $state.raw<readonly Trouble[]>([]);
  #notices = $state.raw<readonly Trouble[]>([]);
  #seen = $state.raw<ReadonlySet<string>>(new Set());
  readonly #replica: Replica;

  constructor(replica: Replica) {
    this.#replica = replica;
    replica.on('notices', (notices) => (this.#notices = notices.flatMap(fromNotice)));
  }

  readonly list = $derived.by(() => {
    const noticed = new Set(this.#notices.map(({ edit }) => edit));
    return [...this.#notices, ...this.#told.filter(({ edit }) => !noticed.has(edit))].filter(({ edit }) => !this.#seen.has(edit));
  });

  /**
   * Takes in an edit that did not stand, in place of earlier ones of the same switch or field: only what this
   * person set last is worth doing again. @returns whether the event told of one
   */
  tell(event: EditEvent, environment: string): boolean {
    if (event.kind === 'saved') return false;
    const outcome: Outcome =
      event.kind === 'refused'
        ? { kind: 'refused', message: event.message, count: 1 }
        : { kind: 'superseded', by: event.by, rule: event.rule, stands: event.stands };
    const { edit, request, subject } = event;
    const others = this.#told.filter((told) => elementKey(told.request) !== elementKey(request));
    this.#told = [...others, { edit, environment, request, subject, outcome, notice: null }];
    return true;
  }

  /** It has been seen to: gone here at once, and from the other devices once the notice's removal has been sent. */
  async dismiss(trouble: Trouble): Promise<void> {
    this.#seen = new Set([...this.#seen, trouble.edit]);
    const notice = trouble.notice ?? this.#notices.find(({ edit }) => edit === trouble.edit)?.notice ?? null;
    if (notice !== null) await this.#replica.edit(trouble.environment, [{ name: 'notice.dismiss', args: { notice } }]);
  }
}

const isValue = (value: unknown): value is Value => value === null || ['string', 'number', 'boolean'].includes(typeof value);

function fromNotice({ id, notice }: Notices[number]): readonly Trouble[] {
  const { edit, subject, outcome, environment } = notice;
  const args = Object.fromEntries(Object.entries(edit.args).flatMap(([key, value]) => (isValue(value) ? [[key, value] as const] : [])));
  const told: Outcome =
    outcome.kind === 'refused'
      ? { kind: 'refused', message: outcome.message, count: outcome.count }
      : { kind: 'superseded', by: outcome.by, rule: outcome.rule, stands: isValue(outcome.stands) ? outcome.stands : null };
  return [{ edit: edit.id, environment: environment ?? '', request: { ...edit, args }, subject, outcome: told, notice: id }];
}
