/** App users, walked as `seeds/002` tells of its page: column by column, filter by filter, action by action. */
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { another, expect, goOffline, installedTest, pill, rows, search, test, upToDate, type Who } from './app.ts';
import { chip, choose, countOf, openIntegration } from './screens.ts';
import type { Server } from './server.ts';

/** Opens the app users of Slack, everything on the device. */
async function openAppUsers(page: Page, server: Server, who: Who, query = ''): Promise<void> {
  await openIntegration(page, server, who, 'slack', `/app-users${query}`);
  await expect(rows(page).first()).toBeVisible({ timeout: 15_000 });
}

const line = (page: Page, at: number): Locator => page.getByRole('row').filter({ has: rows(page) }).nth(at);
const opened = (page: Page): Locator => page.getByRole('dialog').first();
const undo = (page: Page): Promise<void> => page.getByRole('button', { name: 'Undo' }).last().click();
const bar = (page: Page): Locator => page.getByRole('region', { name: 'Selection' });
/** Does something to the first rows. */
async function toFirst(page: Page, many: number, action: string): Promise<void> {
  for (let at = 0; at < many; at++) await line(page, at).getByRole('checkbox').check();
  await bar(page).getByRole('button', { name: action, exact: true }).click();
}

const columns = ['User', 'Username in Slack', 'Slack access', 'Assets', 'Type', 'Last used', 'Status'];
const statuses = [
  ...['Deprovisioning failed', 'Update failed', 'Invite failed', 'Sync failed', 'Awaiting deprovisioning', 'Awaiting update', 'Inviting', 'Removed', 'Exempted'],
  ...['Unmatched user', 'Invite expired', 'Pending invite claim', 'Pending user claim', 'Awaiting user login'],
];

test('seeds/002 Users: the columns, a filter on each, every status and its reason, overviews, the CSV file', async ({ page, server }) => {
  await openAppUsers(page, server, 'mina');
  for (const title of columns) await expect(page.getByRole('columnheader', { name: title, exact: true })).toBeVisible();
  const all = await countOf(page);
  await page.getByRole('button', { name: /more filters/ }).click();
  for (const label of columns) await expect(chip(page, label)).toBeVisible();

  // Status: every chip of the article, and none where there is nothing to report.
  await chip(page, 'Status').click();
  const panel = page.getByRole('dialog', { name: 'Filter by status' });
  for (const status of [...statuses, 'Nothing to report']) await expect(panel.getByText(status, { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await choose(page, 'Status', 'Update failed');
  await expect.poll(() => countOf(page)).toBeLessThan(all);
  await line(page, 0).getByRole('button', { name: 'Update failed' }).click();
  await expect(page.getByRole('dialog', { name: /^Update failed/ })).toContainText(/503[\s\S]*Since[\s\S]*Next attempt/);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Clear the filter Status' }).click();

  // Type: individual, the team's name, or multiple.
  await choose(page, 'Type', 'Multiple');
  await expect(line(page, 0)).toContainText('Multiple');
  await rows(page).first().click();
  await expect(opened(page)).toContainText(/Multiple — /);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Clear the filter Type' }).click();

  // More roles and assets than one are a count that opens an overview.
  await page.getByRole('button', { name: /^\d roles$/ }).first().click();
  await expect(page.getByRole('dialog', { name: /^\d roles of / }).getByRole('listitem').nth(1)).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^\d assets$/ }).first().click();
  await expect(page.getByRole('dialog', { name: /^\d assets of / }).getByRole('listitem').nth(1)).toBeVisible();
  await page.keyboard.press('Escape');

  // User is empty for unmatched users; a shield where an account is protected.
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Unmatched' }).click();
  await expect.poll(() => countOf(page)).toBeLessThan(all);
  await expect(line(page, 0).getByRole('cell').nth(1)).toHaveText('');
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'All' }).click();
  await choose(page, 'Protection', 'Protected');
  await expect(line(page, 0).getByLabel('Protected')).toBeVisible();

  // Download the list of users in a CSV file: the filtered rows, with these columns.
  const count = await countOf(page);
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export' }).click()]);
  const path = join(tmpdir(), `app-users-${Date.now()}.csv`);
  await file.saveAs(path);
  const [titles, ...lines] = readFileSync(path, 'utf8').replace(/^\uFEFF/, '').trim().split('\r\n');
  expect(titles).toBe(columns.map((title) => `"${title}"`).join(','));
  expect(lines).toHaveLength(count);

  // Who monitors sees all of it and is told why nothing works.
  for (const name of ['Add users', 'Check for updates']) await expect(page.getByRole('button', { name })).toHaveAttribute('aria-disabled', 'true');
  await rows(page).first().click();
  await expect(opened(page)).toContainText('Only those who manage this may change it.');
  for (const role of await opened(page).getByRole('switch').all()) await expect(role).toHaveAttribute('aria-disabled', 'true');
});

installedTest('seeds/002 actions: add, change roles, match, exempt, protect, retry, remove, check for updates; each taken back, offline too', async ({ page, server }) => {
  await openAppUsers(page, server, 'mateo', '?status=none&type=individual');
  await goOffline(page);
  await expect(pill(page)).toHaveText(/Offline/);
  const all = await countOf(page);

  // Protect and exempt several users at once.
  await toFirst(page, 2, 'Exempt');
  await expect.poll(() => countOf(page)).toBe(all - 2);
  await undo(page);
  await expect.poll(() => countOf(page)).toBe(all);
  const name = (await rows(page).first().innerText()).trim();
  await toFirst(page, 1, 'Protect');
  await expect.poll(() => countOf(page)).toBe(all - 1);
  await undo(page);
  await expect.poll(() => countOf(page)).toBe(all);

  // Update user roles: of several, as one action with one undo.
  await toFirst(page, 2, 'Change roles');
  const dialog = page.getByRole('dialog', { name: 'Change roles of 2 app users' });
  const changed = dialog.getByRole('checkbox').nth(1);
  await changed.click();
  await dialog.getByRole('button', { name: 'Change roles' }).click();
  await expect(page.getByText(/app users? given other roles|given other roles/).first()).toBeVisible();
  await expect.poll(() => countOf(page)).toBeLessThan(all);
  await undo(page);
  await expect.poll(() => countOf(page)).toBe(all);

  // Remove users: asked first, shown as waiting at once.
  await toFirst(page, 1, 'Remove');
  await page.getByRole('dialog', { name: 'Remove 1 app user?' }).getByRole('button', { name: 'Remove', exact: true }).click();
  await expect.poll(() => countOf(page)).toBe(all - 1);
  await undo(page);
  await expect.poll(() => countOf(page)).toBe(all);
  await expect(rows(page).first()).toHaveText(name);

  // One account in its sheet: a role that waits says so; access through a team is not removed one by one.
  await rows(page).first().click();
  const roles = opened(page).getByRole('switch');
  const was = await roles.first().getAttribute('aria-checked');
  await roles.first().click();
  await expect(roles.first()).toHaveAttribute('aria-checked', was === 'true' ? 'false' : 'true');
  await expect(opened(page).getByText(/on this device/)).toHaveText(['on this device · not in Slack yet']);
  await undo(page);
  await expect(roles.first()).toHaveAttribute('aria-checked', was ?? '');
  await page.keyboard.press('Escape');
  await page.context().setOffline(false);
  await upToDate(page);

  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Unmatched' }).click();
  await rows(page).first().click();
  await opened(page).getByRole('button', { name: 'Choose a member' }).click();
  const who = page.getByRole('dialog', { name: /^Who is / });
  await who.getByLabel('Find members').fill('mina');
  await who.getByRole('radio').first().check();
  await who.getByRole('button', { name: 'Match' }).click();
  await expect(opened(page).getByRole('button', { name: 'Unmatch' })).toBeVisible();
  await opened(page).getByRole('button', { name: 'Unmatch' }).click();
  await expect(opened(page)).toContainText('No member is matched to this account.');
  await page.keyboard.press('Escape');

  // Retry what failed: it waits again.
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Failed' }).click();
  await rows(page).first().click();
  await opened(page).getByRole('button', { name: 'Retry' }).click();
  await expect(opened(page).getByRole('button', { name: 'Retry' })).toHaveCount(0);
  await page.keyboard.press('Escape');

  // Add users and teams; check for updates.
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'All' }).click();
  await page.getByRole('button', { name: 'Add users' }).click();
  const adding = page.getByRole('dialog', { name: 'Add to Slack' });
  await adding.getByText('Teams', { exact: true }).click();
  await adding.getByRole('checkbox').first().check();
  await adding.getByRole('button', { name: 'Add 1 team' }).click();
  await expect(page.getByText('1 team added to Slack')).toBeVisible();
  await page.getByRole('button', { name: 'Check for updates' }).click();
  await expect(page.getByRole('button', { name: 'Check for updates' })).toHaveAttribute('aria-disabled', 'true');
  await upToDate(page);
  await expect(search(page)).toBeVisible();
});

test('STATUS-6 adding a member whose account is there, but nobody’s, says so and matches it', async ({ page, server }) => {
  await openAppUsers(page, server, 'mateo', '?status=none&type=individual');
  const username = (await rows(page).first().innerText()).trim();
  await rows(page).first().click();
  await opened(page).getByRole('button', { name: 'Unmatch' }).click();
  await expect(opened(page)).toContainText('No member is matched to this account.');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Add users' }).click();
  const adding = page.getByRole('dialog', { name: 'Add to Slack' });
  await adding.getByLabel('Find members').fill(username);
  await adding.getByRole('list', { name: 'Members' }).getByRole('checkbox').first().check();
  await expect(adding).toContainText(`${username} has the same email: it is matched to them.`);
  await adding.getByRole('button', { name: 'Add 1 member' }).click();
  await expect(page.getByText('1 member added to Slack, 1 account matched')).toBeVisible();
  await page.getByRole('link', { name: username }).first().click();
  await expect(opened(page).getByRole('button', { name: 'Unmatch' })).toBeVisible();
  await undo(page);
  await expect(opened(page)).toContainText('No member is matched to this account.');
});

installedTest('MERGE-1 MERGE-4 two managers: different roles both stand; the same one in opposite ways: the more restrictive does, in both orders', async ({ page, browser, server }) => {
  await openAppUsers(page, server, 'mateo', '?status=none&type=individual');
  const other = await another(browser);
  await openAppUsers(other, server, 'adela', '?status=none&type=individual');
  for (const one of [page, other]) await rows(one).first().click();
  const role = (one: Page, at: number): Locator => opened(one).getByRole('switch').nth(at);
  const on = (one: Page, at: number) => expect(role(one, at)).toHaveAttribute('aria-checked', 'true');
  const off = (one: Page, at: number) => expect(role(one, at)).toHaveAttribute('aria-checked', 'false');

  // Both have none of the three to begin with.
  for (const at of [0, 1, 2]) if ((await role(page, at).getAttribute('aria-checked')) === 'true') await role(page, at).click();
  await upToDate(page);
  for (const at of [0, 1, 2]) await off(other, at);

  // Different roles, without knowing of each other.
  for (const one of [page, other]) await goOffline(one);
  await role(page, 0).click();
  await role(other, 1).click();
  for (const one of [page, other]) await one.context().setOffline(false);
  for (const one of [page, other]) {
    await upToDate(one);
    for (const at of [0, 1]) await on(one, at);
  }

  // The same role: one who was offline removed it; whoever gave it in the meantime is told, and can give it again.
  await role(page, 2).click();
  await upToDate(page);
  await on(other, 2);
  await goOffline(page);
  await role(page, 2).click();
  await role(other, 2).click();
  await upToDate(other);
  await role(other, 2).click();
  await upToDate(other);
  await on(other, 2);
  await page.context().setOffline(false);
  await off(other, 2);
  const told = opened(other).getByRole('alert').first();
  await expect(told).toContainText('the more restrictive one stands');
  await told.getByRole('button', { name: /^Give .* again$/ }).click();
  await on(other, 2);
  await on(page, 2);

  // The other way round: who was offline gave it, and is told that it was removed.
  await goOffline(page);
  await role(page, 2).click();
  await role(page, 2).click();
  await role(other, 2).click();
  await off(other, 2);
  await upToDate(other);
  await page.context().setOffline(false);
  await off(page, 2);
  await expect(opened(page).getByRole('alert').first()).toContainText(/Adela Novotná removed .* the more restrictive one stands/);
  await other.context().close();
});
