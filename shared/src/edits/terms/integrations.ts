/** On which terms integrations, activations and connections are edited. */
import { NAME_IS_GIVEN } from '../../domain/connection.ts';
import type { Target } from '../definition.ts';
import type { integrationEdits } from '../integrations.ts';
import { placeInEnvironment } from '../place.ts';
import { latestWins, offWins, removedWins } from './rules.ts';
import type { Context, Needs, TermsOf } from './terms.ts';

const manageConnection = (_: unknown, target: Target, { connection }: Context): Needs => ({
  action: { kind: 'connections.manage', usedBy: connection?.usedBy ?? [] },
  place: placeInEnvironment(target),
});

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
    needs: manageConnection,
    objects: (_, __, ___, { connection }) => (connection?.mayBeNamed === true ? null : NAME_IS_GIVEN),
  },
  'connection.setRemoved': {
    rule: removedWins,
    needs: manageConnection,
  },
};
