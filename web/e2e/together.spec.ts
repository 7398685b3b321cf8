import { another, expect, goOffline, installedTest, openUser, openUsers, pill, sheet, test, upToDate, userSwitch } from './app.ts';

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
  await told.getByRole('button', { name: 'Enable again' }).click();
  await expect(userSwitch(mine, name)).toBeChecked();
  await expect(userSwitch(theirs, name)).toBeChecked();
  await upToDate(page);
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
