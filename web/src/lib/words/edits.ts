/** Edits as people say them: what was done, to whom, what stands, what one can do (LOOK: Words). */
import type { EditRequest } from '$replica/client.ts';
import type { Value } from '@latchkey/shared/edits/merge';

/** What became of an edit whose author has to know. */
export type Outcome =
  | { readonly kind: 'superseded'; readonly by: string; readonly rule: 'restrictive' | 'latest'; readonly stands: Value }
  | { readonly kind: 'refused'; readonly message: string; readonly count: number };

/** What setting an element to a value is called: `done` follows a subject, `did` precedes one, `again` is on a button. */
interface Phrase {
  readonly done: string;
  readonly did: (subject: string) => string;
  readonly again: string;
}

const switched = (on: boolean): Phrase => {
  const way = on ? 'on' : 'off';
  return { done: `switched ${way}`, did: (subject) => `switched ${subject} ${way}`, again: `Switch ${way} again` };
};
const removed = (gone: boolean): Phrase =>
  gone
    ? { done: 'removed', did: (subject) => `removed ${subject}`, again: 'Remove again' }
    : { done: 'put back', did: (subject) => `put ${subject} back`, again: 'Put back again' };
const changed: Phrase = { done: 'changed', did: (subject) => `changed ${subject}`, again: 'Do it again' };

/** The value that an edit sets: the one argument that is not an id. */
const valueOf = ({ name, args }: EditRequest): Value =>
  (name.endsWith('.setEnabled') ? args['enabled'] : name.endsWith('.setRemoved') ? args['removed'] : args['name']) ?? null;

function phraseOf(name: string, value: Value): Phrase {
  if (name.endsWith('.setEnabled')) return switched(value === true);
  if (name.endsWith('.setRemoved')) return removed(value === true);
  if (name.endsWith('.rename')) {
    return { done: 'renamed', did: (subject) => `renamed ${subject} to ${String(value)}`, again: 'Rename again' };
  }
  return changed;
}

/** `Roger Simon switched off`. */
export const saidDone = (request: EditRequest, subject: string): string => `${subject} ${phraseOf(request.name, valueOf(request)).done}`;

/** `Switch on again`. */
export const saidAgain = (request: EditRequest): string => phraseOf(request.name, valueOf(request)).again;

/** What happened, in two parts: the first is set in bold. */
export function saidOutcome(request: EditRequest, subject: string, outcome: Outcome): readonly [string, string] {
  if (outcome.kind === 'refused') {
    const others = outcome.count > 1 ? ` So were ${outcome.count - 1} more of your changes.` : '';
    return [`Your change to ${subject} was refused.`, `${sentence(outcome.message)}${others}`];
  }
  const why = outcome.rule === 'restrictive' ? 'the more restrictive one stands' : 'the later one stands';
  return [
    `${outcome.by} ${phraseOf(request.name, outcome.stands).did(subject)}`,
    `without knowing of your change. Yours was not applied: ${why}.`,
  ];
}

const sentence = (text: string): string => (/[.!?]$/u.test(text) ? text : `${text}.`);
