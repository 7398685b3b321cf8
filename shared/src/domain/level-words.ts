/** Levels, in words. */
import type { ScopedLevel, WorkspaceLevel } from './levels.ts';

/** What is held for the whole workspace. */
export const workspaceLevels: Readonly<Record<WorkspaceLevel, string>> = { owner: 'Account owner', administrator: 'Administrator', none: 'None' };

/** What is held for an environment or an integration. */
export const scopedLevels: Readonly<Record<ScopedLevel, string>> = { manage: 'Manage', monitor: 'Monitor', none: 'None' };
