/** On which terms app teams are edited. */
import * as v from 'valibot';
import { AppTeam } from '../../domain/app-team.ts';
import type { appTeamEdits } from '../app-teams.ts';
import type { Target } from '../definition.ts';
import { placeInEnvironment } from '../place.ts';
import { hasRole } from './app-accounts.ts';
import { latestWins, removedWins, wins } from './rules.ts';
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
  'appTeam.setPresence': {
    rule: wins('gone'),
    needs: manage,
  },
  'appTeam.retry': {
    rule: latestWins,
    needs: manage,
  },
  'appTeam.setRemoved': {
    rule: removedWins,
    needs: manage,
    objects: ({ removed }, { record }) => {
      const { reported, operation } = v.parse(AppTeam, record);
      const isKnownToApp = reported?.presence !== 'unknown' || operation?.state === 'running';
      return removed && isKnownToApp ? 'The app knows this team already: take it out of the app instead.' : null;
    },
  },
};
