/** On which terms integrations, activations and connections are edited. */
import { placeInEnvironment } from '../place.ts';
import type { integrationEdits } from '../integrations.ts';
import { latestWins, offWins, removedWins } from './rules.ts';
import type { TermsOf } from './terms.ts';

export const integrationTerms: TermsOf<typeof integrationEdits> = {
  'integration.setEnabled': {
    rule: offWins,
    needs: (_, target) => ({ action: { kind: 'activations.manage' }, place: placeInEnvironment(target) }),
  },
  'integration.checkForUpdates': {
    rule: latestWins,
    needs: (_, target) => ({ action: { kind: 'appUsers.manage' }, place: placeInEnvironment(target) }),
  },
  'activation.setEnabled': {
    rule: offWins,
    needs: (_, target) => ({ action: { kind: 'activations.manage' }, place: placeInEnvironment(target) }),
  },
  'connection.rename': {
    rule: latestWins,
    needs: (_, target) => ({ action: { kind: 'connections.manage' }, place: placeInEnvironment(target) }),
  },
  'connection.setRemoved': {
    rule: removedWins,
    needs: (_, target) => ({ action: { kind: 'connections.manage' }, place: placeInEnvironment(target) }),
  },
};
