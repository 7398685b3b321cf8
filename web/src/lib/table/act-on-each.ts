/** Doing one thing to several rows: as one action, to those to whom it may be done, saying who was left and why. */
import type { App } from '$lib/state/app.svelte.ts';
import { counted } from '$lib/words/numbers.ts';
import type { DetailOf, EditRequest, TableName } from '$replica/client.ts';

/** What is acted on. */
export interface Acted<T extends TableName> {
  readonly table: T;
  /** What the table is asked of, and the environment that the edits are for. */
  readonly place: string;
  readonly environment: string;
  readonly noun: { readonly one: string; readonly many: string };
  readonly nameOf: (detail: DetailOf<T>) => string;
}

export interface Act<Detail> {
  /** Why it may not be done to this one, or makes no sense; null: it may. */
  readonly denied: (detail: Detail) => string | null;
  /** None where it is so already. */
  readonly requests: (detail: Detail) => readonly EditRequest[];
  /** What was done: `enabled`. */
  readonly done: string;
}

/** @returns whether anything was done */
export const actOnEach = <T extends TableName>(app: App, acted: Acted<T>, ids: readonly string[], act: Act<DetailOf<T>>): Promise<boolean> => app.edits.asking(lookUpAndAct(app, acted, ids, act));

async function lookUpAndAct<T extends TableName>(app: App, acted: Acted<T>, ids: readonly string[], { denied, requests, done }: Act<DetailOf<T>>): Promise<boolean> {
  const { table, place, environment, noun, nameOf } = acted;
  const found = await Promise.all(ids.map((id) => app.replica.detail(table, place, id)));
  const asked = found.flatMap((detail) => (detail === null ? [] : [{ detail, why: denied(detail) }]));
  const reasons = asked.flatMap(({ why }) => why ?? []);
  const changes = asked.flatMap(({ detail, why }) => (why === null ? [{ detail, edits: requests(detail) }] : [])).filter(({ edits }) => edits.length > 0);
  const [first] = changes;
  if (first === undefined) {
    app.toasts.show(reasons[0] ?? 'Nothing to change: it is so already.');
    return false;
  }
  const whom = changes.length === 1 ? nameOf(first.detail) : counted(changes.length, noun.one, noun.many);
  return (await app.edits.make(environment, changes.flatMap(({ edits }) => edits), withLeftOut(`${whom} ${done}`, reasons))) !== null;
}

/** What was done, and to how many others not, for each reason. @param reasons one for each that was left out */
export function withLeftOut(done: string, reasons: readonly string[]): string {
  const left = [...new Set(reasons)].map((why) => `Not ${counted(reasons.filter((other) => other === why).length, 'other', 'others')}: ${why}`);
  return left.length === 0 ? done : `${done}. ${left.join(' ')}`;
}
