/** Edits of App users as people say them. */
import { phrase, type Phrase, type Phrases } from './phrase.ts';

const role = (name: string, on: boolean): Phrase =>
  on
    ? phrase(`given ${name}`, (subject) => `gave ${name} to ${subject}`, `Give ${name} again`)
    : phrase(`no longer given ${name}`, (subject) => `removed ${name} from ${subject}`, `Remove ${name} again`);

/** By name, of the value that stands or was set. */
export const appUserPhrases: Phrases = {
  'appAccount.add': () => phrase('added', (subject) => `added ${subject}`, 'Add again'),
  'appAccount.setWithdrawn': ({ value }) =>
    value === true
      ? phrase('taken back', (subject) => `took back the addition of ${subject}`, 'Take back again')
      : phrase('added after all', (subject) => `added ${subject} after all`, 'Add again'),
  'appAccount.setPresence': ({ value }) =>
    value === 'gone'
      ? phrase('removed', (subject) => `removed ${subject}`, 'Remove again')
      : phrase('given access', (subject) => `gave access to ${subject}`, 'Give access again'),
  'appAccount.setRole': ({ value, args, name }) => role(name(args['role'], 'a role'), value === true),
  'appAccount.match': ({ value, name }) => {
    if (value === null) return phrase('unmatched', (subject) => `unmatched ${subject}`, 'Unmatch again');
    const member = name(value, 'a member');
    return phrase(`matched to ${member}`, (subject) => `matched ${subject} to ${member}`, `Match to ${member} again`);
  },
  'appAccount.setExempted': ({ value }) =>
    value === true
      ? phrase('exempted', (subject) => `exempted ${subject}`, 'Exempt again')
      : phrase('no longer exempted', (subject) => `ended the exemption of ${subject}`, 'End the exemption again'),
  'appAccount.setProtected': ({ value }) =>
    value === true
      ? phrase('protected', (subject) => `protected ${subject}`, 'Protect again')
      : phrase('no longer protected', (subject) => `ended the protection of ${subject}`, 'End the protection again'),
  'appAccount.retry': ({ value }) =>
    value === null
      ? phrase('not tried again after all', (subject) => `took back another try for ${subject}`, 'Take back again')
      : phrase('tried again', (subject) => `had ${subject} tried again`, 'Retry'),
};
