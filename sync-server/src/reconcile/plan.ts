/** What is to be asked of the app next, planned from desired against reported (DESIGN §5). Pure; level-based: planned again, it plans the same. */
import type { AppAccount, Operation } from '@latchkey/shared/domain/app-account';
import { needOf, operationOf } from '@latchkey/shared/domain/app-account-need';
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

/**
 * The operation that the account should have: what is running goes on, what is no longer needed goes, and what is
 * needed waits. `at` of an operation names it: it stays from being queued to its outcome.
 */
export function plan(account: AppAccount, { now, asked, anew }: Planning): Operation | null {
  const { operation } = account;
  if (operation?.state === 'running') return operation;
  const need = needOf(account, now);
  const isRetried = operation?.state === 'failed' && operationOf(account)?.state === 'queued';
  const kind = need ?? (operation?.kind === 'sync' && (operation.state === 'queued' || isRetried) ? 'sync' : null);

  const isSettled = operation?.state === 'failed' && !isRetried && !(anew && need !== null);
  if (isSettled && (operation.kind === 'sync' ? need === null : operation.kind === need)) return operation;
  if (kind === null) return null;
  if (operation?.state === 'queued' && operation.kind === kind) return operation;
  const at = new Date(now).toISOString();
  return now - asked > patience.rest
    ? { kind, state: 'failed', reason: LAPSED, at, nextAttemptAt: null }
    : { kind, state: 'queued', reason: null, at, nextAttemptAt: null };
}
