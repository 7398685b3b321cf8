/** On which terms app teams are edited. */
import type { appTeamEdits } from '../app-teams.ts';
import type { Target } from '../definition.ts';
import { placeInEnvironment } from '../place.ts';
import { hasRole } from './app-accounts.ts';
import { latestWins, removedWins } from './rules.ts';
import { isThere, missing, type Mentioned, type Needs, type TermsOf } from './terms.ts';

const manage = (_: unknown, target: Target): Needs => ({ action: { kind: 'appUsers.manage' }, place: placeInEnvironment(target) });

const noSuchRole = (integration: Mentioned | null | undefined, role: string | null): string | null =>
  role === null || hasRole(integration, role) ? null : 'The app has no such role (any more).';
const noSuchTeam = (team: Mentioned | null | undefined, id: string | null): string | null => (id === null ? null : missing('team', team));

export const appTeamTerms: TermsOf<typeof appTeamEdits> = {
  'appTeam.add': {
    rule: removedWins,
    needs: manage,
    refersTo: ({ integration, team }) => [{ kind: 'integration', id: integration }, ...(team === null ? [] : [{ kind: 'team', id: team } as const])],
    objects: (args, _, [integration, team]) =>
      isThere(integration) ? (noSuchRole(integration, args.role) ?? noSuchTeam(team, args.team)) : 'There is no such integration in this environment.',
  },
  'appTeam.setRole': {
    rule: latestWins,
    needs: manage,
    refersTo: (_, { record }) => [{ kind: 'integration', id: String(record['integration']) }],
    objects: ({ role }, _, [integration]) => noSuchRole(integration, role),
  },
  'appTeam.setTeam': {
    rule: latestWins,
    needs: manage,
    refersTo: ({ team }) => (team === null ? [] : [{ kind: 'team', id: team }]),
    objects: (args, _, [team]) => noSuchTeam(team, args.team),
  },
  'appTeam.setRemoved': {
    rule: removedWins,
    needs: manage,
  },
};
