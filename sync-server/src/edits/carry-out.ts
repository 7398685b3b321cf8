/** Writes what was judged: row, what goes with it, heads, and a notice for whoever it overrules. */
import type { Batch } from './batch.ts';
import { cascade } from './cascade.ts';
import type { Acceptance } from './judge.ts';
import { tellOfLoss } from './notices.ts';

/** @returns document → the version at which the edit shows */
export async function carryOut(batch: Batch, acceptance: Acceptance): Promise<Readonly<Record<string, number>>> {
  const { before, after, key, rule, unseen, head, stood, stands } = acceptance;
  const versions = await batch.put(before, after);
  if (before.removed !== after.removed) await cascade(batch, after);
  await batch.transaction.putHeads(key, [...unseen, { ...head, versions }]);
  if (stood !== null && stood.value !== stands.value) {
    for (const lost of unseen.filter(({ value }) => value === stood.value)) await tellOfLoss(batch, { lost, stands, rule, row: before });
  }
  return versions;
}
