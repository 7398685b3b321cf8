import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { another, expect, openFound, openUsers, rows, search, sheet, test, upToDate } from './app.ts';
import { countOf, openTable } from './screens.ts';

const ten = ['Integration', 'Status', 'Latest run', 'Flow', 'Configuration id', 'Configuration name', 'Group', 'User id', 'Account id', 'Sharing level'];

test('PRODUCT Integrations: a row each with state, group, users, failures; failures lead to the activations that failed', async ({ page, server }) => {
  await openTable(page, server, 'mateo', '/integrations');
  for (const title of ['Integration', 'State', 'Group', 'Users', 'Failures']) await expect(page.getByRole('columnheader', { name: title, exact: true })).toBeVisible();
  await expect(page.getByText('1–20 of 40')).toBeVisible();
  await search(page).fill('slack');
  await expect(rows(page)).toHaveCount(1);
  const failures = page.getByRole('link', { name: /failures of Slack/ });
  const failed = Number(((await failures.innerText()).match(/\d+/) ?? ['0'])[0]);
  await failures.click();
  await expect(page).toHaveURL(/activations\?integration=.*run=error/);
  await expect.poll(() => countOf(page)).toBe(failed);
});

test('PRODUCT effective = integration ∧ connected user ∧ activation, and each keeps its own switch', async ({ page, server }) => {
  await openTable(page, server, 'mateo', '/integrations/activations?status=enabled&sharing=user');
  await rows(page).first().click();
  const opened = page.getByRole('dialog').first();
  const [integration, user, activation] = [opened.getByRole('switch').nth(0), opened.getByRole('switch').nth(1), opened.getByRole('switch').nth(2)];
  for (const each of [integration, user, activation]) await expect(each).toBeChecked();
  await expect(opened).toContainText('Run by its trigger');
  await integration.click();
  await expect(opened).toContainText('The integration is disabled for all');
  await expect(opened).toContainText('Not run');
  await expect(user).toBeChecked();
  await expect(activation).toBeChecked();
  await user.click();
  await expect(opened).toContainText('The connected user is disabled');
  await integration.click();
  await expect(opened).not.toContainText('disabled for all');
  await expect(opened).toContainText('Not run');
  await user.click();
  await expect(opened).toContainText('Run by its trigger');
  await upToDate(page);
});

test('PRODUCT an integration is disabled for all, and a colleague sees it at once', async ({ browser, page, server }) => {
  await openTable(page, server, 'mateo', '/integrations?q=hubspot');
  const other = await another(browser);
  await openTable(other, server, 'olivia', '/integrations/activations?q=hubspot&status=enabled');
  await rows(page).first().click();
  await page.getByRole('dialog').first().getByRole('switch').click();
  await expect(rows(other)).toHaveCount(0);
  await other.context().close();
});

test('PERM-1 a monitor sees the switches of an activation and can use none of them', async ({ page, server }) => {
  await openTable(page, server, 'mina', '/integrations/activations?status=enabled');
  await rows(page).first().click();
  for (const each of await page.getByRole('dialog').first().getByRole('switch').all()) {
    await expect(each).toHaveAttribute('aria-disabled', 'true');
    await each.click({ force: true });
    await expect(each).toBeChecked();
  }
});

test('QUERY-3 what is edited among the connected users shows among the activations', async ({ page, server }) => {
  const environment = await openUsers(page, server, 'mateo');
  await openFound(page, 'ksenia białek', 'Ksenia Białek');
  const opened = sheet(page, 'Ksenia Białek');
  await opened.getByRole('switch', { name: 'Ksenia Białek is enabled' }).click();
  await expect(opened.getByRole('switch', { name: 'Ksenia Białek is enabled' })).not.toBeChecked();
  await upToDate(page);
  await page.goto(`${server.url}/e/${environment}/integrations/activations?q=ksenia+bia%C5%82ek&sharing=user`);
  await expect(rows(page).first()).toBeVisible();
  for (const row of await page.getByRole('row').filter({ has: rows(page) }).all()) await expect(row).toContainText('Disabled');
});

test('FILE-2 an export holds the filtered activations and the visible columns', async ({ page, server }) => {
  await openTable(page, server, 'mateo', '/integrations/activations?run=error&group=People');
  const count = await countOf(page);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  const path = join(tmpdir(), `latchkey-activations-${process.pid}.csv`);
  await (await download).saveAs(path);
  const lines = readFileSync(path, 'utf8').replace(/^\ufeff/, '').trimEnd().split('\r\n');
  expect(lines).toHaveLength(count + 1);
  expect(lines[0]).toBe(ten.map((title) => `"${title}"`).join(','));
  expect(lines[1]).toContain('"Error"');
});
