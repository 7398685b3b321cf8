/** On which terms teams are edited. */
import type { Target } from '../definition.ts';
import { placeInWorkspace } from '../place.ts';
import type { teamEdits } from '../teams.ts';
import { latestWins, lowerScopedLevelWins, offWins, removedWins } from './rules.ts';
import { missing, type Needs, type TermsOf } from './terms.ts';

const manage = (_: unknown, target: Target): Needs => ({ action: { kind: 'teams.manage' }, place: placeInWorkspace(target) });

export const teamTerms: TermsOf<typeof teamEdits> = {
  'team.create': {
    rule: removedWins,
    needs: manage,
  },
  'team.rename': {
    rule: latestWins,
    needs: manage,
  },
  'team.setMember': {
    rule: offWins,
    needs: manage,
    refersTo: ({ member }) => [{ kind: 'member', id: member }],
    objects: ({ on }, _, [member]) => (on ? missing('member', member) : null),
  },
  'team.setIntegrationLevel': {
    rule: lowerScopedLevelWins,
    needs: manage,
    refersTo: ({ integration }) => [{ kind: 'integration', id: integration }],
    objects: ({ level }, _, [integration]) => (level === 'none' ? null : missing('integration', integration)),
  },
  'team.setRemoved': {
    rule: removedWins,
    needs: manage,
  },
};
