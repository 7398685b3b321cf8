import { another, expect, goOffline, installedTest, openUser, openUsers, phone, pill, rows, search, sheet, signIn, test, upToDate } from './app.ts';
import { productOf } from './product.ts';
import { chip, countOf, openTable } from './screens.ts';
import { first, name, putUser, second } from './two-logins.ts';

test.beforeEach(async ({ browser, server }) => {
  const owner = await another(browser);
  await putUser(owner, server);
  await owner.context().close();
});

installedTest('a connection removed offline is gone at once, put back from the list of last changes (OUT-9), and removed for good once saved', async ({ page, server }) => {
  await openUsers(page, server, 'mateo');
  const opened = await openUser(page, name);
  await goOffline(page);
  await expect(pill(page)).toHaveText(/Offline/);
  const card = opened.getByRole('article', { name: second });
  await card.getByRole('button', { name: `Remove ${second}` }).click();
  await expect(card).toHaveCount(0);
  await pill(page).click();
  const change = page.getByRole('list', { name: 'Your last changes' }).getByRole('listitem').filter({ hasText: `${second} removed` });
  await change.getByRole('button', { name: 'Undo' }).click();
  await expect(change).toContainText('It was undone.');
  await page.keyboard.press('Escape');
  await expect(card).toBeVisible();
  await card.getByRole('button', { name: `Remove ${second}` }).click();
  await page.context().setOffline(false);
  await upToDate(page);
  await page.reload();
  await expect(opened.getByRole('article', { name: first })).toBeVisible();
  await expect(card).toHaveCount(0);
});

test('PERM-9 PERM-10 on the screen of connections: one is renamed and removed in its sheet, several at once; each is taken back', async ({ page, server }) => {
  await openTable(page, server, 'mateo', '/connections');
  const all = await countOf(page);
  await search(page).fill(name);
  await expect(rows(page)).toHaveCount(2);

  await page.getByRole('row').filter({ hasText: second }).getByRole('checkbox').check();
  await page.getByRole('row').filter({ hasText: first }).getByRole('checkbox').check();
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog', { name: 'Remove 2 connections?' }).getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(rows(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rows(page)).toHaveCount(2);

  await page.getByRole('link', { name: second }).click();
  await sheet(page, second).getByRole('button', { name: `Rename ${second}` }).click();
  const dialog = page.getByRole('dialog', { name: 'Rename this connection' });
  await dialog.getByLabel('Name').fill('Sales workspace');
  await dialog.getByRole('button', { name: 'Rename', exact: true }).click();
  const opened = sheet(page, 'Sales workspace');
  await expect(opened.getByText('saved', { exact: true })).toBeVisible();
  await opened.getByRole('button', { name: 'Remove Sales workspace' }).click();
  await expect(opened).toHaveCount(0);
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(rows(page)).toHaveCount(2);
  await search(page).fill('');
  await expect.poll(() => countOf(page)).toBe(all);
});

test('PRODUCT Connections: one that an integration uses is removed only once its reader has been told which, in its sheet and in its user’s', async ({ page, server, browser }) => {
  const owner = await another(browser);
  const { get, put } = await productOf(owner, server, await signIn(owner.context(), server, 'olivia'));
  const { integrations } = (await get('integrations?limit=200')) as { readonly integrations: readonly { readonly id: string; readonly name: string }[] };
  await put(`connected-users/two/activations/${integrations.find((one) => one.name.startsWith('Slack'))?.id ?? ''}`, {});
  const environment = await openUsers(page, server, 'mateo');
  const question = page.getByRole('dialog', { name: 'Remove this connection?' });
  const opened = await openUser(page, name);
  const card = opened.getByRole('article', { name: second });
  await card.getByRole('button', { name: `Remove ${second}` }).click();
  await expect(question).toContainText('Slack → Northwind Messages uses it');
  await question.getByRole('button', { name: 'Keep' }).click();
  await expect(question).toHaveCount(0);
  await expect(card).toBeVisible();

  await page.goto(`${server.url}/e/${environment}/connections?q=${encodeURIComponent(name)}`);
  await page.getByRole('link', { name: second }).click();
  await sheet(page, second).getByRole('button', { name: `Remove ${second}` }).click();
  await question.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(question).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(rows(page)).toHaveCount(2);
});

test('PERM-1 a monitor is told why neither works', async ({ page, server }) => {
  await openUsers(page, server, 'mina');
  const opened = await openUser(page, name);
  for (const action of ['Rename', 'Remove']) {
    await opened.getByRole('button', { name: `${action} ${second}` }).click({ force: true });
    await expect(page.getByText('Only those who manage this may change it.').last()).toBeVisible();
  }
  await expect(opened.getByRole('article', { name: second })).toBeVisible();
});

test.describe('on a phone', () => {
  test.use(phone);
  test('both actions are large enough for a thumb', async ({ page, server }) => {
    await openUsers(page, server, 'mateo');
    const opened = await openUser(page, name);
    for (const action of ['Rename', 'Remove']) {
      const box = await opened.getByRole('button', { name: `${action} ${second}` }).boundingBox();
      expect(Math.round(Math.min(box?.width ?? 0, box?.height ?? 0))).toBeGreaterThanOrEqual(44);
    }
  });

  test('a name is read to its end: the date and the initials tell one from another', async ({ page, server }) => {
    await openTable(page, server, 'mateo', '/connections');
    const name = page.locator('#main').getByText(/Login authorized on [\d-]+ by/).first();
    expect(await name.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBeLessThanOrEqual(0);
  });

  test('a filter with many choices opens without the keyboard, which would cover them', async ({ page, server }) => {
    await openTable(page, server, 'mateo', '/connections');
    await chip(page, 'Connector').tap();
    const panel = page.getByRole('dialog', { name: 'Filter by connector' });
    await expect(panel.getByRole('searchbox')).toBeVisible();
    await expect(panel.getByRole('checkbox').first()).toBeFocused();
  });
});
