/** Connections, in words. */
import type { ConnectionRow } from '$replica/environment-rows.ts';
import type { Tone } from '$lib/parts/Chip.svelte';

export const statuses: Readonly<Record<ConnectionRow['status'], { readonly word: string; readonly tone: Tone }>> = {
  valid: { word: 'Valid', tone: 'good' },
  invalid: { word: 'Invalid', tone: 'bad' },
};
export const yesNo = (yes: boolean): string => (yes ? 'Yes' : 'No');
export const sharings: Readonly<Record<ConnectionRow['sharing'], string>> = { user: 'User', account: 'Account' };
