/** Edits of app teams as people say them. */
import { phrase, type Phrases } from './phrase.ts';

/** By name, of the value that stands or was set. */
export const appTeamPhrases: Phrases = {
  'appTeam.add': () => phrase('added', (subject) => `added ${subject}`, 'Add again'),
  'appTeam.setPresence': ({ value }) =>
    value === 'gone'
      ? phrase('removed', (subject) => `removed ${subject}`, 'Remove again')
      : phrase('to be kept', (subject) => `kept ${subject}`, 'Keep again'),
  'appTeam.setRole': ({ value, name }) => {
    if (value === null) return phrase('given no role', (subject) => `took the role from ${subject}`, 'Take the role again');
    const role = name(value, 'another role');
    return phrase(`given ${role}`, (subject) => `gave ${role} to ${subject}`, `Give ${role} again`);
  },
  'appTeam.setTeam': ({ value, name }) => {
    if (value === null) return phrase('linked to no team', (subject) => `ended the link of ${subject} to a team`, 'End the link again');
    const team = name(value, 'another team');
    return phrase(`linked to ${team}`, (subject) => `linked ${subject} to ${team}`, `Link to ${team} again`);
  },
  'appTeam.retry': ({ value }) =>
    value === null
      ? phrase('not tried again after all', (subject) => `took back another try for ${subject}`, 'Take back again')
      : phrase('tried again', (subject) => `had ${subject} tried again`, 'Retry'),
};
