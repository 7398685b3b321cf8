/** On which terms connected users are edited. */
import type { connectedUserEdits } from '../connected-users.ts';
import type { Target } from '../definition.ts';
import { placeInEnvironment } from '../place.ts';
import { offWins, removedWins } from './rules.ts';
import type { Needs, TermsOf } from './terms.ts';

const manage = (_: unknown, target: Target): Needs => ({ action: { kind: 'connectedUsers.manage' }, place: placeInEnvironment(target) });

export const connectedUserTerms: TermsOf<typeof connectedUserEdits> = {
  'connectedUser.setEnabled': {
    rule: offWins,
    needs: manage,
  },
  'connectedUser.setRemoved': {
    rule: removedWins,
    needs: manage,
  },
};
