/** What an account still needs done in the app: desired against reported, whatever is under way. Pure; without schemas, for the browser. */
import type { AppAccount, Operation } from './app-account.ts';

export type Account = Pick<AppAccount, 'member' | 'teams' | 'desired' | 'reported' | 'operation'>;
export type Need = Exclude<Operation['kind'], 'sync'>;

/** Whether the person is to have access: by themselves, or through a team. */
export const isWanted = ({ desired, teams }: Pick<Account, 'desired' | 'teams'>): boolean =>
  desired.presence === 'present' || Object.keys(teams).length > 0;

/** @param now milliseconds since 1970 */
export const isExpired = (reported: AppAccount['reported'], now: number): boolean => reported.presence === 'invited' && Date.parse(reported.expiresAt) <= now;

/** What is to be done, or null where desired and reported agree, or where Latchkey leaves the account alone. */
export function needOf(account: Account, now: number): Need | null {
  const { desired, reported } = account;
  if (desired.exempted) return null;
  if (!isWanted(account)) return reported.presence === 'unknown' || reported.presence === 'removed' ? null : 'deprovision';
  switch (reported.presence) {
    case 'unknown':
      return 'invite';
    case 'invited':
      return isExpired(reported, now) && desired.retry === reported.expiresAt ? 'invite' : null;
    case 'removed':
      // Who was removed by the app or the identity provider is not put back behind their backs, unless a manager asks.
      return reported.by === 'latchkey' || desired.retry === reported.at ? 'invite' : null;
    case 'accepted':
      return null;
    case 'unclaimed':
      return sameRoles(desired.roles, reported.roles) ? null : 'update';
    case 'present':
      return sameRoles(desired.roles, reported.roles) && desired.protected === reported.protected ? null : 'update';
  }
}

type Roles = Readonly<Record<string, true>>;

const sameRoles = (a: Roles, b: Roles): boolean => Object.keys(a).length === Object.keys(b).length && Object.keys(a).every((role) => Object.hasOwn(b, role));

/** The operation as it is to be understood: one that failed and is to be tried again waits like a new one. */
export const operationOf = ({ desired, operation }: Pick<Account, 'desired' | 'operation'>): Operation | null =>
  operation?.state === 'failed' && desired.retry === operation.at ? { ...operation, state: 'queued', nextAttemptAt: null } : operation;
