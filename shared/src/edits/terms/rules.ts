/** How the values of elements merge (MERGE-4). */
import type { ScopedLevel, WorkspaceLevel } from '../../domain/levels.ts';
import { scopedRank, workspaceRank } from '../../domain/ranks.ts';
import type { Rule, Value } from '../merge.ts';

/** One value is more restrictive than every other. */
export const wins = (restrictive: Value): Rule => ({ kind: 'restrictive', rank: (value) => (value === restrictive ? 0 : 1) });
/** Switches, roles, memberships, exemption. */
export const offWins: Rule = wins(false);
/** Protection. */
export const onWins: Rule = wins(true);
export const removedWins: Rule = wins(true);
export const lowerLevelWins: Rule = { kind: 'restrictive', rank: (value) => workspaceRank[value as WorkspaceLevel] };
export const lowerScopedLevelWins: Rule = { kind: 'restrictive', rank: (value) => scopedRank[value as ScopedLevel] };
export const latestWins: Rule = { kind: 'latest' };
