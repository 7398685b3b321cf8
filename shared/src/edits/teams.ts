/** Edits of teams: the workspace's own, of members. */
import * as v from 'valibot';
import { ScopedLevel } from '../domain/levels.ts';
import { scopedRank } from '../domain/ranks.ts';
import type { Team } from '../domain/team.ts';
import { Id, Name } from '../domain/text.ts';
import type { Action, Place } from '../permissions.ts';
import { pathOf } from './apply.ts';
import { define, isThere, latestWins, offWins, removedWins, type Target } from './definition.ts';
import { NewId } from './new-id.ts';
import { placeInWorkspace } from './place.ts';

const team = (args: { readonly team: string }) => ({ kind: 'team', id: args.team }) as const;
const manage = (_: unknown, target: Target): { action: Action; place: Place } => ({ action: { kind: 'teams.manage' }, place: placeInWorkspace(target) });

export const teamEdits = [
  define({
    name: 'team.create',
    args: v.strictObject({ team: NewId, name: Name }),
    target: team,
    element: () => ({ path: 'removed', value: false }),
    rule: removedWins,
    needs: manage,
    creates: ({ name }, { workspace, at }) => ({ workspace, name, members: {}, integrations: {}, createdAt: at }) satisfies Team,
    inverse: (args) => ({ name: 'team.setRemoved', args: { team: args.team, removed: true } }),
  }),
  define({
    name: 'team.rename',
    args: v.strictObject({ team: Id, name: Name }),
    target: team,
    element: (args) => ({ path: 'name', value: args.name }),
    rule: latestWins,
    needs: manage,
  }),
  define({
    name: 'team.setMember',
    args: v.strictObject({ team: Id, member: Id, on: v.boolean('must be true or false') }),
    target: team,
    element: (args) => ({ path: pathOf('members', args.member), value: args.on, unset: false }),
    rule: offWins,
    needs: manage,
    refersTo: ({ member }) => [{ kind: 'member', id: member }],
    objects: ({ on }, _, [member]) => (on && !isThere(member) ? 'There is no such member in this workspace.' : null),
  }),
  define({
    name: 'team.setIntegrationLevel',
    args: v.strictObject({ team: Id, integration: Id, level: ScopedLevel }),
    target: team,
    element: (args) => ({ path: pathOf('integrations', args.integration), value: args.level, unset: 'none' }),
    rule: { kind: 'restrictive', rank: (value) => scopedRank[value as ScopedLevel] },
    needs: manage,
  }),
  define({
    name: 'team.setRemoved',
    args: v.strictObject({ team: Id, removed: v.boolean('must be true or false') }),
    target: team,
    element: (args) => ({ path: 'removed', value: args.removed }),
    rule: removedWins,
    needs: manage,
  }),
];
