import type { Page } from '@playwright/test';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { another, expect, goOffline, installedTest, openUser, openUsers, pill, rows, sheet, signIn, test, upToDate, userSwitch } from './app.ts';
import { sound } from './axe.ts';

/** What a browser keeps of people: their databases, and their choices. */
const kept = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => [...(await indexedDB.databases()).map(({ name = '' }) => name), ...Object.keys(localStorage)].filter((name) => /^latchkey:[^:]+:|^latchkey:[^:]{20,}$/.test(name)));

installedTest('PRODUCT Settings: workspace, environments, notifications and devices; what needs the network says so without it', async ({ page, browser, server }) => {
  const environment = await openUsers(page, server, 'olivia');
  await page.goto(`${server.url}/settings`);
  const section = (name: string) => page.getByRole('region', { name, exact: true });

  await section('Workspace').getByLabel('Name').fill('New Northwind');
  await section('Workspace').getByRole('button', { name: 'Rename' }).click();
  await expect(page.getByRole('banner').getByText('New Northwind')).toBeVisible();
  const invite = section('Workspace').getByRole('switch', { name: 'Members may invite' });
  await invite.click();
  await expect(invite).toBeChecked();
  const silence = section('Workspace').getByLabel('Days without contact');
  await expect(silence).toHaveValue('14');
  await silence.fill('91');
  await section('Workspace').getByRole('button', { name: 'Save' }).click();
  await expect(section('Workspace')).toContainText('Days without contact must be at most 90.');
  await silence.fill('30');
  await section('Workspace').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Devices ask for a sign-in after 30 days without contact now')).toBeVisible();

  await section('Environments').getByRole('button', { name: 'Add an environment' }).click();
  const adding = sheet(page, 'Add an environment');
  await adding.getByLabel('Name').fill('Review');
  await adding.getByRole('button', { name: 'Add', exact: true }).click();
  await section('Environments').getByRole('button', { name: 'Change Review' }).click();
  await sheet(page, 'Change Review').getByLabel('Name').fill('Preview');
  await sheet(page, 'Change Review').getByRole('switch', { name: 'Is production' }).click();
  await sheet(page, 'Change Review').getByRole('button', { name: 'Save' }).click();
  await expect(section('Environments').getByRole('listitem').filter({ hasText: 'Preview' })).toContainText('Is production');

  await expect(section('Connectors')).toContainText('HubSpot');
  await section('Notifications').getByText('0 of 40 integrations in Production').click();
  const told = section('Notifications').getByRole('switch').first();
  await told.click();
  await expect(told).toBeChecked();
  await expect(section('Notifications')).toContainText('1 of 40 integrations in Production');
  await sound(page, 'Settings');

  const other = await another(browser);
  await openUsers(other, server, 'olivia');
  await goOffline(other);
  await userSwitch(await openUser(other, 'Roger Simon'), 'Roger Simon').click();
  await expect(pill(other)).toHaveText(/Offline · 1/);
  // Pointed at, it would stay; it goes with the rest.
  const done = other.getByText('Roger Simon disabled', { exact: true });
  await done.hover();
  await page.reload();
  const devices = section('Devices');
  await expect(devices).toContainText('this one');
  await devices.getByRole('button', { name: 'Wipe Chrome on Linux' }).click();
  await sheet(page, 'Wipe Chrome on Linux?').getByRole('button', { name: 'Wipe', exact: true }).click();
  await expect(devices).toContainText('Waits for the device');
  await sound(page, 'Settings');
  await other.context().setOffline(false);
  await expect(other).toHaveURL(/sign-in/, { timeout: 20_000 });
  await expect(other.getByRole('status').filter({ hasText: 'This device was wiped' })).toContainText('1 edit that was not sent went with it.');
  await expect(done).toHaveCount(0);
  await expect.poll(() => kept(other)).toEqual([]);
  await page.reload();
  await expect(devices).toContainText(/Wiped at \d/);

  await goOffline(page);
  await expect(pill(page)).toHaveText(/Offline/);
  for (const text of ['Where you are signed in is known to the server only', 'they can be once there is a network', 'can be added and changed once there is a network']) {
    await expect(page.getByRole('main')).toContainText(text);
  }
  await section('Notifications').getByText('1 of 40 integrations in Production').click();
  await told.click();
  await expect(told).not.toBeChecked();

  const mina = await another(browser);
  await signIn(mina.context(), server, 'mina');
  await mina.goto(`${server.url}/e/${environment}`);
  await upToDate(mina);
  await mina.goto(`${server.url}/settings`);
  await expect(mina.getByRole('region', { name: 'Devices', exact: true })).toBeVisible();
  for (const name of ['Workspace', 'Environments', 'API keys']) await expect(mina.getByRole('region', { name, exact: true })).toHaveCount(0);
  await mina.getByRole('button', { name: 'Wipe this device' }).click();
  await sheet(mina, 'Wipe this device?').getByRole('button', { name: 'Wipe', exact: true }).click();
  await expect(mina).toHaveURL(/sign-in/);
  await expect.poll(() => kept(mina)).toEqual([]);
});

test('PRODUCT a person of several workspaces switches between them and keeps the page; one who is switched off there does not', async ({ page, browser, server }) => {
  await openUsers(page, server, 'olivia');
  const environments = page.getByRole('button', { name: /Environment:/ }).first();
  await environments.click();
  await expect(page.getByRole('heading', { name: 'Northwind Labs' })).toBeVisible();
  await page.getByRole('dialog', { name: 'Environments' }).getByRole('link', { name: 'Staging' }).last().click();
  await expect(page.getByRole('banner').getByText('Northwind Labs')).toBeVisible();
  await expect(page).toHaveURL(/\/users$/);
  await expect(page.getByRole('heading', { name: /No connected users yet|No users yet/ })).toBeVisible();
  await page.getByRole('link', { name: 'Members' }).click();
  await expect(rows(page).first()).toBeVisible();

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /^Find/ }).fill('production');
  await page.getByRole('option').filter({ hasText: /Production.*Northwind$/ }).click();
  await expect(page).toHaveURL(/\/members$/);
  await expect(page.getByRole('link', { name: 'Integrations 40' })).toBeVisible();

  const oskar = await another(browser);
  await openUsers(oskar, server, 'oskar');
  await oskar.getByRole('button', { name: /Environment:/ }).first().click();
  await expect(oskar.getByRole('heading', { name: 'Northwind', exact: true })).toBeVisible();
  await expect(oskar.getByRole('heading', { name: 'Northwind Labs' })).toHaveCount(0);
});

test('DOC-7 what the server found damaged is said where it shows, and an owner is told what to do', async ({ page, server }) => {
  const environment = await openUsers(page, server, 'olivia');
  await server.stop();
  const file = new DatabaseSync(join(server.dataDir, 'latchkey.db'));
  file.prepare('UPDATE documents SET quarantined = ? WHERE id = ?').run('the connectedUser u1 does not match its hash', environment);
  file.close();
  await server.resume();
  const banner = page.getByRole('alert').filter({ hasText: 'Production: found damaged on the server.' });
  await expect(banner).toContainText('What is on this device stays, and your changes go on being saved', { timeout: 40_000 });
  await expect(rows(page).first()).toBeVisible();
  await banner.getByRole('link', { name: 'What to do' }).click();
  const told = page.getByRole('region', { name: 'Damaged data' });
  await expect(told).toContainText('--verify');
  await expect(told.getByRole('listitem')).toContainText('the connectedUser u1 does not match its hash');
  await sound(page, 'Settings');
});
