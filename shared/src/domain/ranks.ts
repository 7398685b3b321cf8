/** The order of levels: more restrictive is lower. Apart from the schemas, so that `can` comes to the browser without them. */
import type { ScopedLevel, WorkspaceLevel } from './levels.ts';

export const workspaceRank: Readonly<Record<WorkspaceLevel, number>> = { none: 0, administrator: 1, owner: 2 };
export const scopedRank: Readonly<Record<ScopedLevel, number>> = { none: 0, monitor: 1, manage: 2 };
