import type { Page, WebSocket } from '@playwright/test';
import { another, expect, goOffline, installed, installedTest, openUser, openUsers, pill, signIn, stateOf, test, upToDate, usersAt, userSwitch } from './app.ts';
import { sendByHand } from './by-hand.ts';
import type { SessionReply } from './session.ts';

const name = 'Roger Simon';

test('PERM-1 a monitor has no switch that works, and is told why where there is nothing to hover with, too', async ({ page, server }) => {
  await openUsers(page, server, 'mina');
  const opened = await openUser(page, name);
  for (const toggle of await opened.getByRole('switch').all()) {
    await expect(toggle).toHaveAttribute('aria-disabled', 'true');
    await expect(toggle).toHaveAccessibleDescription('Only those who manage this may change it.');
    const before = await toggle.getAttribute('aria-checked');
    await toggle.click({ force: true });
    await expect(toggle).toHaveAttribute('aria-checked', before ?? '');
  }
  await expect(page.getByRole('status', { name: 'Just done' }).getByText('Only those who manage this may change it.').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('checkbox', { name: `Select ${name}` }).check();
  for (const action of ['Enable', 'Disable', 'Remove']) {
    await expect(page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: action })).toHaveAttribute('aria-disabled', 'true');
  }
  await expect(page.getByRole('button', { name: 'Import' })).toHaveAttribute('aria-disabled', 'true');
});

test('CASE-21 a monitor who sends an edit by hand is refused, and nothing changes', async ({ page, server }) => {
  const environment = await openUsers(page, server, 'mina');
  const opened = await openUser(page, name);
  const user = new URL(page.url()).searchParams.get('user');
  const before = await stateOf(page, server, environment);
  expect(await sendByHand(page, server, environment, { name: 'connectedUser.setEnabled', args: { user, enabled: false } })).toMatchObject({ outcome: 'refused', reason: 'forbidden' });
  expect(await stateOf(page, server, environment)).toMatchObject({ version: before.version });
  await expect(userSwitch(opened, name)).toBeChecked();
});

const databases = (page: Page) => page.evaluate(async () => (await indexedDB.databases()).map((database) => database.name ?? '').filter((found) => /^latchkey:.+/.test(found)));

test('CASE-17 a member who is switched off loses sockets within 1 s, and their data leaves the device', async ({ page, browser, server }) => {
  /** Sockets of the app that are open, and when each of the others closed, in milliseconds since 1970. */
  const open = new Set<WebSocket>();
  const closed: number[] = [];
  page.on('websocket', (socket) => {
    open.add(socket);
    socket.on('close', () => {
      open.delete(socket);
      closed.push(Date.now());
    });
  });
  await openUsers(page, server, 'mina');
  expect((await databases(page)).length).toBeGreaterThan(0);
  const before = open.size;
  expect(before).toBeGreaterThan(0);
  const session = (await (await page.request.get(`${server.url}/api/session`)).json()) as SessionReply;
  const member = session.workspaces[0]?.member.id;

  const owner = await another(browser);
  const environment = await signIn(owner.context(), server, 'olivia');
  closed.length = 0;
  expect(await sendByHand(owner, server, environment, { name: 'member.setEnabled', args: { member, enabled: false } })).toMatchObject({ outcome: 'applied' });
  const verdict = Date.now();
  await expect.poll(() => open.size).toBe(0);
  expect(closed.length).toBeGreaterThanOrEqual(before);
  expect(Math.max(...closed) - verdict).toBeLessThan(1000);

  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.getByText('what was kept on this device has been removed')).toBeVisible();
  await expect.poll(() => databases(page)).toEqual([]);
  await owner.context().close();
});

installedTest('OUT-8 cookies cleared while edits wait: nothing shows, and after signing in again they are saved', async ({ page, server }) => {
  const environment = await openUsers(page, server, 'mateo');
  const before = await stateOf(page, server, environment);
  await goOffline(page);
  const opened = await openUser(page, name);
  await userSwitch(opened, name).click();
  await expect(pill(page)).toHaveText(/Offline · 1/);
  await page.context().clearCookies();
  await page.context().setOffline(false);

  const waiting = page.getByRole('status').filter({ hasText: '1 edit waits on this device' });
  await expect(waiting).toBeVisible();
  await expect(page.getByText(name)).toHaveCount(0);
  await goOffline(page);
  await page.goto(usersAt(server, environment));
  await expect(waiting).toBeVisible();
  await expect(page.getByText(name)).toHaveCount(0);
  await page.context().setOffline(false);

  await page.getByLabel('E-mail').fill('mateo@northwind.example');
  await page.getByLabel('Password').fill('mateo-latchkey');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page).toHaveURL(usersAt(server, environment));
  await upToDate(page);
  // The edit, and when they last signed in.
  expect((await stateOf(page, server, environment)).version).toBe(before.version + 2);
  await expect(userSwitch(await openUser(page, name), name)).not.toBeChecked();
});

installedTest('OUT-6 CASE-47 signing out with unsent edits asks first, then removes everything, also offline', async ({ page, server }) => {
  await openUsers(page, server, 'mateo');
  await installed(page);
  await server.stop();
  await expect(pill(page)).toHaveText(/Offline/);
  const opened = await openUser(page, name);
  await userSwitch(opened, name).click();
  await expect(opened.getByText('on this device')).toBeVisible();
  await page.getByRole('link', { name: 'Settings' }).first().click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  const question = page.getByRole('dialog', { name: 'Sign out?' });
  await expect(question).toContainText('1 edit has not been saved yet');
  const download = page.waitForEvent('download');
  await question.getByRole('button', { name: 'Keep a copy' }).click();
  expect((await download).suggestedFilename()).toMatch(/^latchkey unsent edits/);
  await question.getByRole('button', { name: 'Sign out and lose them' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await expect.poll(() => databases(page)).toEqual([]);
});
