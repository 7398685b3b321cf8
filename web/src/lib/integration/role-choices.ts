/**
 * Changing the roles of app accounts, one or many (PRODUCT: roles as sets whose elements merge): what is chosen for
 * each role, and the edits that it takes. Pure. What teams give is not an account's own, and not changed here (EDIT-14).
 */
import type { AppAccount } from '@latchkey/shared/domain/app-account';
import { retryAccount, setAccountPresence, setAccountRole } from './app-account-requests.ts';
import type { EditRequest } from '../../replica/client.ts';
import type { AppAccountDetail, RoleLink } from '../../replica/integration-rows.ts';

/** Role id → whether it is to be held; roles not mentioned stay as each account has them. */
export type RoleChoices = ReadonlyMap<string, boolean>;

/** How several accounts stand to one role of the catalogue. */
export interface RoleTally extends RoleLink {
  readonly description: string | null;
  readonly offered: boolean;
  /** How many have it themselves. */
  readonly direct: number;
  /** How many have it through teams only. */
  readonly through: number;
}

export function tallies(accounts: readonly Pick<AppAccountDetail, 'roles'>[]): readonly RoleTally[] {
  const all = new Map<string, RoleTally>();
  for (const { roles } of accounts) {
    for (const { id, name, description, offered, direct, teams } of roles) {
      const before = all.get(id);
      all.set(id, {
        ...{ id, name, description, offered },
        direct: (before?.direct ?? 0) + Number(direct),
        through: (before?.through ?? 0) + Number(!direct && teams.length > 0),
      });
    }
  }
  return [...all.values()];
}

/** After a press on the box of a role: what all have, or what is no longer offered, is taken from all; anything else is given to all. */
export const nextChoice = (chosen: boolean | undefined, { direct, offered }: RoleTally, of: number): boolean => offered && !(chosen ?? direct === of);

/** What of an account decides what it takes. */
export type Account = Pick<AppAccountDetail, 'id'> & { readonly record: Pick<AppAccount, 'desired' | 'reported'> };

/**
 * What gives an account the roles that are chosen and takes the others chosen; nothing where it is so already. An
 * account that was to be gone is wanted again with its first role, and with none that it had before.
 */
export function roleRequests({ id, record: { desired } }: Account, choices: RoleChoices): readonly EditRequest[] {
  const isPresent = desired.presence === 'present';
  const has = (role: string): boolean => isPresent && Object.hasOwn(desired.roles, role);
  const changes = [...choices].filter(([role, on]) => on !== has(role));
  if (isPresent || changes.length === 0) return changes.map(([role, on]) => setAccountRole(id, role, on));
  const before = Object.keys(desired.roles).filter((role) => choices.get(role) !== true);
  return [...before.map((role) => setAccountRole(id, role, false)), ...changes.map(([role, on]) => setAccountRole(id, role, on)), setAccountPresence(id, 'present')];
}

/** What gives access, with these roles, to whom it was taken from, by whomever (STATUS-4); to others the roles. */
export function accessRequests(account: Account, roles: readonly string[]): readonly EditRequest[] {
  const { id, record } = account;
  const { desired, reported } = record;
  const given = roleRequests(account, new Map(roles.map((role) => [role, true])));
  const back = desired.presence === 'gone' && given.length === 0 ? [...Object.keys(desired.roles).map((role) => setAccountRole(id, role, false)), setAccountPresence(id, 'present')] : given;
  return reported.presence === 'removed' && reported.by !== 'latchkey' ? [...back, retryAccount(id, reported.at)] : back;
}
