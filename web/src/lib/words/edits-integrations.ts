/** Edits of integrations, runs, saved views and notices as people say them. */
import { phrase, type Phrases } from './phrase.ts';

/** By name, of the value that stands or was set. */
export const integrationPhrases: Phrases = {
  'integration.checkForUpdates': ({ value }) =>
    value === null
      ? phrase('not checked for updates after all', (subject) => `took back the check of ${subject} for updates`, 'Take back again')
      : phrase('checked for updates', (subject) => `checked ${subject} for updates`, 'Check again'),
  'activation.runNow': () => phrase('queued to run', (subject) => `queued ${subject} to run`, 'Run again'),
  'run.setWithdrawn': ({ value }) =>
    value === true
      ? phrase('is no longer queued to run', (subject) => `cancelled the queued run of ${subject}`, 'Cancel again')
      : phrase('queued to run after all', (subject) => `queued ${subject} to run after all`, 'Run again'),
  'view.save': () => phrase('saved', (subject) => `saved the view ${subject}`, 'Save again'),
  'view.setQuery': () => phrase('shows something else', (subject) => `changed what the view ${subject} shows`, 'Save again'),
  'notice.dismiss': () => phrase('left as it is', (subject) => `left ${subject} as it is`, 'Leave it again'),
};
