/** Edits as people say them: what was done, to whom, what stands, what one can do (LOOK: Words). */
import type { EditRequest } from '$replica/client.ts';
import type { Value } from '@latchkey/shared/edits/merge';
import { valueOf, type Outcome } from '../state/edited-elements.ts';
import { appTeamPhrases } from './edits-app-teams.ts';
import { appUserPhrases } from './edits-app-users.ts';
import { integrationPhrases } from './edits-integrations.ts';
import { peoplePhrases } from './edits-people.ts';
import { phrase, type Phrase, type Phrases } from './phrase.ts';

/** Id → what is called so, as far as this device knows. */
export type Names = Readonly<Record<string, string>>;

const named: Phrases = { ...peoplePhrases, ...integrationPhrases, ...appUserPhrases, ...appTeamPhrases };

/** Of edits that end alike, of whatever record. */
const alike: Phrases = {
  setEnabled: ({ value }) =>
    value === true ? phrase('enabled', (subject) => `enabled ${subject}`, 'Enable again') : phrase('disabled', (subject) => `disabled ${subject}`, 'Disable again'),
  setRemoved: ({ value }) =>
    value === true ? phrase('removed', (subject) => `removed ${subject}`, 'Remove again') : phrase('put back', (subject) => `put ${subject} back`, 'Put back again'),
  rename: ({ value }) => phrase('renamed', (subject) => `renamed ${subject} to ${String(value)}`, 'Rename again'),
};

/** Of what another version of the app has asked for. */
const changed: Phrase = phrase('changed', (subject) => `changed ${subject}`, 'Do it again');

function phraseOf({ name, args }: EditRequest, value: Value, names: Names): Phrase {
  const say = named[name] ?? alike[name.split('.').at(-1) ?? ''];
  return say?.({ value, args, name: (id, otherwise) => names[String(id)] ?? otherwise }) ?? changed;
}

/** `Roger Simon disabled`. */
export const saidDone = (request: EditRequest, subject: string, names: Names = {}): string => `${subject} ${phraseOf(request, valueOf(request), names).done}`;

/** `Enable again`. */
export const saidAgain = (request: EditRequest, names: Names = {}): string => phraseOf(request, valueOf(request), names).again;

/** What happened, in two parts: the first is set in bold. */
export function saidOutcome(request: EditRequest, subject: string, outcome: Outcome, names: Names = {}): readonly [string, string] {
  if (outcome.kind === 'refused') return [`Your change to ${subject} was refused.`, sentence(outcome.message)];
  const why = outcome.rule === 'restrictive' ? 'the more restrictive one stands' : 'the later one stands';
  return [
    `${outcome.by} ${phraseOf(request, outcome.stands, names).did(subject)}`,
    `without knowing of your change. Yours was not applied: ${why}.`,
  ];
}

/** A message that stands beside others. */
export const sentence = (text: string): string => (/[.!?]$/u.test(text) ? text : `${text}.`);
