/** What an app team still needs done in the app: desired against reported, whatever is under way. Pure; without schemas, for the browser. */
import type { AppTeam, TeamOperation } from './app-team.ts';

export type Team = Pick<AppTeam, 'role' | 'presence' | 'retry' | 'reported' | 'operation'>;
export type TeamNeed = TeamOperation['kind'];

/** What is to be done, or null where desired and reported agree. */
export function teamNeedOf({ role, presence, retry, reported }: Team): TeamNeed | null {
  if (presence === 'gone') return reported === undefined || reported.presence === 'present' ? 'remove' : null;
  switch (reported?.presence) {
    case undefined:
      return null;
    case 'unknown':
      return 'create';
    case 'removed':
      // What the app or the identity provider removed is not put back behind their backs, unless a manager asks.
      return reported.by === 'latchkey' || retry === reported.at ? 'create' : null;
    case 'present':
      return role === reported.role ? null : 'update';
  }
}

/** The operation as it is to be understood: one that failed and is to be tried again waits like a new one. */
export const teamOperationOf = ({ retry, operation }: Pick<Team, 'retry' | 'operation'>): TeamOperation | null =>
  operation?.state === 'failed' && retry === operation.at ? { ...operation, state: 'queued', nextAttemptAt: null } : (operation ?? null);
