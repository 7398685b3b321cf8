/** What is to be asked of the app next, planned from desired against reported (DESIGN §5). Pure; level-based: planned again, it plans the same. */
import type { AppAccount, Operation } from '@latchkey/shared/domain/app-account';
import { needOf, operationOf } from '@latchkey/shared/domain/app-account-need';
import type { AppTeam, TeamOperation } from '@latchkey/shared/domain/app-team';
import { teamNeedOf, teamOperationOf } from '@latchkey/shared/domain/app-team-need';
import { patience } from '@latchkey/shared/domain/patience';

export const LAPSED = 'It waited for longer than 7 days and has lapsed.';

export interface Planning {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** When it was asked for, in the same; a device may have been offline since. */
  readonly asked: number;
  /** Whether a manager has just changed what is desired: then what failed before is planned anew. */
  readonly anew: boolean;
}

/** The operation that the account should have. */
export function plan(account: AppAccount, planning: Planning): Operation | null {
  const { operation } = account;
  const need = needOf(account, planning.now);
  const isRetried = operation?.state === 'failed' && operationOf(account)?.state === 'queued';
  const checks = operation?.kind === 'sync' && (operation.state === 'queued' || isRetried);
  return next(operation, { need, otherwise: checks ? 'sync' : null, isRetried }, planning);
}

/** The operation that the app team should have. */
export function planTeam(team: AppTeam, planning: Planning): TeamOperation | null {
  const { operation = null } = team;
  const isRetried = operation?.state === 'failed' && teamOperationOf(team)?.state === 'queued';
  return next(operation, { need: teamNeedOf(team), otherwise: null, isRetried }, planning);
}

/** The account as it was reported just now, with what that plans next. */
export const planned = (account: AppAccount, now: number): AppAccount => ({ ...account, operation: plan(account, { now, asked: now, anew: false }) });

/** The same of an app team. */
export const plannedTeam = (team: AppTeam, now: number): AppTeam => ({ ...team, operation: planTeam(team, { now, asked: now, anew: false }) });

interface Step<Kind> {
  readonly kind: Kind;
  readonly state: Operation['state'];
  readonly reason: string | null;
  readonly at: string;
  readonly nextAttemptAt: string | null;
}

interface Wanted<Kind> {
  /** What desired against reported need. */
  readonly need: Kind | null;
  /** What is to be done where they need nothing. */
  readonly otherwise: Kind | null;
  readonly isRetried: boolean;
}

/**
 * What is running goes on, what is no longer needed goes, and what is needed waits. `at` of an operation names it: it
 * stays from being queued to its outcome.
 */
function next<Kind extends string>(operation: Step<Kind> | null, { need, otherwise, isRetried }: Wanted<Kind>, { now, asked, anew }: Planning): Step<Kind> | null {
  if (operation?.state === 'running') return operation;
  const isSettled = operation?.state === 'failed' && !isRetried && !(anew && need !== null);
  if (isSettled && operation.kind === (need ?? 'sync')) return operation;
  const kind = need ?? otherwise;
  if (kind === null) return null;
  if (operation?.state === 'queued' && operation.kind === kind) return operation;
  const at = new Date(now).toISOString();
  return now - asked > patience.rest
    ? { kind, state: 'failed', reason: LAPSED, at, nextAttemptAt: null }
    : { kind, state: 'queued', reason: null, at, nextAttemptAt: null };
}
