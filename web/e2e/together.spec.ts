import type { Page } from '@playwright/test';
import { another, expect, goOffline, installedTest, openUser, openUsers, pill, rows, sheet, test, upToDate, userSwitch } from './app.ts';
import { openTable } from './screens.ts';

installedTest('MERGE-1 two managers edit the same people, one of them offline: both edits stand, on both screens', async ({ page, browser, server }) => {
  await openUsers(page, server, 'mateo');
  const other = await another(browser);
  await openUsers(other, server, 'adela');

  const name = 'Ksenia Białek';
  const mine = await openUser(page, name);
  const theirs = await openUser(other, name);
  await goOffline(page);
  await expect(pill(page)).toHaveText(/Offline/);

  await mine.getByRole('switch').nth(1).click();
  await expect(mine.getByText('on this device')).toBeVisible();
  await theirs.getByRole('switch').nth(2).click();
  await expect(theirs.getByText('saved', { exact: true })).toBeVisible();

  await page.context().setOffline(false);
  await upToDate(page);
  for (const opened of [mine, theirs]) {
    await expect(opened.getByRole('switch').nth(1)).not.toBeChecked();
    await expect(opened.getByRole('switch').nth(2)).not.toBeChecked();
  }
});

installedTest('MERGE-8 who loses a conflict is told what stands and why, and can do it again in one tap', async ({ page, browser, server }) => {
  const name = 'Roger Simon';
  await openUsers(page, server, 'mateo');
  const other = await another(browser);
  await openUsers(other, server, 'adela');
  const mine = await openUser(page, name);
  const theirs = await openUser(other, name);

  // Both have seen it off; then the one switches it on and on again … while the other, offline, keeps it off.
  await userSwitch(mine, name).click();
  await expect(mine.getByText('saved', { exact: true })).toBeVisible();
  await expect(userSwitch(theirs, name)).not.toBeChecked();
  await upToDate(other);

  await goOffline(page);
  await expect(pill(page)).toHaveText(/Offline/);
  await userSwitch(mine, name).click();
  await userSwitch(mine, name).click();
  await userSwitch(mine, name).click();
  await expect(userSwitch(mine, name)).toBeChecked();

  await userSwitch(theirs, name).click();
  await expect(theirs.getByText('saved', { exact: true })).toBeVisible();
  await userSwitch(theirs, name).click();
  await expect(theirs.getByText('saved', { exact: true })).toBeVisible();

  await page.context().setOffline(false);
  await expect(pill(page)).toHaveText(/Needs you/);
  await expect(userSwitch(mine, name)).not.toBeChecked();
  const told = mine.getByRole('alert').first();
  await expect(told).toContainText('Adela Novotná disabled Roger Simon');
  await expect(told).toContainText('the more restrictive one stands');
  await page.reload();
  await expect(told).toContainText('the more restrictive one stands');
  await told.getByRole('button', { name: 'Enable again' }).click();
  await expect(userSwitch(mine, name)).toBeChecked();
  await expect(userSwitch(theirs, name)).toBeChecked();
  await upToDate(page);
  await page.reload();
  await expect(userSwitch(mine, name)).toBeChecked();
  await upToDate(page);
  await expect(mine.getByRole('alert')).toHaveCount(0);
});

installedTest('MERGE-8 an edit that was saved and loses to one that arrives late leaves a notice for its author', async ({ page, browser, server }) => {
  const name = 'Roger Simon';
  await openUsers(page, server, 'mateo');
  const other = await another(browser);
  await openUsers(other, server, 'adela');
  const mine = await openUser(page, name);
  const theirs = await openUser(other, name);

  await userSwitch(mine, name).click();
  await expect(userSwitch(theirs, name)).not.toBeChecked();
  await upToDate(other);
  // Offline, Adela leaves it off, knowing nothing of what comes: off, on, off again is her own history.
  await goOffline(other);
  await expect(pill(other)).toHaveText(/Offline/);
  await userSwitch(theirs, name).click();
  await expect(userSwitch(theirs, name)).toBeChecked();
  await userSwitch(theirs, name).click();
  await expect(userSwitch(theirs, name)).not.toBeChecked();
  await userSwitch(mine, name).click();
  await expect(mine.getByText('saved', { exact: true })).toBeVisible();
  await expect(userSwitch(mine, name)).toBeChecked();

  await other.context().setOffline(false);
  await expect(userSwitch(mine, name)).not.toBeChecked();
  await expect(mine.getByRole('alert').first()).toContainText('Adela Novotná disabled Roger Simon');
});

test('SYNC-7 who else is looking at a user is shown by the name that the server knows', async ({ page, browser, server }) => {
  await openUsers(page, server, 'mateo');
  const other = await another(browser);
  await openUsers(other, server, 'mina');
  await openUser(other, 'Roger Simon');
  const mine = await openUser(page, 'Roger Simon');
  await expect(mine.getByLabel(/Mina Tanaka/).first()).toBeVisible();
  await other.context().close();
  await expect(sheet(page, 'Roger Simon').getByLabel(/Mina Tanaka/)).toHaveCount(0);
});

installedTest('SYNC-9 what did not stand in one workspace is told in another, with where it was, and is done again there in one tap', async ({ page, server, browser }) => {
  const level = (of: Page) => of.getByLabel('Level of Mina Tanaka in Production');
  const oskar = await another(browser);
  for (const [of, who] of [[oskar, 'oskar'], [page, 'olivia']] as const) {
    await openTable(of, server, who, '/members?q=mina%40northwind');
    await rows(of).first().click();
  }
  await goOffline(oskar);
  await expect(pill(oskar)).toHaveText(/Offline/);
  await level(oskar).selectOption('None');
  await expect(pill(oskar)).toHaveText(/Offline · 1/);
  await level(page).selectOption('Manage');
  await upToDate(page);
  await oskar.context().setOffline(false);
  await expect(pill(page)).toHaveText(/Needs you/, { timeout: 20_000 });

  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /Environment:/ }).first().click();
  await page.getByRole('dialog', { name: 'Environments' }).getByRole('link', { name: 'Production' }).last().click();
  await expect(page.getByRole('banner').getByText('Northwind Labs')).toBeVisible();
  // By the notice alone, as on another day.
  await page.reload();
  const told = page.getByRole('list', { name: 'Changes that did not stand' }).first();
  await expect(told).toContainText('In Northwind: Oskar Lindqvist set Mina Tanaka to None in Production');
  await told.getByRole('button', { name: 'Set to Manage in Production again' }).click();
  await expect(told).toHaveCount(0);
  await upToDate(page);
  await expect(level(oskar)).toHaveValue('manage');
});
