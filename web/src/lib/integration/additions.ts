/**
 * Adding members to an app (STATUS-6): whose account is there already, matched to them or to nobody, and the edits
 * that it takes. Pure.
 */
import { suggestedMembers } from '@latchkey/shared/domain/suggested-members';
import type { EditRequest } from '../../replica/client.ts';
import type { AppAccountRow, Person } from '../../replica/integration-rows.ts';
import { addAccount, matchAccount, setAccountRole } from './app-account-requests.ts';
import { accessRequests, type Account } from './role-choices.ts';

/** An account that is there, and why it is taken to be a member's: theirs already, or nobody's with their address or name. */
export interface Found {
  readonly id: string;
  readonly username: string;
  readonly by: 'match' | 'email' | 'name';
}
export interface Addition {
  readonly member: Person;
  /** Null: there is none, and a new one is asked for. */
  readonly found: Found | null;
}

/**
 * No account is found twice: an address says more than a name.
 * @param accounts those of the members, and those of nobody
 */
export function additionsOf(members: readonly Person[], accounts: readonly Pick<AppAccountRow, 'id' | 'username' | 'member'>[]): readonly Addition[] {
  const found = new Map<string, Found>();
  for (const { id, username, member } of accounts) if (member !== null && !found.has(member.id)) found.set(member.id, { id, username, by: 'match' });
  for (const by of ['email', 'name'] as const) {
    for (const { id, username, member } of accounts) {
      if (member !== null || [...found.values()].some((other) => other.id === id)) continue;
      const theirs = suggestedMembers(username, members.filter((one) => !found.has(one.id))).find((suggested) => suggested.by === by);
      if (theirs !== undefined) found.set(theirs.id, { id, username, by });
    }
  }
  return members.map((member) => ({ member, found: found.get(member.id) ?? null }));
}

/** An account that is there, and why a member gets it though it is not theirs yet. */
export interface Matched extends Found {
  readonly member: Person;
}
export const matchesOf = (additions: readonly Addition[]): readonly Matched[] =>
  additions.flatMap(({ member, found }) => (found === null || found.by === 'match' ? [] : [{ ...found, member }]));

/** Where somebody is added. */
interface Where {
  readonly environment: string;
  readonly integration: string;
  /** The id of an account that is new. */
  readonly id: string;
}

/** @param account what there is of the one that was found; an exempted one is left alone, but for whose it is */
export function additionRequests({ member, found }: Addition, account: Account | null, roles: readonly string[], { environment, integration, id }: Where): readonly EditRequest[] {
  if (found === null || account === null) return [addAccount(id, environment, integration, member.id, member.email), ...roles.map((role) => setAccountRole(id, role, true))];
  const match = found.by === 'match' ? [] : [matchAccount(found.id, member.id)];
  return [...match, ...(account.record.desired.exempted ? [] : accessRequests(account, roles))];
}
