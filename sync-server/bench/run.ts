/** The server's part of `npm run bench`. */
import { editCost } from './edit-cost.ts';
import type { Figure } from './figure.ts';
import { firstSync } from './first-sync.ts';
import { history } from './history.ts';

export async function run(): Promise<Figure[]> {
  return [...(await editCost()), ...(await firstSync()), ...(await history())];
}
