/** Whether an activation can be run, in the words of the screens: by whom it may be, and whether it makes sense. */
import { whyNotRun } from '@latchkey/shared/domain/running';
import type { Here } from '$lib/state/place.svelte.ts';
import type { ActivationRow } from '$replica/environment-rows.ts';

type Decides = Pick<ActivationRow, 'off' | 'waits'>;

/** Why it can not be, or null. @param activation null where it is gone; integration: null where that is */
export function deniedRun(here: Here, integration: { readonly id: string } | null, group: string | null, activation: Decides | null): string | null {
  if (integration === null) return 'Its integration is gone.';
  if (activation === null) return 'The activation is gone.';
  return here.can({ kind: 'runs.start' }, integration.id, null, group) ?? whyNotRun(activation.off, activation.waits);
}

/** Why none at all can be, whichever it is, or null. */
export function deniedAllRuns(here: Here): string | null {
  const given = Object.values(here.workspace?.member.runs ?? {}).some(({ run }) => run);
  return given ? null : here.can({ kind: 'runs.start' });
}
