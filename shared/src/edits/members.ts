/** Edits of members' access. The rule of the last owner is the desk's, since it looks at all members (EDIT-8). */
import * as v from 'valibot';
import { ScopedLevel, WorkspaceLevel } from '../domain/levels.ts';
import { scopedRank, workspaceRank } from '../domain/ranks.ts';
import { Id, text } from '../domain/text.ts';
import type { Action } from '../permissions.ts';
import { pathOf } from './apply.ts';
import { define, latestWins, offWins, removedWins, type Target } from './definition.ts';
import { placeInWorkspace } from './place.ts';

const member = (args: { readonly member: string }) => ({ kind: 'member', id: args.member }) as const;

const yes = v.boolean('must be true or false');
const RunTarget = v.pipe(text(210), v.regex(/^(integration|group)\/./u, 'must be integration/{id} or group/{name}'));

const levelOf = (target: Target): WorkspaceLevel => {
  const level = v.safeParse(WorkspaceLevel, target.record['level']);
  return level.success ? level.output : 'none';
};

const change = (target: Target, becomes: WorkspaceLevel) => ({
  action: { kind: 'members.change', subject: { member: target.id, level: levelOf(target), becomes } } satisfies Action,
  place: placeInWorkspace(target),
});

export const memberEdits = [
  define({
    name: 'member.setEnabled',
    args: v.strictObject({ member: Id, enabled: v.boolean('must be true or false') }),
    target: member,
    element: (args) => ({ path: 'enabled', value: args.enabled }),
    rule: offWins,
    needs: (_, target) => change(target, levelOf(target)),
  }),
  define({
    name: 'member.setLevel',
    args: v.strictObject({ member: Id, level: WorkspaceLevel }),
    target: member,
    element: (args) => ({ path: 'level', value: args.level }),
    rule: { kind: 'restrictive', rank: (value) => workspaceRank[value as WorkspaceLevel] },
    needs: (args, target) => change(target, args.level),
  }),
  define({
    name: 'member.setEnvironmentLevel',
    args: v.strictObject({ member: Id, environment: Id, level: ScopedLevel }),
    target: member,
    element: (args) => ({ path: pathOf('environments', args.environment), value: args.level, unset: 'none' }),
    rule: { kind: 'restrictive', rank: (value) => scopedRank[value as ScopedLevel] },
    needs: (_, target) => change(target, levelOf(target)),
  }),
  define({
    name: 'member.setIntegrationLevel',
    args: v.strictObject({ member: Id, integration: Id, level: ScopedLevel }),
    target: member,
    element: (args) => ({ path: pathOf('integrations', args.integration), value: args.level, unset: 'none' }),
    rule: { kind: 'restrictive', rank: (value) => scopedRank[value as ScopedLevel] },
    needs: (_, target) => change(target, levelOf(target)),
  }),
  /** To see or to start runs, on `integration/{id}` or `group/{name}`. */
  define({
    name: 'member.setRunRight',
    args: v.strictObject({ member: Id, target: RunTarget, right: v.picklist(['view', 'run'], 'must be view or run'), on: yes }),
    target: member,
    element: (args) => ({ path: pathOf('runs', args.target, args.right), value: args.on, unset: false }),
    rule: offWins,
    needs: (_, target) => ({ action: { kind: 'teams.manage' }, place: placeInWorkspace(target) }),
  }),
  /** Whether one's own e-mail and push tell of failures of an integration. */
  define({
    name: 'member.setNotifications',
    args: v.strictObject({ member: Id, integration: Id, on: yes }),
    target: member,
    element: (args) => ({ path: pathOf('notifications', args.integration), value: args.on, unset: false }),
    rule: latestWins,
    needs: (args, target) => ({ action: { kind: 'notifications.own', member: args.member }, place: placeInWorkspace(target) }),
  }),
  define({
    name: 'member.setRemoved',
    args: v.strictObject({ member: Id, removed: v.boolean('must be true or false') }),
    target: member,
    element: (args) => ({ path: 'removed', value: args.removed }),
    rule: removedWins,
    needs: (_, target) => change(target, levelOf(target)),
  }),
];
