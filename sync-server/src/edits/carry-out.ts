/** Writes what was judged: row, what goes with it, heads, and a notice for each whose edit does not stand (MERGE-8). */
import type { Batch } from './batch.ts';
import { cascade } from './cascade.ts';
import type { Acceptance } from './judge.ts';
import { showInFlight } from './in-flight.ts';
import { tellOfLoss } from './notices.ts';
import { spreadTeamAccess } from './team-access.ts';

/**
 * @param thread that of the edit: what follows from it is on record under the same
 * @returns document → the version at which the edit shows
 */
export async function carryOut(batch: Batch, acceptance: Acceptance, thread: string): Promise<Readonly<Record<string, number>>> {
  const { before, after, key, rule, unseen, head, stood, stands } = acceptance;
  const versions = await batch.put(before, after);
  if (before.removed !== after.removed) await cascade(batch, after);
  await spreadTeamAccess(batch, { before, after, thread });
  if (after.kind === 'run') await showInFlight(batch, after);
  await batch.transaction.putHeads(key, [...unseen, { ...head, versions }]);
  const overruled = stood !== null && stood.value !== stands.value ? unseen.filter(({ value }) => value === stood.value) : [];
  const lost = stands.value === head.value ? overruled : [...overruled, { ...head, versions }];
  for (const each of lost) await tellOfLoss(batch, { lost: each, stands, rule, row: before });
  return versions;
}
