/** The state of a user's connections, in words and colours. */
import type { ConnectionStatus } from '$replica/environment-rows.ts';
import type { Tone } from '$lib/parts/Chip.svelte';

export const statusWords: Readonly<Record<ConnectionStatus, { readonly word: string; readonly tone: Tone }>> = {
  valid: { word: 'Valid', tone: 'good' },
  invalid: { word: 'Invalid', tone: 'bad' },
  none: { word: 'None', tone: 'none' },
};
