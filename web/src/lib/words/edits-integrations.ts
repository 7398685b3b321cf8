/** Edits of integrations, runs, saved views and notices as people say them. */
import type { Value } from '@latchkey/shared/edits/merge';
import { phrase, type Phrase, type Phrases } from './phrase.ts';

/** What of an integration, and of a role, is set, by the path of its element. */
export const fields: Readonly<Record<string, string>> = {
  ...{ name: 'the name', 'flow/name': 'the name of the flow', 'flow/url': 'the link to the flow', sharing: 'the sharing level', teamWord: 'the word for teams' },
  ...{ 'configuration/id': 'the configuration id', 'configuration/name': 'the configuration name', description: 'the description' },
};
const set = (what: string, value: Value): Phrase => {
  const to = value === null ? 'nothing' : String(value);
  return phrase(`has ${what} set to ${to}`, (subject) => `set ${what} of ${subject} to ${to}`, `Set to ${to} again`);
};

/** By name, of the value that stands or was set. */
export const integrationPhrases: Phrases = {
  'integration.checkForUpdates': ({ value }) =>
    value === null
      ? phrase('not checked for updates after all', (subject) => `took back the check of ${subject} for updates`, 'Take back again')
      : phrase('checked for updates', (subject) => `checked ${subject} for updates`, 'Check again'),
  'integration.configure': ({ value, args }) => set(fields[String(args['field'])] ?? 'a field', value),
  'integration.setGroup': ({ value }) => set('the group', value),
  'integration.addRole': ({ args }) => {
    const role = String(args['name']);
    return phrase(`offers the role ${role}`, (subject) => `added the role ${role} to ${subject}`, `Add ${role} again`);
  },
  'integration.configureRole': ({ value, args, name }) => set(`${fields[String(args['field'])] ?? 'a field'} of the role ${name(args['role'], 'at hand')}`, value),
  'integration.setRoleOffered': ({ value, args, name }) => {
    const role = name(args['role'], 'a role');
    return value === true
      ? phrase(`offers ${role}`, (subject) => `offered ${role} of ${subject}`, `Offer ${role} again`)
      : phrase(`no longer offers ${role}`, (subject) => `took ${role} off what ${subject} offers`, `Take ${role} off again`);
  },
  'activation.runNow': () => phrase('queued to run', (subject) => `queued ${subject} to run`, 'Run again'),
  'run.setWithdrawn': ({ value }) =>
    value === true
      ? phrase('is no longer queued to run', (subject) => `cancelled the queued run of ${subject}`, 'Cancel again')
      : phrase('queued to run after all', (subject) => `queued ${subject} to run after all`, 'Run again'),
  'view.save': () => phrase('saved', (subject) => `saved the view ${subject}`, 'Save again'),
  'view.setQuery': () => phrase('shows something else', (subject) => `changed what the view ${subject} shows`, 'Save again'),
  'notice.settle': () => phrase('seen to', (subject) => `saw to ${subject}`, 'See to it again'),
  'notice.dismiss': () => phrase('left as it is', (subject) => `left ${subject} as it is`, 'Leave it again'),
};
