import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, goOffline, installedTest, openUser, openUsers, pill, rows, search, sheet, test, upToDate, usersAt, userSwitch } from './app.ts';

const count = (page: Page) => page.locator('header .note.tabular').first();

test('PRODUCT Connected users: the columns, the page sizes and the exact count', async ({ page, server }) => {
  await openUsers(page, server, 'mateo');
  for (const title of ['Status', 'External ID', 'Name', 'Email', 'Integrations', 'Created']) {
    await expect(page.getByRole('columnheader', { name: title })).toBeVisible();
  }
  await expect(rows(page)).toHaveCount(20);
  await expect(page.getByText('1–20 of 5,000')).toBeVisible();
  await page.getByLabel('Rows on a page').selectOption('100');
  await expect(rows(page)).toHaveCount(100);
  await expect(page).toHaveURL(/size=100/);
  await page.getByRole('link', { name: 'Page 50', exact: true }).click();
  await expect(page.getByText('4,901–5,000 of 5,000')).toBeVisible();
});

test('QUERY-1 search folds case and diacritics and finds every word in name, email or external id', async ({ page, server }) => {
  await openUsers(page, server, 'mateo');
  for (const words of ['ksenia bialek', 'BIAŁEK eva_mante57', 'cus_u0uwqj6traD17j', 'вікторія', '노수인']) {
    await search(page).fill(words);
    await expect(rows(page)).toHaveCount(1);
    await expect(page).toHaveURL(new RegExp('q='));
  }
  await search(page).fill('no one is called this');
  await expect(rows(page)).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(rows(page)).toHaveCount(20);
});

test('PRODUCT filters: each choice says what it leaves, sets page 1, lives in the address and survives a reload', async ({ page, server }) => {
  const environment = await openUsers(page, server, 'mateo', '?page=3');
  await page.getByRole('button', { name: 'Status', exact: true }).first().click();
  const panel = page.getByRole('dialog', { name: 'Filter by status' });
  const invalid = panel.getByRole('listitem').filter({ hasText: 'Invalid' });
  const leaves = Number((await invalid.locator('.tabular').innerText()).replaceAll(',', ''));
  await invalid.getByRole('checkbox').check();
  await panel.getByRole('button', { name: 'Done' }).click();
  await expect(page).toHaveURL(/status=invalid/);
  await expect(page).not.toHaveURL(/page=3/);
  await expect(page.getByText(`1–20 of ${leaves.toLocaleString('en')}`)).toBeVisible();
  for (const chip of await page.getByRole('cell', { name: /Invalid|Valid|None/ }).all()) await expect(chip).toContainText('Invalid');
  await page.reload();
  await expect(page.getByText(`1–20 of ${leaves.toLocaleString('en')}`)).toBeVisible();

  // Created between, inclusive, in the viewer's zone: Roger Simon was created at about 20:00 in Berlin.
  await page.goto(usersAt(server, environment, '?q=roger+simon'));
  await expect(rows(page)).toHaveCount(1);
  const created = Date.parse((await page.locator('td time').first().getAttribute('datetime')) ?? '');
  const day = (after: number): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin', dateStyle: 'short' }).format(created + after * 86_400_000);
  await page.goto(usersAt(server, environment, `?from=${day(0)}&to=${day(0)}&q=simon`));
  await expect(rows(page)).toHaveCount(1);
  await page.goto(usersAt(server, environment, `?from=${day(1)}&q=roger+simon`));
  await expect(rows(page)).toHaveCount(0);
});

test('PRODUCT views: one tap filters, sets page 1, and says where one is', async ({ page, server }) => {
  await openUsers(page, server, 'mateo', '?page=3');
  const views = page.getByRole('navigation', { name: 'Views' });
  const invalid = views.getByRole('link', { name: 'Invalid connections' });
  await invalid.click();
  await expect(invalid).toHaveAttribute('aria-current', 'true');
  await expect(page).toHaveURL(/status=invalid/);
  await expect(page).not.toHaveURL(/page=3/);
  await expect(page.getByText(/^1–20 of (?!5,000)/)).toBeVisible();
  await expect(page.getByRole('row').filter({ has: rows(page), hasText: 'Invalid' })).toHaveCount(20);
  await views.getByRole('link', { name: 'All', exact: true }).click();
  await expect(invalid).not.toHaveAttribute('aria-current');
  await expect(page.getByText('1–20 of 5,000')).toBeVisible();
});

test('PRODUCT sort: by header, kept in the address; columns can be hidden and the choice is remembered', async ({ page, server }) => {
  await openUsers(page, server, 'mateo');
  const created = page.getByRole('columnheader', { name: 'Created' });
  await expect(created).toHaveAttribute('aria-sort', 'descending');
  await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
  await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'ascending');
  await expect(page).toHaveURL(/sort=name/);
  await search(page).fill('ander');
  await expect(page.locator('footer .tabular').first()).not.toContainText('5,000');
  await expect(page.locator('.rows')).toHaveAttribute('aria-busy', 'false');
  const names = (await rows(page).allTextContents()).map((name) => name.trim());
  expect(names).toEqual([...names].sort(new Intl.Collator('en-GB', { numeric: true }).compare));

  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: 'Email' }).uncheck();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('columnheader', { name: 'Email' })).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('columnheader', { name: 'Status' })).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'Email' })).toHaveCount(0);
});

test('PRODUCT sheet: profile, every activation and connection; in the address; closes to where the reader was', async ({ page, server }) => {
  await openUsers(page, server, 'mateo', '?page=2');
  const third = rows(page).nth(2);
  const name = await third.innerText();
  await third.click();
  await expect(sheet(page, name)).toBeVisible();
  await expect(page).toHaveURL(/user=/);
  await page.keyboard.press('Escape');
  await expect(sheet(page, name)).toHaveCount(0);
  await expect(page).toHaveURL(/page=2/);
  await expect(third).toBeFocused();

  const opened = await openUser(page, 'Ksenia Białek');
  await expect(opened).toContainText('0c4bbe65-ccac-4af5-bbf5-95710c79b652');
  await expect(opened).toContainText('eva_mante57@deadly-humidity293.example');
  await expect(opened.getByRole('article')).toHaveCount(4);
  await expect(opened).toContainText(/Webflow Login authorized on \d{4}-\d\d-\d\d by KB/);
});

test('PRODUCT sheet: two Escapes close one sheet, and what was typed beside it stays', async ({ page, server }) => {
  await openUsers(page, server, 'mateo');
  await page.getByRole('button', { name: 'Invalid connections' }).or(page.getByRole('link', { name: 'Invalid connections' })).first().click();
  await expect(page).toHaveURL(/status=invalid/);
  const opened = page.getByRole('dialog');
  await rows(page).first().click();
  await expect(opened).toBeVisible();
  await page.evaluate(() => {
    for (let press = 0; press < 2; press++) document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  });
  await expect(opened).toHaveCount(0);
  await expect(page).toHaveURL(/status=invalid$/);

  await rows(page).first().click();
  await expect(opened).toBeVisible();
  await search(page).fill('simon');
  await expect(page).toHaveURL(/q=simon/);
  await opened.getByRole('button', { name: 'Close' }).click();
  await expect(opened).toHaveCount(0);
  await expect(search(page)).toHaveValue('simon');
  await expect(page).toHaveURL(/q=simon/);
});

test('PRODUCT bulk: one action, one undo, exact', async ({ page, server }) => {
  await openUsers(page, server, 'mateo', '?status=invalid&disabled=no');
  const before = await page.locator('footer .tabular').first().innerText();
  await page.getByRole('checkbox', { name: 'Select this page' }).check();
  const bar = page.getByRole('region', { name: 'Selection' });
  await bar.getByRole('button', { name: /^Select all/ }).click();
  await expect(bar.getByRole('status')).toContainText(`${before.replace(/^.* of /, '')} selected`);
  await bar.getByRole('button', { name: 'Disable' }).click();
  await expect(rows(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(page.locator('footer .tabular').first()).toHaveText(before);
  await upToDate(page);
  await page.reload();
  await expect(page.locator('footer .tabular').first()).toHaveText(before);
});

test('PRODUCT remove: asked first, gone with everything of theirs, back by undo', async ({ page, server }) => {
  await openUsers(page, server, 'mateo');
  const name = 'Roger Simon';
  const opened = await openUser(page, name);
  await opened.getByRole('button', { name: 'Remove this user' }).click();
  const question = page.getByRole('dialog', { name: /Remove/ }).last();
  await question.getByRole('button', { name: /^Remove/ }).click();
  await expect(rows(page)).toHaveCount(0);
  await upToDate(page);
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(rows(page)).toHaveCount(1);
  await upToDate(page);
});

installedTest('EDIT undo works offline too, before the edit was ever sent', async ({ page, server }) => {
  await openUsers(page, server, 'mateo');
  const name = 'Roger Simon';
  const opened = await openUser(page, name);
  await goOffline(page);
  await expect(pill(page)).toHaveText(/Offline/);
  await userSwitch(opened, name).click();
  await expect(opened.getByText('on this device')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(userSwitch(opened, name)).toBeChecked();
  await expect(opened.getByText('on this device')).toHaveCount(0);
});

test('FILE-2 an export holds the filtered rows and the visible columns, safe from formulas', async ({ page, server }) => {
  const environment = await openUsers(page, server, 'mateo');
  const body = '\ufeffexternal_id,name,email\r\nzqformula-1,"=HYPERLINK(""http://x"")",a@b.example\r\nzqformula-2,＝1+1,c@d.example\r\n';
  const answer = await page.request.post(`${server.url}/api/environments/${environment}/connected-users/import?dryRun=false`, {
    headers: { origin: server.url, 'content-type': 'text/csv' },
    data: body,
  });
  expect(await answer.json()).toMatchObject({ accepted: true, created: 2 });
  await search(page).fill('zqformula');
  await expect(rows(page)).toHaveCount(2);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  const path = join(tmpdir(), `latchkey-export-${process.pid}.csv`);
  await (await download).saveAs(path);
  const lines = readFileSync(path, 'utf8').replace(/^\ufeff/, '').trimEnd().split('\r\n');
  expect(lines).toHaveLength(3);
  expect(lines[0]).toContain('External ID');
  expect(lines.join('\n')).toContain(`"'=HYPERLINK(""http://x"")"`);
  expect(lines.join('\n')).toContain(`"'＝1+1"`);
});

test('FILE-1 an import is tried first, says row by row what is wrong, and takes all or nothing', async ({ page, server }) => {
  await openUsers(page, server, 'mateo');
  const file = (name: string, text: string): string => {
    const path = join(tmpdir(), `latchkey-${process.pid}-${name}`);
    writeFileSync(path, text);
    return path;
  };
  await page.getByRole('button', { name: 'Import' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import connected users' });
  await dialog.getByLabel('File').setInputFiles(file('bad.csv', 'external_id,name,email\nnew-1,Ada Okonkwo,ada@example.com\nnew-2,Tomasz,not an address\n'));
  await expect(dialog.getByRole('region', { name: 'What is wrong, row by row' })).toContainText('email');
  await expect(dialog.getByRole('button', { name: /^Import/ })).toBeDisabled();
  await dialog.getByLabel('File').setInputFiles(file('good.csv', '\ufeffexternal_id,name,email\r\nnew-1,"Okonkwo, Ada",ada@example.com\r\nnew-2,Tomasz,tomasz@example.com\r\n'));
  await dialog.getByRole('button', { name: 'Import 2 rows' }).click();
  await expect(dialog).toHaveCount(0);
  await search(page).fill('okonkwo, ada');
  await expect(rows(page)).toHaveCount(1);
});

test('keyboard: from the palette to a user, through the table, and help', async ({ page, server }) => {
  await openUsers(page, server, 'mateo');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /^Find/ }).fill('ksenia bia');
  await expect(page.getByRole('option', { name: /Ksenia Białek/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(sheet(page, 'Ksenia Białek')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await expect(search(page)).toBeFocused();
  await page.keyboard.type('simon');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await expect(rows(page).first()).toBeFocused();
  await page.keyboard.press('x');
  await expect(page.getByRole('region', { name: 'Selection' })).toContainText('1 selected');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
});

test('SYNC-1 the environment selector brings another environment, and keeps them apart (PERM-5)', async ({ page, server }) => {
  await openUsers(page, server, 'mateo');
  const production = await rows(page).first().getAttribute('data-row');
  await page.getByRole('button', { name: /Environment:/ }).first().click();
  await page.getByRole('link', { name: 'Staging' }).click();
  await expect(page.getByText(/of \d\d\b/).first()).toBeVisible();
  await expect(page.locator(`[data-row="${production}"]`)).toHaveCount(0);
  await expect(count(page)).toBeVisible();
});
