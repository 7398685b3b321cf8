import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { expect, goOffline, installed, installedTest, openUser, openUsers, phone, pill, rows, search, sheet, signIn, test, upToDate, usersAt, userSwitch } from './app.ts';
import type { Server } from './server.ts';

const name = 'Roger Simon';

for (const [screen, device] of [
  ['a desk', {}],
  ['a phone', phone],
] as const) {
  test.describe(`on ${screen}`, () => {
    test.use(device);

    installedTest('CASE-51 offline, a reload and a deep link open every route', async ({ page, server }) => {
      const environment = await openUsers(page, server, 'mateo');
      await openUser(page, name);
      const deep = page.url();
      await installed(page);
      await server.stop();

      await page.reload();
      await expect(sheet(page, name)).toBeVisible();
      for (const [address, heading] of [
        [`${server.url}/settings`, 'Settings'],
        [`${server.url}/`, 'Production'],
        [`${server.url}/e/${environment}/integrations`, 'Integrations'],
        [`${server.url}/e/${environment}/integrations/activations`, 'Activations'],
        [`${server.url}/e/${environment}/connections`, 'Connections'],
        [`${server.url}/e/${environment}/members`, 'Members'],
        [`${server.url}/e/${environment}/teams`, 'Teams'],
        [usersAt(server, environment), 'Connected users'],
      ] as const) {
        await page.goto(address);
        await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
        await expect(pill(page)).toHaveText(/Offline/);
      }
      await expect(rows(page).first()).toBeVisible();
      await page.goto(deep);
      await expect(sheet(page, name)).toBeVisible();
      await page.goto(`${server.url}/nowhere`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    });
  });
}

installedTest('CASE-51 on the very first visit, too, what was not loaded yet is there offline', async ({ page, server }) => {
  await openUsers(page, server, 'mateo');
  await goOffline(page);
  await expect(pill(page)).toHaveText(/Offline/);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: /^Find/ })).toBeVisible();
  expect(await page.evaluate(async () => (await fetch('/marks.svg')).status)).toBe(200);
});

installedTest('OUT-1 edits made offline survive closing the browser, and are saved when the server is back', async ({ server }) => {
  const profile = mkdtempSync(join(tmpdir(), 'latchkey-profile-'));
  const { launchOptions } = test.info().project.use;
  const open = () => chromium.launchPersistentContext(profile, { ...launchOptions, viewport: { width: 1280, height: 860 } });

  const first = await open();
  const page = await first.newPage();
  await openUsers(page, server, 'mateo');
  await installed(page);
  await server.stop();
  await expect(pill(page)).toHaveText(/Offline/);
  const opened = await openUser(page, name);
  await userSwitch(opened, name).click();
  await expect(opened.getByText('on this device')).toBeVisible();
  const address = page.url();
  await first.close();

  const second = await open();
  const again = await second.newPage();
  await again.goto(address);
  await expect(userSwitch(sheet(again, name), name)).not.toBeChecked();
  await expect(pill(again)).toHaveText(/Offline · 1/);
  await server.resume();
  await upToDate(again);
  await second.close();
  rmSync(profile, { recursive: true });
});

for (const [how, cut] of [
  ['the network is switched off', async ({ page }) => page.context().setOffline(true)],
  ['the server is stopped', async ({ server }) => server.stop()],
  ['the server hangs and its sockets stay open (CASE-50)', async ({ server }) => server.freeze()],
] as const satisfies readonly (readonly [string, (given: { page: Page; server: Server }) => unknown])[]) {
  test(`SYNC offline is shown within 5 s when ${how}`, async ({ page, server }) => {
    await openUsers(page, server, 'mateo');
    await cut({ page, server });
    await expect(pill(page)).toHaveText(/Offline/, { timeout: 5000 });
  });
}

test("CASE-50 a captive portal's answers are not the server's", async ({ page, server }) => {
  await openUsers(page, server, 'mateo');
  await page.context().route(/\/api\//, (route) => route.fulfill({ status: 200, contentType: 'text/html', body: '<h1>Welcome to the hotel</h1>' }));
  await expect(pill(page)).toHaveText(/Offline/, { timeout: 5000 });
  const opened = await openUser(page, name);
  await userSwitch(opened, name).click();
  await expect(opened.getByText('on this device')).toBeVisible();
  await page.context().unroute(/\/api\//);
  await upToDate(page);
});

installedTest('OUT-2 while the server does not answer, nothing is called saved', async ({ page, server }) => {
  await openUsers(page, server, 'mateo');
  await installed(page);
  const opened = await openUser(page, name);
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(globalThis, { said });
    new MutationObserver(() => said.push(...[...document.querySelectorAll('[role=status]')].map((element) => element.textContent ?? ''))).observe(document.body, {
      childList: true, subtree: true, characterData: true,
    });
  });
  server.freeze();
  await userSwitch(opened, name).click();
  await expect(opened.getByText(/on this device|sending/)).toBeVisible();
  await expect(pill(page)).toHaveText(/Offline · 1/);
  expect(await page.evaluate(() => (globalThis as unknown as { said: string[] }).said.filter((text) => /\bsaved\b/.test(text)))).toEqual([]);
  server.thaw();
  await upToDate(page);
});

test('EDIT-6 the server is killed at any moment: what was shown as saved is there, and the app goes on meanwhile', async ({ page, server }) => {
  await openUsers(page, server, 'mateo');
  const opened = await openUser(page, name);
  let on = true;
  for (let round = 0; round < 4; round++) {
    const toggle = userSwitch(opened, name);
    await toggle.click();
    on = !on;
    if (round % 2 === 0) await expect(opened.getByText('saved', { exact: true })).toBeVisible();
    await server.kill();
    await expect(toggle).toBeChecked({ checked: on });
    await search(page).fill('simon');
    await expect(rows(page).first()).toBeVisible();
    await server.resume();
    await upToDate(page);
    await page.reload();
    await expect(userSwitch(sheet(page, name), name)).toBeChecked({ checked: on });
  }
});

test('CASE-48 storage that was evicted is downloaded again, and never called up to date meanwhile, nor what it held removed', async ({ page, server }) => {
  const environment = await openUsers(page, server, 'mateo');
  const user = (await rows(page).first().getAttribute('data-row')) ?? '';
  await page.goto('about:blank');
  const client = await page.context().newCDPSession(page);
  await client.send('Storage.clearDataForOrigin', { origin: server.url, storageTypes: 'indexeddb' });
  await client.detach();
  let arrive = (): void => undefined;
  const arriving = new Promise<void>((resolve) => (arrive = resolve));
  await page.context().route(/\/snapshot/, async (route) => {
    await arriving;
    await route.continue();
  });
  const said: string[] = [];
  await page.exposeFunction('heard', (text: string) => said.push(text));
  await page.addInitScript(() => {
    const { heard } = window as unknown as { readonly heard: (text: string) => void };
    new MutationObserver(() => heard(document.querySelector('dialog')?.textContent ?? '')).observe(document, { subtree: true, childList: true, characterData: true });
  });
  await page.goto(usersAt(server, environment, `?user=${user}`));
  await expect(pill(page)).toHaveText(/Receiving/);
  await expect(rows(page)).toHaveCount(0);
  await expect(page.getByRole('dialog')).toBeVisible();
  arrive();
  await upToDate(page);
  await expect(rows(page)).toHaveCount(20);
  await expect(page.getByRole('dialog').first()).toContainText('External ID');
  expect(said.filter((text) => text.includes('There is no such'))).toEqual([]);
});

installedTest('CASE-46 another user on the same browser sees and sends nothing of the first', async ({ page, server }) => {
  await openUsers(page, server, 'mateo');
  await goOffline(page);
  const opened = await openUser(page, name);
  await userSwitch(opened, name).click();
  await expect(opened.getByText('on this device')).toBeVisible();
  await page.goto('about:blank');
  // First of all: with the cookie of the first, the browser may send what waits, as theirs.
  await page.context().clearCookies();
  await page.context().setOffline(false);
  const environment = await signIn(page.context(), server, 'mina');
  await page.goto(`${server.url}/sign-in`);
  await page.goto(usersAt(server, environment, `?q=${encodeURIComponent(name)}`));
  await upToDate(page);
  await rows(page).first().click();
  await expect(userSwitch(sheet(page, name), name)).toBeChecked();
});
