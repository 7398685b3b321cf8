/** App users, in words. */
import { accountStatuses, type AccountStatus } from '@latchkey/shared/domain/app-account-status';
import type { Tone } from '$lib/parts/Chip.svelte';
import type { AppAccountRow } from '$replica/integration-rows.ts';

export const tones: Readonly<Record<(typeof accountStatuses)[number], Tone>> = {
  'Deprovisioning failed': 'bad',
  'Update failed': 'bad',
  'Invite failed': 'bad',
  'Sync failed': 'bad',
  'Awaiting deprovisioning': 'waiting',
  'Awaiting update': 'waiting',
  Inviting: 'waiting',
  Removed: 'none',
  Exempted: 'none',
  'Unmatched user': 'none',
  'Invite expired': 'bad',
  'Pending invite claim': 'information',
  'Pending user claim': 'information',
  'Awaiting user login': 'information',
};

/** What no chip is called where it has to be called something. */
export const NO_STATUS = 'Nothing to report';
/** Every status, in the order of precedence, as the index labels it. */
export const statusChoices: readonly (readonly [label: string, word: string])[] = [...accountStatuses.map((status) => [status, status] as const), ['none', NO_STATUS]];
export const statusText = (status: AccountStatus): string => status ?? '';

export const typeText = ({ type }: Pick<AppAccountRow, 'type'>): string =>
  type.kind === 'individual' ? 'Individual' : type.kind === 'team' ? type.team.name : 'Multiple';

/** What an account is called: whose it is, else its own name. */
export const nameOf = ({ member, username }: Pick<AppAccountRow, 'member' | 'username'>): string => member?.name ?? username;
