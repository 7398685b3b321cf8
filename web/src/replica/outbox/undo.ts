/** Taking a thread back with edits of its own (PRODUCT: editing together). Pure. */
import type { Value } from '@latchkey/shared/edits/merge';
import { definitions } from '@latchkey/shared/edits/definitions';
import type { Definition } from '@latchkey/shared/edits/definition';
import * as v from 'valibot';
import type { EditRequest } from '../client.ts';
import type { ThreadStep } from '../storage/user-schema.ts';

/**
 * The edits that give each element back what it had, the last one first. Elements where something else stands
 * by now are left alone, and so are edits that have no opposite.
 * @param current what an element shows now; undefined where its record is not known
 */
export function inverseEdits(steps: readonly ThreadStep[], current: (step: ThreadStep) => Value | undefined): readonly EditRequest[] {
  // Where a thread set an element more than once, its first `prior` counts, and its last value must stand.
  const elements = new Map<string, { readonly last: ThreadStep; readonly prior: Value }>();
  for (const step of steps) {
    const key = `${step.kind}/${step.id}/${step.path}`;
    elements.set(key, { last: step, prior: elements.get(key)?.prior ?? step.prior });
  }
  return [...elements.values()].reverse().flatMap(({ last, prior }) => {
    const definition = definitions.get(last.name);
    if (definition === undefined || prior === last.value || current(last) !== last.value) return [];
    if (definition.inverse !== undefined) return [definition.inverse(last.args)];
    const args = argsFor(definition, last, prior);
    return args === null ? [] : [{ name: last.name, args }];
  });
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
