/** App teams, in words: each app has its own for them. */
import type { Integration } from '@latchkey/shared/domain/integration';

export const typeWords: Readonly<Record<Integration['teamWord'], string>> = { team: 'Team', collection: 'Collection', group: 'Group' };

/** Nobody but the app decides who is in it. */
export const NO_TEAM = 'The app decides';
export const NO_ROLE = 'No role';
