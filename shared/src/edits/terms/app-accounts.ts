/** On which terms app accounts are edited. */
import * as v from 'valibot';
import { AppAccount } from '../../domain/app-account.ts';
import { isOffered } from '../../domain/roles.ts';
import type { appAccountEdits } from '../app-accounts.ts';
import type { Reference, Target } from '../definition.ts';
import { placeInEnvironment } from '../place.ts';
import { latestWins, offWins, onWins, removedWins, wins } from './rules.ts';
import { isThere, missing, type Mentioned, type Needs, type TermsOf } from './terms.ts';

const manage = (_: unknown, target: Target): Needs => ({ action: { kind: 'appUsers.manage' }, place: placeInEnvironment(target) });

const integrationOf = (target: Target): Reference => ({ kind: 'integration', id: v.parse(AppAccount.entries.integration, target.record['integration']) });
const teamsOf = ({ record }: Target): readonly Reference[] =>
  Object.keys(v.parse(AppAccount.entries.teams, record['teams'] ?? {})).map((id) => ({ kind: 'appTeam', id }));
const nameIn = (target: Mentioned): string => String(target.record['name'] ?? target.id);
/** The objection to removing what a team gives (EDIT-14), or null. */
const comesFromTeams = (teams: readonly (Mentioned | null)[]): string | null => {
  const names = teams.flatMap((team) => (isThere(team) ? [nameIn(team)] : []));
  return names.length === 0 ? null : `This access comes from ${names.join(' and ')}: take the person out of the team, or the team out of the app.`;
};

export const appAccountTerms: TermsOf<typeof appAccountEdits> = {
  'appAccount.add': {
    rule: removedWins,
    needs: manage,
    whenThere: ({ id, record }, { member }) => {
      const whose = v.parse(AppAccount.entries.member, record['member']);
      const { presence } = v.parse(AppAccount.entries.desired, record['desired']);
      if (whose !== null && whose !== member) return null;
      return whose === null && presence === 'present'
        ? { name: 'appAccount.match', args: { account: id, member } }
        : { name: 'appAccount.setPresence', args: { account: id, presence: 'present' } };
    },
    refersTo: (args) => [
      { kind: 'integration', id: args.integration },
      { kind: 'member', id: args.member },
    ],
    objects: (_, __, [integration, member]) => (isThere(integration) ? missing('member', member) : 'There is no such integration in this environment.'),
  },
  'appAccount.setWithdrawn': {
    rule: removedWins,
    needs: manage,
    refersTo: (_, target) => teamsOf(target),
    objects: ({ withdrawn }, { record }, teams) => {
      const operation = v.parse(AppAccount.entries.operation, record['operation']);
      const { presence } = v.parse(AppAccount.entries.reported, record['reported']);
      const isKnownToApp = presence !== 'unknown' || (operation !== null && operation.state === 'running');
      if (!withdrawn) return null;
      return isKnownToApp ? 'The app knows this account already: remove its access instead.' : comesFromTeams(teams);
    },
  },
  'appAccount.setPresence': {
    rule: wins('gone'),
    needs: manage,
    refersTo: (_, target) => teamsOf(target),
    objects: ({ presence }, _, teams) => (presence === 'present' ? null : comesFromTeams(teams)),
  },
  'appAccount.setRole': {
    rule: offWins,
    needs: manage,
    refersTo: (_, target) => [integrationOf(target)],
    objects: ({ role, on }, _, [integration]) => (on && !hasRole(integration, role) ? 'The app has no such role (any more).' : null),
  },
  'appAccount.match': {
    rule: latestWins,
    needs: manage,
    refersTo: ({ member }) => (member === null ? [] : [{ kind: 'member', id: member }]),
    objects: ({ member }, _, [found]) => (member === null ? null : missing('member', found)),
  },
  'appAccount.setExempted': {
    rule: offWins,
    needs: manage,
  },
  'appAccount.setProtected': {
    rule: onWins,
    needs: manage,
  },
  'appAccount.retry': {
    rule: latestWins,
    needs: manage,
  },
};

/** Whether the integration offers the role. */
export const hasRole = (integration: Mentioned | null | undefined, role: string): boolean => isThere(integration) && isOffered(integration.record, role) === true;
