/** Edits of teams: the workspace's own, of members. */
import * as v from 'valibot';
import { ScopedLevel } from '../domain/levels.ts';
import type { Team } from '../domain/team.ts';
import { NewName } from '../domain/new-name.ts';
import { Id } from '../domain/text.ts';
import { pathOf } from './apply.ts';
import { NewId, OnOff } from './arguments.ts';
import { define } from './definition.ts';

const team = (args: { readonly team: string }) => ({ kind: 'team', id: args.team }) as const;

export const teamEdits = {
  'team.create': define({
    args: v.strictObject({ team: NewId, name: NewName }),
    target: team,
    element: () => ({ path: 'removed', value: false }),
    creates: ({ name }, { workspace, at }) => ({ workspace, name, members: {}, integrations: {}, createdAt: at }) satisfies Team,
    inverse: (args) => ({ name: 'team.setRemoved', args: { team: args.team, removed: true } }),
  }),
  'team.rename': define({
    args: v.strictObject({ team: Id, name: NewName }),
    target: team,
    element: (args) => ({ path: 'name', value: args.name }),
  }),
  'team.setMember': define({
    args: v.strictObject({ team: Id, member: Id, on: OnOff }),
    target: team,
    element: (args) => ({ path: pathOf('members', args.member), value: args.on, unset: false }),
  }),
  'team.setIntegrationLevel': define({
    args: v.strictObject({ team: Id, integration: Id, level: ScopedLevel }),
    target: team,
    element: (args) => ({ path: pathOf('integrations', args.integration), value: args.level, unset: 'none' }),
  }),
  'team.setRemoved': define({
    args: v.strictObject({ team: Id, removed: OnOff }),
    target: team,
    element: (args) => ({ path: 'removed', value: args.removed }),
  }),
};
