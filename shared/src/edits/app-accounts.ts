/** Edits of app accounts: what managers want of them, and whose they are. What the app reports is no edit (CASE-26). */
import * as v from 'valibot';
import { AppAccount } from '../domain/app-account.ts';
import { Id, Instant, Username } from '../domain/text.ts';
import { pathOf } from './apply.ts';
import { NewId, OnOff } from './arguments.ts';
import { define } from './definition.ts';

const account = (args: { readonly account: string }) => ({ kind: 'appAccount', id: args.account }) as const;

export const appAccountEdits = {
  'appAccount.add': define({
    args: v.strictObject({ account: NewId, environment: Id, integration: Id, member: Id, username: Username }),
    target: account,
    element: () => ({ path: 'removed', value: false }),
    creates: ({ environment, integration, member, username }) =>
      ({
        ...{ environment, integration, username, member, teams: {} },
        desired: { presence: 'present', roles: {}, exempted: false, protected: false, retry: null },
        ...{ reported: { presence: 'unknown' }, operation: null, assets: [] },
      }) satisfies AppAccount,
    inverse: (args) => ({ name: 'appAccount.setWithdrawn', args: { account: args.account, withdrawn: true } }),
  }),
  /** Takes back an addition that the app has not been told of. */
  'appAccount.setWithdrawn': define({
    args: v.strictObject({ account: Id, withdrawn: OnOff }),
    target: account,
    element: (args) => ({ path: 'removed', value: args.withdrawn }),
  }),
  'appAccount.setPresence': define({
    args: v.strictObject({ account: Id, presence: AppAccount.entries.desired.entries.presence }),
    target: account,
    element: (args) => ({ path: pathOf('desired', 'presence'), value: args.presence }),
  }),
  'appAccount.setRole': define({
    args: v.strictObject({ account: Id, role: Id, on: OnOff }),
    target: account,
    element: (args) => ({ path: pathOf('desired', 'roles', args.role), value: args.on, unset: false }),
  }),
  'appAccount.match': define({
    args: v.strictObject({ account: Id, member: v.nullable(Id) }),
    target: account,
    element: (args) => ({ path: 'member', value: args.member }),
  }),
  'appAccount.setExempted': define({
    args: v.strictObject({ account: Id, exempted: OnOff }),
    target: account,
    element: (args) => ({ path: pathOf('desired', 'exempted'), value: args.exempted }),
  }),
  'appAccount.setProtected': define({
    args: v.strictObject({ account: Id, protected: OnOff }),
    target: account,
    element: (args) => ({ path: pathOf('desired', 'protected'), value: args.protected }),
  }),
  /** `at`: the time of the failure, expiry or removal that is to be tried again; null: not, after all. */
  'appAccount.retry': define({
    args: v.strictObject({ account: Id, at: v.nullable(Instant) }),
    target: account,
    element: (args) => ({ path: pathOf('desired', 'retry'), value: args.at }),
  }),
};
