/** Edits of app teams: what managers want of them, and for which team of the workspace they are. What the app reports is no edit. */
import * as v from 'valibot';
import type { AppTeam } from '../domain/app-team.ts';
import { NewName } from '../domain/new-name.ts';
import { Id, Instant } from '../domain/text.ts';
import { NewId, OnOff } from './arguments.ts';
import { define } from './definition.ts';

const appTeam = (args: { readonly appTeam: string }) => ({ kind: 'appTeam', id: args.appTeam }) as const;

export const appTeamEdits = {
  'appTeam.add': define({
    args: v.strictObject({ appTeam: NewId, environment: Id, integration: Id, name: NewName, role: v.nullable(Id), team: v.nullable(Id) }),
    target: appTeam,
    element: () => ({ path: 'removed', value: false }),
    creates: ({ environment, integration, name, role, team }) => ({ environment, integration, name, role, team, reported: { presence: 'unknown' } }) satisfies AppTeam,
    inverse: (args) => ({ name: 'appTeam.setRemoved', args: { appTeam: args.appTeam, removed: true } }),
  }),
  'appTeam.setRole': define({
    args: v.strictObject({ appTeam: Id, role: v.nullable(Id) }),
    target: appTeam,
    element: (args) => ({ path: 'role', value: args.role }),
  }),
  /** The team of the workspace whose members have this app team's access; null: the app alone decides who is in it. */
  'appTeam.setTeam': define({
    args: v.strictObject({ appTeam: Id, team: v.nullable(Id) }),
    target: appTeam,
    element: (args) => ({ path: 'team', value: args.team }),
  }),
  'appTeam.setPresence': define({
    args: v.strictObject({ appTeam: Id, presence: v.picklist(['present', 'gone']) }),
    target: appTeam,
    element: (args) => ({ path: 'presence', value: args.presence, unset: 'present' }),
  }),
  /** `at`: the time of the failure or removal that is to be tried again; null: not, after all. */
  'appTeam.retry': define({
    args: v.strictObject({ appTeam: Id, at: v.nullable(Instant) }),
    target: appTeam,
    element: (args) => ({ path: 'retry', value: args.at, unset: null }),
  }),
  /** Takes back an addition that the app has not been told of. */
  'appTeam.setRemoved': define({
    args: v.strictObject({ appTeam: Id, removed: OnOff }),
    target: appTeam,
    element: (args) => ({ path: 'removed', value: args.removed }),
  }),
};
