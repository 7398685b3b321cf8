/** Edits of members' access. */
import * as v from 'valibot';
import { ScopedLevel, WorkspaceLevel } from '../domain/levels.ts';
import { Id, text } from '../domain/text.ts';
import { pathOf } from './apply.ts';
import { OnOff } from './arguments.ts';
import { define } from './definition.ts';

const member = (args: { readonly member: string }) => ({ kind: 'member', id: args.member }) as const;

const RunTarget = v.pipe(text(210), v.regex(/^(integration|group)\/./u, 'must be integration/{id} or group/{name}'));

export const memberEdits = {
  'member.setEnabled': define({
    args: v.strictObject({ member: Id, enabled: OnOff }),
    target: member,
    element: (args) => ({ path: 'enabled', value: args.enabled }),
  }),
  'member.setLevel': define({
    args: v.strictObject({ member: Id, level: WorkspaceLevel }),
    target: member,
    element: (args) => ({ path: 'level', value: args.level }),
  }),
  'member.setEnvironmentLevel': define({
    args: v.strictObject({ member: Id, environment: Id, level: ScopedLevel }),
    target: member,
    element: (args) => ({ path: pathOf('environments', args.environment), value: args.level, unset: 'none' }),
  }),
  'member.setIntegrationLevel': define({
    args: v.strictObject({ member: Id, integration: Id, level: ScopedLevel }),
    target: member,
    element: (args) => ({ path: pathOf('integrations', args.integration), value: args.level, unset: 'none' }),
  }),
  /** To see or to start runs, on `integration/{id}` or `group/{name}`. */
  'member.setRunRight': define({
    args: v.strictObject({ member: Id, target: RunTarget, right: v.picklist(['view', 'run'], 'must be view or run'), on: OnOff }),
    target: member,
    element: (args) => ({ path: pathOf('runs', args.target, args.right), value: args.on, unset: false }),
  }),
  /** Whether one's own e-mail and push tell of failures of an integration. */
  'member.setNotifications': define({
    args: v.strictObject({ member: Id, integration: Id, on: OnOff }),
    target: member,
    element: (args) => ({ path: pathOf('notifications', args.integration), value: args.on, unset: false }),
  }),
  'member.setRemoved': define({
    args: v.strictObject({ member: Id, removed: OnOff }),
    target: member,
    element: (args) => ({ path: 'removed', value: args.removed }),
  }),
};
