import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, goOffline, installedTest, openUser, openUsers, pill, rows, search, sheet, test, upToDate, userSwitch } from './app.ts';
import { countOf } from './screens.ts';

test('PRODUCT views: one tap filters, sets page 1, and says where one is', async ({ page, server }) => {
  await openUsers(page, server, 'mateo', '?page=3');
  const views = page.getByRole('navigation', { name: 'Views' });
  const invalid = views.getByRole('link', { name: 'Invalid connections' });
  await invalid.click();
  await expect(invalid).toHaveAttribute('aria-current', 'true');
  await expect(page).toHaveURL(/status=invalid/);
  await expect(page).not.toHaveURL(/page=3/);
  await expect(page.getByText(/^1–20 of (?!500$)/)).toBeVisible();
  await expect(page.getByRole('row').filter({ has: rows(page), hasText: 'Invalid' })).toHaveCount(20);
  await views.getByRole('link', { name: 'All', exact: true }).click();
  await expect(invalid).not.toHaveAttribute('aria-current');
  await expect(page.getByText('1–20 of 500')).toBeVisible();
});

test('PRODUCT sort: by header, kept in the address; columns can be hidden and the choice is remembered', async ({ page, server }) => {
  await openUsers(page, server, 'mateo');
  const created = page.getByRole('columnheader', { name: 'Created' });
  await expect(created).toHaveAttribute('aria-sort', 'descending');
  await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
  await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'ascending');
  await expect(page).toHaveURL(/sort=name/);
  await search(page).fill('ander');
  await expect(page.locator('footer .tabular').first()).not.toContainText('of 500');
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

test('PRODUCT bulk: what is chosen is of what is asked; a view, a filter and a step back begin anew, another page and order do not', async ({ page, server }) => {
  await openUsers(page, server, 'mateo');
  const bar = page.getByRole('region', { name: 'Selection' });
  const first = page.getByRole('row').nth(1).getByRole('checkbox');
  const views = page.getByRole('navigation', { name: 'Views' });
  await first.check();
  await page.getByRole('link', { name: 'Next page' }).click();
  await expect(page.getByText('21–40 of 500')).toBeVisible();
  await page.getByRole('button', { name: 'Name', exact: true }).click();
  await expect(page).toHaveURL(/sort=name/);
  await expect(bar).toContainText('1 selected');
  await views.getByRole('link', { name: 'Disabled' }).click();
  await expect(bar).toHaveCount(0);
  await first.check();
  await expect(bar).toContainText('1 selected');
  await page.goBack();
  await expect(views.getByRole('link', { name: 'All' })).toHaveAttribute('aria-current', 'true');
  await expect(bar).toHaveCount(0);
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
  const all = await countOf(page);
  await page.keyboard.type('simon');
  await expect.poll(() => countOf(page)).toBeLessThan(all);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect.poll(() => countOf(page)).toBe(all);
  await page.keyboard.press('j');
  await expect(rows(page).first()).toBeFocused();
  await page.keyboard.press('x');
  await expect(page.getByRole('region', { name: 'Selection' })).toContainText('1 selected');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
});
