/** Taking a thread back with edits of its own (PRODUCT: editing together). Pure. */
import type { Value } from '@latchkey/shared/edits/merge';
import { definitions } from '@latchkey/shared/edits/definitions';
import type { Definition } from '@latchkey/shared/edits/definition';
import * as v from 'valibot';
import type { EditRequest } from '../client.ts';
import type { ThreadStep } from '../storage/user-schema.ts';

/** What gives one element back what it had, or a sentence on why nothing does. */
export interface Inverse {
  readonly step: ThreadStep;
  readonly answer: EditRequest | string;
}

/**
 * For each element that the thread changed, the last one first. Where something else stands by now it is left alone.
 * @param current what an element shows now; undefined where its record is not known
 */
export function inverseEdits(steps: readonly ThreadStep[], current: (step: ThreadStep) => Value | undefined): readonly Inverse[] {
  // Where a thread set an element more than once, its first `prior` counts, and its last value must stand.
  const elements = new Map<string, { readonly last: ThreadStep; readonly prior: Value }>();
  for (const step of steps) {
    const key = `${step.kind}/${step.id}/${step.path}`;
    elements.set(key, { last: step, prior: elements.get(key)?.prior ?? step.prior });
  }
  return [...elements.values()].reverse().flatMap(({ last, prior }) => (prior === last.value ? [] : [{ step: last, answer: inverseOf(last, prior, current(last)) }]));
}

function inverseOf(step: ThreadStep, prior: Value, current: Value | undefined): Inverse['answer'] {
  if (current === undefined) return 'It is not here any more.';
  if (current === prior) return 'It is as it was before.';
  if (current !== step.value) return 'Something else stands there by now.';
  const definition = definitions.get(step.name);
  const args = definition === undefined ? null : argsFor(definition, step, prior);
  return definition?.inverse?.(step.args) ?? (args === null ? 'This can not be taken back.' : { name: step.name, args });
}

/** What a record is called, and why not all of it was taken back. */
export interface Left {
  readonly subject: string;
  readonly why: string;
}

/**
 * What became of taking a thread back, for whoever asked.
 * @param records how many the thread is about
 * @param left those of them that keep something of it
 * @param nothing whether no edit was withdrawn and none is made
 */
export function saidUndone(records: number, left: readonly Left[], nothing: boolean): string {
  if (left.length === 0) return nothing ? 'There was nothing to take back.' : 'Taken back';
  const reasons = [...Map.groupBy(left, ({ why }) => why)].map(([why, [first, ...more]]) => {
    const others = more.length > 0 ? ` and ${more.length} more` : '';
    return records === 1 ? why : `Not ${first?.subject ?? ''}${others}: ${why}`;
  });
  const whole = records - left.length;
  const back = nothing ? 'Nothing was taken back.' : whole > 0 ? `Taken back for ${whole} of ${records}.` : 'Taken back in part.';
  return `${back} ${reasons.join(' ')}`;
}

/** The arguments with which the same edit sets `value`: those it had, with the one that decides exchanged. */
function argsFor(definition: Definition, step: ThreadStep, value: Value): Readonly<Record<string, Value>> | null {
  for (const [key, was] of Object.entries(step.args)) {
    if (was !== step.value) continue;
    const args = v.safeParse(definition.args, { ...step.args, [key]: value });
    if (!args.success) continue;
    const element = definition.element(args.output);
    if (element.path === step.path && element.value === value && definition.target(args.output).id === step.id) return args.output;
  }
  return null;
}
