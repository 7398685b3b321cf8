/** The status of an app account (PRODUCT: Statuses): derived, never typed in. Pure; without schemas, for the browser. */
import type { Operation, Reported } from './app-account.ts';
import { isExpired, needOf, operationOf, type Account, type Need } from './app-account-need.ts';

/** In order of precedence: of those that hold, the first is shown. */
export const accountStatuses = [
  'Deprovisioning failed',
  'Update failed',
  'Invite failed',
  'Sync failed',
  'Awaiting deprovisioning',
  'Awaiting update',
  'Inviting',
  'Removed',
  'Exempted',
  'Unmatched user',
  'Invite expired',
  'Pending invite claim',
  'Pending user claim',
  'Awaiting user login',
] as const;
/** Null: desired and reported agree, and there is nothing to say. */
export type AccountStatus = (typeof accountStatuses)[number] | null;

const failed: Readonly<Record<Operation['kind'], AccountStatus>> = {
  deprovision: 'Deprovisioning failed',
  update: 'Update failed',
  invite: 'Invite failed',
  sync: 'Sync failed',
};
const waiting: Readonly<Record<Need, AccountStatus>> = { deprovision: 'Awaiting deprovisioning', update: 'Awaiting update', invite: 'Inviting' };

function* statusesThatHold(account: Account, now: number): Generator<AccountStatus> {
  const { member, desired, reported } = account;
  const operation = operationOf(account);
  if (operation?.state === 'failed') yield failed[operation.kind];
  else if (operation !== null && operation.kind !== 'sync') yield waiting[operation.kind];
  const need = needOf(account, now);
  if (need !== null) yield waiting[need];
  if (desired.exempted) yield 'Exempted';
  if (member === null && reported.presence !== 'unknown' && reported.presence !== 'removed') yield 'Unmatched user';
  if (reported.presence === 'removed') yield 'Removed';
  if (reported.presence === 'invited') yield isExpired(reported, now) ? 'Invite expired' : 'Pending invite claim';
  if (reported.presence === 'unclaimed') yield 'Pending user claim';
  if (reported.presence === 'accepted') yield 'Awaiting user login';
}

/** @param now milliseconds since 1970: an invitation expires by itself */
export function statusOf(account: Account, now: number): AccountStatus {
  const holding = new Set(statusesThatHold(account, now));
  return accountStatuses.find((status) => holding.has(status)) ?? null;
}

/** What a chip says when it is tapped. Times are ISO 8601. */
export interface Explanation<Status = AccountStatus> {
  readonly status: Status;
  /** A sentence: why. */
  readonly reason: string;
  /** Since when, where that is known. */
  readonly at: string | null;
  /** Whether something was tried and failed; then when it is tried again, or null where it is not by itself. */
  readonly failed: boolean;
  readonly nextAttemptAt: string | null;
  /** Until when something can still happen by itself: an invitation be accepted. */
  readonly until: string | null;
  /** What `appAccount.retry`, or `appTeam.retry`, is to be given for trying again; null where there is nothing to try again. */
  readonly retry: string | null;
}

export const removers: Readonly<Record<Extract<Reported, { presence: 'removed' }>['by'], string>> = {
  latchkey: 'Latchkey, because a manager asked for it',
  'identity-provider': 'the identity provider',
  app: 'the app itself',
};

/** Why the status is what it is. */
export function explainStatus(account: Account, now: number): Explanation {
  const { reported } = account;
  const operation = operationOf(account);
  const status = statusOf(account, now);
  const say = (reason: string, more: Partial<Explanation> = {}): Explanation => ({ status, reason, at: null, failed: false, nextAttemptAt: null, until: null, retry: null, ...more });
  switch (status) {
    case 'Deprovisioning failed':
    case 'Update failed':
    case 'Invite failed':
    case 'Sync failed':
      return say(operation?.reason ?? 'The app did not say why.', { failed: true, at: operation?.at ?? null, nextAttemptAt: operation?.nextAttemptAt ?? null, retry: operation?.at ?? null });
    case 'Awaiting deprovisioning':
      return say(`Access is being taken away: ${progress(operation)}.`, { at: operation?.at ?? null });
    case 'Awaiting update':
      return say(`The change is on its way to the app: ${progress(operation)}.`, { at: operation?.at ?? null });
    case 'Inviting':
      return say(`The invitation is on its way to the app: ${progress(operation)}.`, { at: operation?.at ?? null });
    case 'Removed':
      return reported.presence === 'removed'
        ? say(`The account was removed from the app by ${removers[reported.by]}.`, { at: reported.at, retry: reported.at })
        : say('The account is gone from the app.');
    case 'Exempted':
      return say('The account keeps its access and its seat; Latchkey leaves it alone.');
    case 'Unmatched user':
      return say('A check for updates found this account in the app; it is matched to no member.');
    case 'Invite expired':
      return reported.presence === 'invited' ? say('The invitation was not accepted in time.', { at: reported.expiresAt, retry: reported.expiresAt }) : say('The invitation was not accepted in time.');
    case 'Pending invite claim':
      return say('The invitation was sent; the person has not accepted it yet.', { until: reported.presence === 'invited' ? reported.expiresAt : null });
    case 'Pending user claim':
      return say('The account exists in the app; the person has yet to claim access.');
    case 'Awaiting user login':
      return say('The invitation was accepted; the person has not signed in to the app yet, so the credential is not captured.');
    case null:
      return say('The app has what is wanted; there is nothing to do.');
  }
}

export const progress = (operation: Pick<Operation, 'state'> | null): string => (operation?.state === 'running' ? 'it is being carried out' : 'it waits to be sent');
