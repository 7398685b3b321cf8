import { readFileSync } from 'node:fs';
import { fold } from '@latchkey/shared/domain/fold';
import Papa from 'papaparse';
import { another, expect, goOffline, installedTest, openUser, openUsers, phone, row, rows, search, sheet, signIn, test, upToDate, userSwitch } from './app.ts';
import { sound } from './axe.ts';
import { sendByHand } from './by-hand.ts';
import { chip, choose, countOf, openTable } from './screens.ts';

installedTest('PRODUCT Activity: when, who, what, on what, old → new, device, outcome; filters, threads, export, and nothing of it offline', async ({ page, browser, server }) => {
  const environment = await openUsers(page, server, 'olivia');
  const opened = await openUser(page, 'Roger Simon');
  await userSwitch(opened, 'Roger Simon').click();
  await upToDate(page);

  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Activity' }).click();
  for (const title of ['When', 'Who', 'What', 'On what', 'Old → new', 'Device', 'Outcome']) {
    await expect(page.getByRole('columnheader', { name: title, exact: true })).toBeVisible();
  }
  const latest = row(page, 'Roger Simon').first();
  for (const text of ['Olivia Okafor', 'Disabled', 'Connected user', 'Enabled → Disabled', 'Chrome on Linux', 'Applied']) await expect(latest).toContainText(text);

  const when = page.getByRole('columnheader', { name: 'When' });
  await when.getByRole('button').click();
  await expect(when).toHaveAttribute('aria-sort', 'ascending');
  await expect(page.getByRole('row').nth(1)).not.toContainText('Roger Simon');
  await when.getByRole('button').click();
  await expect(latest).toBeVisible();
  const all = await countOf(page);
  await choose(page, 'Outcome', 'Refused');
  await expect.poll(() => countOf(page)).toBeLessThan(all);
  await expect(page.getByRole('row', { name: /Mina Tanaka.*Refused/ })).toHaveCount(await countOf(page));
  await rows(page).first().click();
  await expect(page.getByRole('dialog')).toContainText('Only those who manage this may change it.');
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'All', exact: true }).click();
  await choose(page, 'Who', 'Oskar Lindqvist');
  await search(page).fill('simon');
  await expect(page.getByRole('row', { name: /Oskar Lindqvist.*Roger Simon/ }).first()).toBeVisible();
  await search(page).fill('disabled roger');
  await expect.poll(() => countOf(page)).toBe(1);
  await expect(page.getByRole('row', { name: /Oskar Lindqvist.*Disabled.*Roger Simon/ })).toBeVisible();

  // Of a thread, what matches shows: all of it without a search.
  await page.getByRole('button', { name: 'Clear the search' }).click();
  const many = row(page, 'Roger Simon').filter({ hasText: 'and 11 more' }).first();
  await many.locator('[data-row]').click();
  const thread = sheet(page, /^(Enabled|Disabled)/);
  await expect(thread).toContainText('12 entries in one thread');
  await expect(thread.getByRole('listitem')).toHaveCount(12);
  await sound(page, 'Activity, a thread');
  await thread.getByRole('link', { name: 'Roger Simon' }).click();
  await expect(sheet(page, 'Roger Simon')).toContainText('External ID');

  await page.goto(`${server.url}/e/${environment}/activity?q=roger+simon`);
  await expect(rows(page).first()).toBeVisible();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export' }).click()]);
  const csv = readFileSync(await file.path(), 'utf8');
  expect(csv).toMatch(/^\uFEFF"When","Who","What","On what","Old → new","Device","Outcome"\r\n"[\d-]+T[\d:.]+Z","Olivia Okafor","Disabled","Roger Simon","Enabled → Disabled","Chrome on Linux","Applied"\r\n/);
  await page.getByRole('button', { name: 'Check the log' }).click();
  await expect(sheet(page, 'The log of Northwind')).toContainText(/All [\d,]+ entries follow from one another/);
  await page.keyboard.press('Escape');

  await goOffline(page);
  await expect(page.getByRole('heading', { name: 'Activity needs a network' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Export' })).toBeDisabled();
  await page.context().setOffline(false);
  await expect(rows(page).first()).toBeVisible({ timeout: 20_000 });

  const mina = await another(browser);
  await signIn(mina.context(), server, 'mina');
  await mina.goto(`${server.url}/e/${environment}/activity`);
  await expect(mina.getByRole('heading', { name: 'Activity is for owners and administrators' })).toBeVisible();
  await expect(mina.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Teams' })).toBeVisible();
  await expect(mina.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Activity' })).toHaveCount(0);
});

test('AUDIT-3 what others do shows while the log is looked at', async ({ page, browser, server }) => {
  const environment = await openUsers(page, server, 'olivia', '?q=roger%20simon');
  const user = (await rows(page).first().getAttribute('data-row')) ?? '';
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Activity' }).click();
  await expect(page.getByRole('columnheader', { name: 'Outcome' })).toBeVisible();
  const all = await countOf(page);
  const other = await another(browser);
  await signIn(other.context(), server, 'mina');
  await other.goto(`${server.url}/e/${environment}/users`);
  // One that is refused changes no document: only the log tells of it.
  const refused = await sendByHand(other, server, environment, { name: 'connectedUser.setEnabled', args: { user, enabled: false } });
  expect(refused).toMatchObject({ outcome: 'refused' });
  await expect(page.getByRole('row', { name: /Mina Tanaka.*Roger Simon.*Refused/ }).first()).toBeVisible({ timeout: 20_000 });
  await expect.poll(() => countOf(page)).toBe(all + 1);
  await other.context().close();
});

test('AUDIT-3 threads come in the order of every column but old → new, both ways, in the address and in the file', async ({ page, server }) => {
  await openTable(page, server, 'olivia', '/activity');
  const titles = ['When', 'Who', 'What', 'On what', 'Old → new', 'Device', 'Outcome'];
  const header = (title: string) => page.getByRole('columnheader', { name: title, exact: true });
  const first = async (title: string) => fold(await page.locator(`tbody tr:first-child td:nth-child(${titles.indexOf(title) + 1})`).innerText());
  await expect(header('Old → new').getByRole('button')).toHaveCount(0);

  await header('Who').getByRole('button').click();
  await expect(page).toHaveURL(/sort=who$/);
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export' }).click()]);
  const { data } = Papa.parse<Record<string, string>>(readFileSync(await file.path(), 'utf8').slice(1), { header: true, skipEmptyLines: true });
  const written = (title: string) => data.map((entry) => fold(entry[title] ?? '').replace(/:.*/, '')).filter((text) => text !== '');
  expect(written('Who')).toEqual(written('Who').toSorted());
  await header('Who').getByRole('button').click();
  await expect(page).toHaveURL(/sort=-who$/);
  await page.reload();
  await expect(header('Who')).toHaveAttribute('aria-sort', 'descending');

  for (const title of ['Who', 'What', 'On what', 'Device', 'Outcome']) {
    const inOrder = written(title).toSorted();
    await header(title).getByRole('button').click();
    await expect(header(title)).toHaveAttribute('aria-sort', 'ascending');
    await expect.poll(() => first(title)).toContain(inOrder[0]);
    await header(title).getByRole('button').click();
    await expect(header(title)).toHaveAttribute('aria-sort', 'descending');
    await expect.poll(() => first(title)).toContain(inOrder.at(-1));
  }
});

test.describe('on a phone', () => {
  test.use(phone);

  test('AUDIT-3 the order of the log is chosen under Sort', async ({ page, server }) => {
    await openTable(page, server, 'olivia', '/activity');
    await chip(page, 'Sort').click();
    const order = page.getByRole('dialog', { name: 'Sort', exact: true });
    for (const title of ['When', 'Who', 'What', 'On what', 'Device', 'Outcome']) await expect(order.getByRole('radio', { name: title, exact: true })).toBeVisible();
    await order.getByRole('radio', { name: 'Outcome', exact: true }).check();
    await order.getByRole('button', { name: 'Done' }).click();
    await expect(page).toHaveURL(/sort=-outcome/);
    await expect(page.locator('li', { has: rows(page) }).first()).toContainText(/superseded/i);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});
