/** What one edit costs the server, from 10² to 10⁵ users in its environment. */
import { rm } from 'node:fs/promises';
import { openScene, personRow } from '../src/edits/scene.ts';
import { atMost, median, told, type Figure } from './figure.ts';
import { makeFolder } from './folder.ts';

const SIZES = [100, 1_000, 10_000, 100_000] as const;
const EDITS = 2_000;
const PAGE = 5_000;

/** Milliseconds an edit, the median of many; each is a batch, a transaction and a broadcast of its own. */
async function costAt(users: number): Promise<number> {
  const folder = await makeFolder();
  const scene = await openScene({ folder });
  const ids = Array.from({ length: users }, (_, i) => `user-${i}`);
  for (let from = 0; from < users; from += PAGE) await scene.put(ids.slice(from, from + PAGE).map((id) => personRow(id)));
  const device = await scene.device('max').show();
  const times: number[] = [];
  for (let i = 0; i < EDITS; i++) {
    const user = ids[(i * 7_919) % users] ?? '';
    const edit = device.edit('connectedUser.setEnabled', { user, enabled: i % 2 === 1 });
    const from = performance.now();
    await device.send(edit);
    times.push(performance.now() - from);
  }
  await scene.close();
  await rm(folder, { recursive: true });
  return median(times);
}

export async function editCost(): Promise<Figure[]> {
  const costs: number[] = [];
  for (const users of SIZES) costs.push(await costAt(users));
  const [least = Number.NaN] = costs;
  return [
    ...costs.map((cost, i) => told(`one edit, ${SIZES[i]?.toLocaleString('en')} users in the environment, median`, cost, 'ms')),
    atMost('one edit, 10⁵ users beside 10²', (costs.at(-1) ?? Number.NaN) / least, '×', 1.5),
  ];
}
