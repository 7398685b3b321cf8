/** Edits of app accounts: what managers want of them, and whose they are. What the app reports is no edit (CASE-26). */
import * as v from 'valibot';
import { AppAccount } from '../domain/app-account.ts';
import { Id, Instant, Name } from '../domain/text.ts';
import type { Action, Place } from '../permissions.ts';
import { pathOf } from './apply.ts';
import { define, isThere, latestWins, offWins, onWins, removedWins, wins, type Reference, type Target } from './definition.ts';
import { NewId } from './new-id.ts';
import { placeInEnvironment } from './place.ts';

const account = (args: { readonly account: string }) => ({ kind: 'appAccount', id: args.account }) as const;
const manage = (_: unknown, target: Target): { action: Action; place: Place } => ({ action: { kind: 'appUsers.manage' }, place: placeInEnvironment(target) });
const yes = v.boolean('must be true or false');

const integrationOf = (target: Target): Reference => ({ kind: 'integration', id: v.parse(AppAccount.entries.integration, target.record['integration']) });
const teamsOf = ({ record }: Target): readonly Reference[] =>
  Object.keys(v.parse(AppAccount.entries.teams, record['teams'] ?? {})).map((id) => ({ kind: 'appTeam', id }));
const nameIn = (target: Target): string => String(target.record['name'] ?? target.id);
const memberIsThere = (member: Target | null | undefined): string | null => (isThere(member) ? null : 'There is no such member in this workspace.');

export const appAccountEdits = [
  define({
    name: 'appAccount.add',
    args: v.strictObject({ account: NewId, environment: Id, integration: Id, member: Id, username: Name }),
    target: account,
    element: () => ({ path: 'removed', value: false }),
    rule: removedWins,
    needs: manage,
    creates: ({ environment, integration, member, username }) =>
      ({
        ...{ environment, integration, username, member, teams: {} },
        desired: { presence: 'present', roles: {}, exempted: false, protected: false, retry: null },
        ...{ reported: { presence: 'unknown' }, operation: null, assets: [] },
      }) satisfies AppAccount,
    whenThere: (holder) => ({ name: 'appAccount.setPresence', args: { account: holder, presence: 'present' } }),
    inverse: (args) => ({ name: 'appAccount.setWithdrawn', args: { account: args.account, withdrawn: true } }),
    refersTo: (args) => [
      { kind: 'integration', id: args.integration },
      { kind: 'member', id: args.member },
    ],
    objects: (_, __, [integration, member]) => (isThere(integration) ? memberIsThere(member) : 'There is no such integration in this environment.'),
  }),
  /** Takes back an addition that the app has not been told of. */
  define({
    name: 'appAccount.setWithdrawn',
    args: v.strictObject({ account: Id, withdrawn: yes }),
    target: account,
    element: (args) => ({ path: 'removed', value: args.withdrawn }),
    rule: removedWins,
    needs: manage,
    objects: ({ withdrawn }, { record }) => {
      const operation = v.parse(AppAccount.entries.operation, record['operation']);
      const { presence } = v.parse(AppAccount.entries.reported, record['reported']);
      const isKnownToApp = presence !== 'unknown' || (operation !== null && operation.state === 'running');
      return withdrawn && isKnownToApp ? 'The app knows this account already: remove its access instead.' : null;
    },
  }),
  define({
    name: 'appAccount.setPresence',
    args: v.strictObject({ account: Id, presence: AppAccount.entries.desired.entries.presence }),
    target: account,
    element: (args) => ({ path: pathOf('desired', 'presence'), value: args.presence }),
    rule: wins('gone'),
    needs: manage,
    refersTo: (_, target) => teamsOf(target),
    objects: ({ presence }, _, teams) => {
      const names = teams.flatMap((team) => (isThere(team) ? [nameIn(team)] : []));
      return presence === 'present' || names.length === 0
        ? null
        : `This access comes from ${names.join(' and ')}: take the person out of the team, or the team out of the app.`;
    },
  }),
  define({
    name: 'appAccount.setRole',
    args: v.strictObject({ account: Id, role: Id, on: yes }),
    target: account,
    element: (args) => ({ path: pathOf('desired', 'roles', args.role), value: args.on, unset: false }),
    rule: offWins,
    needs: manage,
    refersTo: (_, target) => [integrationOf(target)],
    objects: ({ role, on }, _, [integration]) => (on && !hasRole(integration, role) ? 'The app has no such role (any more).' : null),
  }),
  define({
    name: 'appAccount.match',
    args: v.strictObject({ account: Id, member: v.nullable(Id) }),
    target: account,
    element: (args) => ({ path: 'member', value: args.member }),
    rule: latestWins,
    needs: manage,
    refersTo: ({ member }) => (member === null ? [] : [{ kind: 'member', id: member }]),
    objects: ({ member }, _, [found]) => (member === null ? null : memberIsThere(found)),
  }),
  define({
    name: 'appAccount.setExempted',
    args: v.strictObject({ account: Id, exempted: yes }),
    target: account,
    element: (args) => ({ path: pathOf('desired', 'exempted'), value: args.exempted }),
    rule: offWins,
    needs: manage,
  }),
  define({
    name: 'appAccount.setProtected',
    args: v.strictObject({ account: Id, protected: yes }),
    target: account,
    element: (args) => ({ path: pathOf('desired', 'protected'), value: args.protected }),
    rule: onWins,
    needs: manage,
  }),
  /** `at`: the time of the failure, expiry or removal that is to be tried again; null: not, after all. */
  define({
    name: 'appAccount.retry',
    args: v.strictObject({ account: Id, at: v.nullable(Instant) }),
    target: account,
    element: (args) => ({ path: pathOf('desired', 'retry'), value: args.at }),
    rule: latestWins,
    needs: manage,
  }),
];

/** Whether the integration's catalogue holds the role. */
export function hasRole(integration: Target | null | undefined, role: string): boolean {
  const roles = integration?.record['roles'];
  return typeof roles === 'object' && roles !== null && Object.hasOwn(roles, role);
}
