/** App teams, in words: each app has its own for them. */
import type { teamStatuses } from '@latchkey/shared/domain/app-team-status';
import type { Integration } from '@latchkey/shared/domain/integration';
import type { Tone } from '$lib/parts/Chip.svelte';

export const typeWords: Readonly<Record<Integration['teamWord'], string>> = { team: 'Team', collection: 'Collection', group: 'Group' };

/** Nobody but the app decides who is in it. */
export const NO_TEAM = 'The app decides';
export const NO_ROLE = 'No role';
/** What no chip is called where it has to be called something. */
export const NO_STATUS = 'Nothing to report';

export const tones: Readonly<Record<(typeof teamStatuses)[number], Tone>> = {
  'Removal failed': 'bad',
  'Update failed': 'bad',
  'Adding failed': 'bad',
  'Awaiting removal': 'waiting',
  'Awaiting update': 'waiting',
  Adding: 'waiting',
  Removed: 'none',
};
