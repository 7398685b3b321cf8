/** Taking back what was done, against the real server. */
import 'fake-indexeddb/auto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { tableQueries } from './channel/table-calls.ts';
import type { UserRow } from './client.ts';
import type { TestTab } from './testing/device.ts';
import { all, make, Sample, saved } from './testing/sample.ts';

vi.setConfig({ testTimeout: 30_000 });

let sample: Sample;
beforeAll(async () => {
  sample = await Sample.start();
}, 60_000);
afterAll(() => sample.end());
afterEach(() => sample.closeTabs());

/** Users whose switch is on. */
async function enabledUsers(tab: TestTab, environment: string, count: number): Promise<readonly UserRow[]> {
  const { rows } = await tableQueries(tab.calls).page('users', environment, { ...all('externalId'), filters: { disabled: { kind: 'any', of: ['no'] } } });
  expect(rows.length).toBeGreaterThanOrEqual(count);
  return rows.slice(0, count);
}
const setEnabled = ({ id }: UserRow, enabled: boolean) => ({ name: 'connectedUser.setEnabled', args: { user: id, enabled } });
const enabledOf = async (tab: TestTab, environment: string, { id }: UserRow) => (await tableQueries(tab.calls).detail('users', environment, id))?.row.enabled;
const nameOf = ({ name, email, externalId }: UserRow): string => name ?? email ?? externalId;

describe('taking back', () => {
  it('OUT-9 says of which part of a bulk action it was taken back, of which not, and why', async () => {
    const [one, two] = [await sample.signedIn('mateo'), await sample.signedIn('adela')];
    const { environment, tab } = one;
    const [a, b, c] = await enabledUsers(tab, environment, 3);
    if (a === undefined || b === undefined || c === undefined) throw new Error('the sample has too few users');
    const kept = await make(tab, environment, ...[a, b, c].map((user) => setEnabled(user, false)));
    await two.tab.until(async () => (await enabledOf(two.tab, environment, b)) === false);
    await make(two.tab, environment, setEnabled(b, true));
    await tab.until(async () => (await enabledOf(tab, environment, b)) === true);
    const undone = await tab.calls.undo(kept.thread);
    expect(undone.said).toBe(`Taken back for 2 of 3. Not ${nameOf(b)}: Something else stands there by now.`);
    await saved(tab, undone);
    for (const user of [a, b, c]) expect(await enabledOf(tab, environment, user)).toBe(true);
  });
});
