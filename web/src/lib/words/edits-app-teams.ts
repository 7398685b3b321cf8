/** Edits of app teams as people say them. */
import type { Value } from '@latchkey/shared/edits/merge';
import type { Phrase } from './edits.ts';

/** By name, of the value that stands or was set. */
export const appTeamPhrases: Readonly<Record<string, (value: Value) => Phrase>> = {
  'appTeam.add': () => ({ done: 'added', did: (subject) => `added ${subject}`, again: 'Add again' }),
  'appTeam.setPresence': (value) =>
    value === 'gone'
      ? { done: 'removed', did: (subject) => `removed ${subject}`, again: 'Remove again' }
      : { done: 'to be kept', did: (subject) => `kept ${subject}`, again: 'Keep again' },
  'appTeam.setRole': (value) =>
    value === null
      ? { done: 'given no role', did: (subject) => `took the role from ${subject}`, again: 'Take again' }
      : { done: 'given another role', did: (subject) => `gave another role to ${subject}`, again: 'Give again' },
  'appTeam.retry': () => ({ done: 'tried again', did: (subject) => `had ${subject} tried again`, again: 'Retry' }),
};
