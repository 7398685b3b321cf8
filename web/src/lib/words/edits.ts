/** Edits as people say them: what was done, to whom, what stands, what one can do (LOOK: Words). */
import type { EditRequest } from '$replica/client.ts';
import type { Value } from '@latchkey/shared/edits/merge';
import { valueOf, type Outcome } from '../state/edited-elements.ts';
import { appTeamPhrases } from './edits-app-teams.ts';
import { appUserPhrases } from './edits-app-users.ts';
import { scopedLevels, workspaceLevels } from './levels.ts';

/** What setting an element to a value is called: `done` follows a subject, `did` precedes one, `again` is on a button. */
export interface Phrase {
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

const levelled = (value: Value): Phrase => {
  const level = value === 'owner' || value === 'administrator' ? workspaceLevels[value] : value === 'manage' || value === 'monitor' ? scopedLevels[value] : scopedLevels.none;
  return { done: `set to ${level}`, did: (subject) => `set ${subject} to ${level}`, again: `Set to ${level} again` };
};
const membership = (isIn: boolean): Phrase =>
  isIn
    ? { done: 'has one member more', did: (subject) => `put the member in ${subject}`, again: 'Put in again' }
    : { done: 'has one member less', did: (subject) => `took the member out of ${subject}`, again: 'Take out again' };
const given = (on: boolean): Phrase =>
  on
    ? { done: 'given the right to runs', did: (subject) => `gave ${subject} the right to runs`, again: 'Give again' }
    : { done: 'no longer given the right to runs', did: (subject) => `took the right to runs from ${subject}`, again: 'Take again' };
const invited: Phrase = { done: 'invited', did: (subject) => `invited ${subject}`, again: 'Invite again' };
const revoked: Phrase = { done: 'is no longer invited', did: (subject) => `revoked the invitation of ${subject}`, again: 'Revoke again' };

/** Of edits that say one thing only, whatever they set. */
const phrases: Readonly<Record<string, Phrase>> = {
  'activation.runNow': { done: 'queued to run', did: (subject) => `queued ${subject} to run`, again: 'Run again' },
  'view.save': { done: 'saved', did: (subject) => `saved ${subject}`, again: 'Save again' },
  'invitation.create': invited,
  'invitation.resend': invited,
};

function phraseOf({ name, args }: EditRequest, value: Value): Phrase {
  if (name.endsWith('.setEnabled')) return switched(value === true);
  if (name.endsWith('.setRemoved')) return removed(value === true);
  if (name.endsWith('.rename')) {
    return { done: 'renamed', did: (subject) => `renamed ${subject} to ${String(value)}`, again: 'Rename again' };
  }
  if (/^(member|team|invitation)\.set\w*Level$/.test(name)) return levelled(value);
  if (name === 'team.setMember') return membership(value === true);
  if (name === 'member.setRunRight') return given(value === true);
  if (name === 'invitation.setStatus') return value === 'revoked' ? revoked : invited;
  return phrases[name] ?? appUserPhrases[name]?.(value, args) ?? appTeamPhrases[name]?.(value) ?? changed;
}

/** `Roger Simon switched off`. */
export const saidDone = (request: EditRequest, subject: string): string => `${subject} ${phraseOf(request, valueOf(request)).done}`;

/** `Switch on again`. */
export const saidAgain = (request: EditRequest): string => phraseOf(request, valueOf(request)).again;

/** What happened, in two parts: the first is set in bold. */
export function saidOutcome(request: EditRequest, subject: string, outcome: Outcome): readonly [string, string] {
  if (outcome.kind === 'refused') {
    const others = outcome.count > 1 ? ` So were ${outcome.count - 1} more of your changes.` : '';
    return [`Your change to ${subject} was refused.`, `${sentence(outcome.message)}${others}`];
  }
  const why = outcome.rule === 'restrictive' ? 'the more restrictive one stands' : 'the later one stands';
  return [
    `${outcome.by} ${phraseOf(request, outcome.stands).did(subject)}`,
    `without knowing of your change. Yours was not applied: ${why}.`,
  ];
}

const sentence = (text: string): string => (/[.!?]$/u.test(text) ? text : `${text}.`);
