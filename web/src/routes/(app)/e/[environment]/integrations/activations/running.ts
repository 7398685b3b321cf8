/** Whether an activation can be run now, in the words of the screen. */
import type { Here } from '$lib/state/place.svelte.ts';
import type { ActivationRow } from '$replica/client.ts';

/** Why it can not be, or null. */
export function deniedRun(here: Here, { integration, group, off, inFlight }: Pick<ActivationRow, 'integration' | 'group' | 'off' | 'inFlight'>): string | null {
  if (integration === null) return 'Its integration is gone.';
  const denied = here.can({ kind: 'runs.start' }, integration.id, null, group);
  if (denied !== null) return denied;
  if (off.length > 0) return 'It is switched off: enable it first.';
  return inFlight === 'queued' ? 'A run of it is queued already.' : null;
}

/** Why none at all can be, whichever it is, or null. */
export function deniedAllRuns(here: Here): string | null {
  const given = Object.values(here.workspace?.member.runs ?? {}).some(({ run }) => run);
  return given ? null : here.can({ kind: 'runs.start' });
}
