/** Edits of app teams: which of them an app has, with which role, for which team of the workspace. */
import * as v from 'valibot';
import type { AppTeam } from '../domain/app-account.ts';
import { Id, Name } from '../domain/text.ts';
import type { Action, Place } from '../permissions.ts';
import { hasRole } from './app-accounts.ts';
import { define, isThere, latestWins, removedWins, type Target } from './definition.ts';
import { NewId } from './new-id.ts';
import { placeInEnvironment } from './place.ts';

const appTeam = (args: { readonly appTeam: string }) => ({ kind: 'appTeam', id: args.appTeam }) as const;
const manage = (_: unknown, target: Target): { action: Action; place: Place } => ({ action: { kind: 'appUsers.manage' }, place: placeInEnvironment(target) });

const noSuchRole = (integration: Target | null | undefined, role: string | null): string | null =>
  role === null || hasRole(integration, role) ? null : 'The app has no such role (any more).';
const noSuchTeam = (team: Target | null | undefined, id: string | null): string | null =>
  id === null || isThere(team) ? null : 'There is no such team in this workspace.';

export const appTeamEdits = [
  define({
    name: 'appTeam.add',
    args: v.strictObject({ appTeam: NewId, environment: Id, integration: Id, name: Name, role: v.nullable(Id), team: v.nullable(Id) }),
    target: appTeam,
    element: () => ({ path: 'removed', value: false }),
    rule: removedWins,
    needs: manage,
    creates: ({ environment, integration, name, role, team }) => ({ environment, integration, name, role, team }) satisfies AppTeam,
    inverse: (args) => ({ name: 'appTeam.setRemoved', args: { appTeam: args.appTeam, removed: true } }),
    refersTo: ({ integration, team }) => [{ kind: 'integration', id: integration }, ...(team === null ? [] : [{ kind: 'team', id: team } as const])],
    objects: (args, _, [integration, team]) =>
      isThere(integration) ? (noSuchRole(integration, args.role) ?? noSuchTeam(team, args.team)) : 'There is no such integration in this environment.',
  }),
  define({
    name: 'appTeam.setRole',
    args: v.strictObject({ appTeam: Id, role: v.nullable(Id) }),
    target: appTeam,
    element: (args) => ({ path: 'role', value: args.role }),
    rule: latestWins,
    needs: manage,
    refersTo: (_, { record }) => [{ kind: 'integration', id: String(record['integration']) }],
    objects: ({ role }, _, [integration]) => noSuchRole(integration, role),
  }),
  /** The team of the workspace whose members have this app team's access; null: the app alone decides who is in it. */
  define({
    name: 'appTeam.setTeam',
    args: v.strictObject({ appTeam: Id, team: v.nullable(Id) }),
    target: appTeam,
    element: (args) => ({ path: 'team', value: args.team }),
    rule: latestWins,
    needs: manage,
    refersTo: ({ team }) => (team === null ? [] : [{ kind: 'team', id: team }]),
    objects: (args, _, [team]) => noSuchTeam(team, args.team),
  }),
  define({
    name: 'appTeam.setRemoved',
    args: v.strictObject({ appTeam: Id, removed: v.boolean('must be true or false') }),
    target: appTeam,
    element: (args) => ({ path: 'removed', value: args.removed }),
    rule: removedWins,
    needs: manage,
  }),
];
