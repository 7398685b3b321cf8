/** On which terms an integration is configured. */
import { isOffered } from '../../domain/roles.ts';
import type { configurationEdits } from '../configuration.ts';
import type { Target } from '../definition.ts';
import { placeInEnvironment } from '../place.ts';
import { latestWins, offWins } from './rules.ts';
import type { Needs, TermsOf } from './terms.ts';

const configure = (_: unknown, target: Target): Needs => ({ action: { kind: 'integrations.configure' }, place: placeInEnvironment(target) });
const noSuchRole = (target: Target, role: string): string | null => (isOffered(target.record, role) === null ? 'There is no such role of this integration.' : null);

export const configurationTerms: TermsOf<typeof configurationEdits> = {
  'integration.configure': {
    rule: latestWins,
    needs: configure,
  },
  'integration.setGroup': {
    rule: latestWins,
    needs: (_, target) => ({ action: { kind: 'teams.manage' }, place: placeInEnvironment(target) }),
  },
  'integration.addRole': {
    rule: latestWins,
    needs: configure,
    objects: ({ role }, target) => (isOffered(target.record, role) === null ? null : 'There is a role of this id already: change its name, or offer it again.'),
  },
  'integration.configureRole': {
    rule: latestWins,
    needs: configure,
    objects: ({ role }, target) => noSuchRole(target, role),
  },
  'integration.setRoleOffered': {
    rule: offWins,
    needs: configure,
    objects: ({ role }, target) => noSuchRole(target, role),
  },
};
