/** On which terms members are edited. The rule of the last owner is the desk's, since it looks at all members (EDIT-8). */
import * as v from 'valibot';
import { WorkspaceLevel } from '../../domain/levels.ts';
import type { Target } from '../definition.ts';
import type { memberEdits } from '../members.ts';
import { placeInWorkspace } from '../place.ts';
import { latestWins, lowerLevelWins, lowerScopedLevelWins, offWins, removedWins } from './rules.ts';
import { missing, type Mention, type Needs, type TermsOf } from './terms.ts';

const levelOf = (target: Target): WorkspaceLevel => {
  const level = v.safeParse(WorkspaceLevel, target.record['level']);
  return level.success ? level.output : 'none';
};

const change = (target: Target, becomes: WorkspaceLevel): Needs => ({
  action: { kind: 'members.change', subject: { member: target.id, level: levelOf(target), becomes } },
  place: placeInWorkspace(target),
});

/** @param target as in `member.setRunRight`: `integration/{id}` or `group/{name}` */
function placeOfRuns(target: string): Mention & { readonly kind: 'integration' | 'group' } {
  const [kind = '', ...rest] = target.split('/');
  return { kind: kind === 'integration' ? kind : 'group', id: rest.join('/') };
}

export const memberTerms: TermsOf<typeof memberEdits> = {
  'member.setEnabled': {
    rule: offWins,
    needs: (_, target) => change(target, levelOf(target)),
  },
  'member.setLevel': {
    rule: lowerLevelWins,
    needs: (args, target) => change(target, args.level),
  },
  'member.setEnvironmentLevel': {
    rule: lowerScopedLevelWins,
    needs: (_, target) => change(target, levelOf(target)),
    refersTo: ({ environment }) => [{ kind: 'environment', id: environment }],
    objects: ({ level }, _, [environment]) => (level === 'none' ? null : missing('environment', environment)),
  },
  'member.setIntegrationLevel': {
    rule: lowerScopedLevelWins,
    needs: (_, target) => change(target, levelOf(target)),
    refersTo: ({ integration }) => [{ kind: 'integration', id: integration }],
    objects: ({ level }, _, [integration]) => (level === 'none' ? null : missing('integration', integration)),
  },
  'member.setRunRight': {
    rule: offWins,
    needs: (_, target) => ({ action: { kind: 'teams.manage' }, place: placeInWorkspace(target) }),
    refersTo: ({ target }) => [placeOfRuns(target)],
    objects: ({ target, on }, _, [place]) => (on ? missing(placeOfRuns(target).kind, place) : null),
  },
  'member.setNotifications': {
    rule: latestWins,
    needs: (args, target) => ({ action: { kind: 'notifications.own', member: args.member }, place: placeInWorkspace(target) }),
    refersTo: ({ integration }) => [{ kind: 'integration', id: integration }],
    objects: ({ on }, _, [integration]) => (on ? missing('integration', integration) : null),
  },
  'member.setRemoved': {
    rule: removedWins,
    needs: (_, target) => change(target, levelOf(target)),
  },
};
