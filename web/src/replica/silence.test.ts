/** A device that has heard nothing of the server for long, with a clock that is set (OUT-10). */
import 'fake-indexeddb/auto';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { Device, type TestTab } from './testing/device.ts';
import { Sample, sessionOf } from './testing/sample.ts';

vi.setConfig({ testTimeout: 30_000 });

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let sample: Sample;
let owner: Device;
beforeAll(async () => {
  sample = await Sample.start();
  owner = new Device(sample.url);
  await owner.signIn('olivia@northwind.example', 'olivia-latchkey');
}, 60_000);
afterAll(() => sample.end());
afterEach(() => sample.closeTabs());

/** Sets it, and waits until the device knows. */
async function allow(silentDays: number, tab: TestTab): Promise<void> {
  const { workspaces } = await sessionOf(tab);
  const answer = await owner.fetch(`/api/workspaces/${workspaces[0]?.id ?? ''}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ silentDays }),
  });
  expect(answer.status).toBe(204);
  await tab.until(async () => (await sessionOf(tab)).workspaces[0]?.silentDays === silentDays);
}

/** What a start on this device shows, so long after the last contact. */
async function startedAfter(device: Device, silence: number): Promise<TestTab> {
  device.ahead = silence;
  const tab = sample.open(device);
  await tab.until(() => tab.last('account') !== undefined && tab.last('account')?.kind !== 'loading');
  return tab;
}

it.each([1, 30])('OUT-10 where the workspace says %i days: one without a network shows all until then, and afterwards nothing before a sign-in', async (days) => {
  const { device, tab } = await sample.signedIn('oskar');
  await allow(days, tab);
  await tab.close();
  device.link(false);
  const before = await startedAfter(device, days * DAY - MINUTE);
  expect(before.last('account')).toMatchObject({ kind: 'signed-in' });
  await before.close();

  for (const up of [false, true]) {
    device.link(up);
    const after = await startedAfter(device, days * DAY + MINUTE);
    expect(after.all('account').map(({ kind }) => kind)).not.toContain('signed-in');
    expect(after.last('account')).toMatchObject({ kind: 'signed-out', waiting: 0 });
    await after.close();
  }
  const again = await startedAfter(device, days * DAY + MINUTE);
  await device.signIn('oskar@northwind.example', 'oskar-latchkey');
  expect(await again.calls.refreshAccount()).toMatchObject({ kind: 'signed-in' });
});

it('OUT-10 one that is open and hears nothing closes itself when its time is over', async () => {
  const { device, tab } = await sample.signedIn('oskar');
  await allow(2, tab);
  device.link(false);
  tab.network(false);
  device.ahead = 2 * DAY - MINUTE;
  await tab.untilSync(({ link }) => link.kind === 'offline');
  expect(tab.last('account')).toMatchObject({ kind: 'signed-in' });
  device.ahead = 2 * DAY + MINUTE;
  await tab.untilAccount('signed-out');
  expect(tab.last('account')).toEqual({ kind: 'signed-out', why: 'lapsed', waiting: 0 });
});
