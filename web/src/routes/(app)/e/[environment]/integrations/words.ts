/** Integrations and their activations, in words. */
import type { ActivationSwitch } from '@latchkey/shared/domain/running';
import type { ActivationRow } from '$replica/environment-rows.ts';
import type { Tone } from '$lib/parts/Chip.svelte';

type Said = { readonly word: string; readonly tone: Tone };

export const stateOf = (enabled: boolean): Said => (enabled ? { word: 'Enabled', tone: 'good' } : { word: 'Disabled', tone: 'none' });

/** Why an activation is not run, for each switch that is off. */
export const whyOff: Readonly<Record<ActivationSwitch, string>> = {
  integration: 'The integration is disabled for all',
  user: 'The connected user is disabled',
  activation: 'This activation itself is disabled',
};

export const runs: Readonly<Record<'success' | 'error' | 'none', Said>> = {
  success: { word: 'Success', tone: 'good' },
  error: { word: 'Error', tone: 'bad' },
  none: { word: 'N/A', tone: 'none' },
};
export const flights: Readonly<Record<'queued' | 'running', Said>> = {
  queued: { word: 'Queued', tone: 'information' },
  running: { word: 'Running', tone: 'information' },
};
export const sharings: Readonly<Record<'user' | 'account', string>> = { user: 'User', account: 'Account' };

/** Whose copy it is: the account's where it is shared, else the connected user's. */
export const ownerOf = ({ sharing, account, user }: Pick<ActivationRow, 'sharing' | 'account' | 'user'>): string =>
  (sharing === 'account' ? account : null) ?? user?.name ?? user?.externalId ?? 'nobody';

/** Whose copy it is, or null where it is nobody's. */
export const nameOfHolder = ({ user, account }: ActivationRow): string | null => user?.name ?? user?.externalId ?? account;

export const nameOfActivation = (row: ActivationRow): string => `${row.integration?.name ?? 'An integration that is gone'} of ${nameOfHolder(row) ?? 'nobody'}`;
