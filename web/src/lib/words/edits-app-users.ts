/** Edits of App users as people say them. */
import type { Value } from '@latchkey/shared/edits/merge';
import type { EditRequest } from '$replica/client.ts';
import type { Phrase } from './edits.ts';

/** What a role is called where its catalogue is not at hand: its id, as a word. */
const roleWord = (id: Value | undefined): string => {
  const words = String(id ?? '').replaceAll(/[-_]+/gu, ' ');
  return `${words.slice(0, 1).toLocaleUpperCase()}${words.slice(1)}`;
};

const role = (name: string, on: boolean): Phrase =>
  on
    ? { done: `given ${name}`, did: (subject) => `gave ${name} to ${subject}`, again: `Give ${name} again` }
    : { done: `no longer given ${name}`, did: (subject) => `removed ${name} from ${subject}`, again: `Remove ${name} again` };
const put = (done: string, did: (subject: string) => string, again: string): Phrase => ({ done, did, again });

/** By name, of the value that stands or was set. */
export const appUserPhrases: Readonly<Record<string, (value: Value, args: EditRequest['args']) => Phrase>> = {
  'appAccount.add': () => put('added', (subject) => `added ${subject}`, 'Add again'),
  'appAccount.setWithdrawn': () => put('taken back', (subject) => `took back the addition of ${subject}`, 'Take back again'),
  'appAccount.setPresence': (value) =>
    value === 'gone'
      ? put('removed', (subject) => `removed ${subject}`, 'Remove again')
      : put('given access', (subject) => `gave access to ${subject}`, 'Give access again'),
  'appAccount.setRole': (value, args) => role(roleWord(args['role']), value === true),
  'appAccount.match': (value) =>
    value === null ? put('unmatched', (subject) => `unmatched ${subject}`, 'Unmatch again') : put('matched', (subject) => `matched ${subject} to another member`, 'Match again'),
  'appAccount.setExempted': (value) =>
    value === true
      ? put('exempted', (subject) => `exempted ${subject}`, 'Exempt again')
      : put('no longer exempted', (subject) => `ended the exemption of ${subject}`, 'End the exemption again'),
  'appAccount.setProtected': (value) =>
    value === true
      ? put('protected', (subject) => `protected ${subject}`, 'Protect again')
      : put('no longer protected', (subject) => `ended the protection of ${subject}`, 'End the protection again'),
  'appAccount.retry': () => put('tried again', (subject) => `had ${subject} tried again`, 'Retry'),
  'integration.checkForUpdates': () => put('checked for updates', (subject) => `checked ${subject} for updates`, 'Check again'),
};
