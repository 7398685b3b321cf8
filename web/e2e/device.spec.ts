import type { Page } from '@playwright/test';
import { expect, goOffline, installed, installedTest, openUser, openUsers, pill, sheet, signIn, stateOf, test, upToDate, usersAt, userSwitch } from './app.ts';
import { sample } from './prepare.ts';

const name = 'Roger Simon';

/** The process that draws a page: the one that works while the page does. */
async function processOf(page: Page): Promise<number> {
  const client = await page.context().browser()?.newBrowserCDPSession();
  if (client === undefined) throw new Error('a page without a browser');
  const times = async (): Promise<ReadonlyMap<number, number>> => {
    const { processInfo } = await client.send('SystemInfo.getProcessInfo');
    return new Map(processInfo.filter(({ type }) => type === 'renderer').map(({ id, cpuTime }) => [id, cpuTime]));
  };
  const before = await times();
  await page.evaluate(() => {
    const end = performance.now() + 1_000;
    while (performance.now() < end);
  });
  const worked = [...(await times())].map(([id, time]) => [id, time - (before.get(id) ?? 0)] as const);
  await client.detach();
  const [most] = worked.toSorted(([, a], [, b]) => b - a);
  if (most === undefined) throw new Error('the browser has no renderer');
  return most[0];
}

installedTest('CASE-45 two tabs of one device show one state, and the edits of both are saved', async ({ page, server }) => {
  await openUsers(page, server, 'mateo');
  const first = await openUser(page, name);
  const tab = await page.context().newPage();
  await tab.goto(page.url());
  const second = sheet(tab, name);
  await expect(second).toBeVisible();
  await goOffline(page);
  await expect(pill(tab)).toHaveText(/Offline/);

  await userSwitch(first, name).click();
  await expect(userSwitch(second, name)).not.toBeChecked();
  await second.getByRole('switch').nth(1).click();
  await expect(pill(page)).toHaveText(/Offline · 2/);
  await page.context().setOffline(false);
  await upToDate(page);
  await upToDate(tab);

  // The tab that led closes: the other goes on, and edits are saved as before.
  await page.close();
  await userSwitch(second, name).click();
  await expect(second.getByText('saved', { exact: true })).toBeVisible();
});

/** Which worker of this browser leads the user's tabs: the one that holds their lock. */
const leaderOf = (page: Page): Promise<string | undefined> =>
  page.evaluate(async () => (await navigator.locks.query()).held?.find(({ name }) => /^latchkey:[^:]+$/.test(name ?? ''))?.clientId);

test('CASE-45 a leading tab that the browser has frozen: the other takes the lead, works on, and nothing of either is lost', async ({ page, server }) => {
  const environment = await openUsers(page, server, 'mateo');
  const before = await stateOf(page, server, environment);
  await openUser(page, name);
  const tab = await page.context().newPage();
  await tab.goto(page.url());
  const second = sheet(tab, name);
  await expect(second).toBeVisible();
  const leader = await leaderOf(tab);
  expect(leader).toBeDefined();

  const [frozen, other] = [await processOf(page), await processOf(tab)];
  expect(frozen).not.toBe(other);
  process.kill(frozen, 'SIGSTOP');
  await userSwitch(second, name).click();
  await expect(second.getByText('saved', { exact: true })).toBeVisible({ timeout: 20_000 });
  expect(await leaderOf(tab)).not.toBe(leader);
  await upToDate(tab);
  process.kill(frozen, 'SIGCONT');

  // The tab that was frozen follows the other now.
  await expect(userSwitch(sheet(page, name), name)).not.toBeChecked();
  await userSwitch(sheet(page, name), name).click();
  await expect(userSwitch(second, name)).toBeChecked();
  await upToDate(page);
  expect((await stateOf(page, server, environment)).version).toBe(before.version + 2);
});

for (const shown of [true, false]) {
  installedTest(`CASE-44 a tab killed ${shown ? 'once an edit was shown as kept: it is there' : 'at the moment of an edit: it is there whole, or not at all'}`, async ({ page, server }) => {
    const environment = await openUsers(page, server, 'mateo');
    const before = await stateOf(page, server, environment);
    await installed(page);
    await server.stop();
    const opened = await openUser(page, name);
    const address = page.url();
    await userSwitch(opened, name).click();
    if (shown) await expect(opened.getByText('on this device')).toBeVisible();
    const crashed = page.waitForEvent('crash');
    // The navigation never ends: the one who would say so is gone.
    await Promise.race([crashed, page.goto('chrome://crash').catch(() => crashed)]);

    const again = await page.context().newPage();
    await again.goto(address);
    const toggle = userSwitch(sheet(again, name), name);
    await expect(toggle).toBeVisible();
    if (shown) await expect(toggle).not.toBeChecked();
    await server.resume();
    await upToDate(again);
    const isSaved = (await stateOf(again, server, environment)).version > before.version;
    if (shown) expect(isSaved).toBe(true);
    await expect(toggle).toBeChecked({ checked: !isSaved });
  });
}

test.describe('without a service worker', () => {
  // It would answer for the workers' files before the test could.
  test.use({ serviceWorkers: 'block' });

  test('CASE-43 storage that is blocked is said within 3 s, and nothing is called kept', async ({ page, server }) => {
    const environment = await signIn(page.context(), server, 'mateo');
    // Every worker finds its databases blocked, as under a strict policy or a broken profile.
    const block = (): void => {
      const refuse = (): never => {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      };
      Object.defineProperty(self, 'indexedDB', { value: { open: refuse, deleteDatabase: refuse, databases: () => Promise.resolve([]) } });
    };
    const blocked: string[] = [];
    await page.context().route(/\/workers\/.+\.js$/, async (route) => {
      const response = await route.fetch();
      blocked.push(route.request().url());
      await route.fulfill({ response, body: `(${block.toString()})();\n${await response.text()}` });
    });
    await page.goto(usersAt(server, environment));
    await expect(page.getByRole('alert').filter({ hasText: 'can not be kept on this device' }).first()).toBeVisible({ timeout: 3000 });
    expect(blocked).not.toEqual([]);
    await expect(pill(page)).toHaveText('Not kept on this device');
  });
});

installedTest('CASE-49 a new version of the app is offered while edits wait, and takes none of them along', async ({ page, site, start }) => {
  const server = await start(sample(), { siteDir: site.directory });
  const environment = await openUsers(page, server, 'mateo');
  const before = await stateOf(page, server, environment);
  await installed(page);
  await page.reload();
  const opened = await openUser(page, name);
  await server.stop();
  await userSwitch(opened, name).click();
  await expect(pill(page)).toHaveText(/Offline · 1/);

  // A new version is served, but nothing of the API comes through: the edit can not be sent yet.
  await page.context().route(/\/api\//, (route) => route.abort());
  site.release('next');
  await server.resume();
  await page.reload();
  const offer = page.getByRole('status').filter({ hasText: 'A new version is ready.' });
  await expect(offer).toBeVisible();
  const document = page.locator('html');
  await expect(document).not.toHaveAttribute('data-release');
  await offer.getByRole('button', { name: 'Reload' }).click();
  // The browser lets the old worker end what it has begun before the new one takes over.
  await expect(document).toHaveAttribute('data-release', 'next', { timeout: 30_000 });
  await expect(offer).toHaveCount(0);
  await expect(userSwitch(sheet(page, name), name)).not.toBeChecked();
  await expect(pill(page)).toHaveText(/Offline · 1/);

  await page.context().unroute(/\/api\//);
  await upToDate(page);
  await expect(userSwitch(sheet(page, name), name)).not.toBeChecked();
  expect((await stateOf(page, server, environment)).version).toBe(before.version + 1);
});
