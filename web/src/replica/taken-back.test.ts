/** Taking back what was done, against the real server: all of it, part of it, and what its author may not view. */
import 'fake-indexeddb/auto';
import { integrationDocument, runsDocument } from '@latchkey/shared/document/placement';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { withdrawRun } from '../lib/integration/run-requests.ts';
import { tableQueries } from './channel/table-calls.ts';
import type { ActivationRow, UserRow } from './environment-rows.ts';
import type { TestTab } from './testing/device.ts';
import { all, make, Sample, saved, sessionOf, show } from './testing/sample.ts';

vi.setConfig({ testTimeout: 30_000 });

let sample: Sample;
beforeAll(async () => {
  sample = await Sample.start();
}, 60_000);
afterAll(() => sample.end());
afterEach(() => sample.closeTabs());

const activations = (tab: TestTab, environment: string): Promise<readonly ActivationRow[]> => tableQueries(tab.calls).rows('activations', environment, all('user'));

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
  it('OUT-9 EDIT-15 RUN-2 a run is cancelled while it is queued, also by who may not view runs, and where somebody else asked for it', async () => {
    const [owner, mateo] = [await sample.signedIn('olivia'), await sample.signedIn('mateo')];
    const { environment } = owner;
    const activation = (await activations(owner.tab, environment)).find(({ inFlight, off }) => inFlight === null && off.length === 0);
    const integration = activation?.integration?.id ?? '';
    const { member } = (await sessionOf(mateo.tab)).workspaces[0] ?? {};
    const given = { name: 'member.setRunRight', args: { member: member?.id ?? '', target: `integration/${integration}`, right: 'run', on: true } };
    await make(owner.tab, environment, given);
    expect(JSON.stringify(mateo.tab.last('account'))).not.toContain(runsDocument(integration));

    const run = { name: 'activation.runNow', args: { run: crypto.randomUUID(), environment, integration, activation: activation?.id ?? '' } };
    const inFlight = async (tab: TestTab) => (await activations(tab, environment)).find(({ id }) => id === activation?.id)?.inFlight;
    const asked = await make(mateo.tab, environment, run);
    await mateo.tab.until(async () => (await inFlight(mateo.tab)) === 'queued');
    const undone = await mateo.tab.calls.undo(asked.thread);
    expect(undone).toMatchObject({ said: 'Taken back', edits: [expect.any(String)] });
    await saved(mateo.tab, undone);
    for (const { tab } of [mateo, owner]) await tab.until(async () => (await inFlight(tab)) === null);
    await show(owner.tab, integrationDocument(integration));
    const runs = await tableQueries(owner.tab.calls).rows('runs', integrationDocument(integration), all('at'));
    expect(runs.map(({ id }) => id)).not.toContain(run.args.run);

    const other = { name: 'activation.runNow', args: { ...run.args, run: crypto.randomUUID() } };
    await make(owner.tab, environment, other);
    const queued = async () => (await tableQueries(mateo.tab.calls).detail('activations', environment, activation?.id ?? ''))?.row.queued;
    await mateo.tab.until(async () => (await queued()) === other.args.run);
    const cancelled = await mateo.tab.calls.edit(environment, [withdrawRun(other.args.run, integration)]);
    expect(await queued()).toBeNull();
    await saved(mateo.tab, cancelled);
    await owner.tab.until(async () => (await inFlight(owner.tab)) === null);
  });

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
    expect(undone.said).toBe(`Taken back for 2 of 3. Not ${nameOf(b)}: It is as it was before.`);
    await saved(tab, undone);
    for (const user of [a, b, c]) expect(await enabledOf(tab, environment, user)).toBe(true);
  });

  it('OUT-9 what was done is listed after a new start too, the latest first: with what can be undone, and why the rest can not', async () => {
    const { device, tab, environment } = await sample.signedIn('oskar');
    const [a, b] = await enabledUsers(tab, environment, 2);
    if (a === undefined || b === undefined) throw new Error('the sample has too few users');
    const both = await make(tab, environment, setEnabled(a, false), setEnabled(b, false));
    await make(tab, environment, setEnabled(b, true));
    await tab.close();

    const again = sample.open(device);
    await show(again, environment);
    expect(await again.calls.changes({ most: 2 })).toMatchObject([
      { subject: nameOf(b), request: setEnabled(b, true), records: 1, undoable: 1, why: null },
      { thread: both.thread, subject: nameOf(a), request: setEnabled(a, false), records: 2, undoable: 1, why: 'It is as it was before.' },
    ]);
    await saved(again, await again.calls.undo(both.thread));
    expect(await enabledOf(again, environment, a)).toBe(true);
    const [third, ...earlier] = await again.calls.changes({ most: 3 });
    expect(third).toMatchObject({ subject: nameOf(a), request: setEnabled(a, true), undoable: 1 });
    expect(earlier.map(({ undoable }) => undoable)).toEqual([1, 0]);
  });

  it('OUT-9 without a network too, what was not sent is undone as if it had not been done', async () => {
    const { device, tab, environment } = await sample.signedIn('mateo');
    const [user] = await enabledUsers(tab, environment, 1);
    if (user === undefined) throw new Error('the sample has too few users');
    device.link(false);
    const { thread } = await tab.calls.edit(environment, [setEnabled(user, false)]);
    expect(await tab.calls.changes({ thread })).toMatchObject([{ undoable: 1, why: null }]);
    await tab.calls.undo(thread);
    expect(await enabledOf(tab, environment, user)).toBe(true);
    expect(await tab.calls.changes({ thread })).toMatchObject([{ undoable: 0, why: 'It was undone.' }]);
    device.link(true);
  });
});
