import { expect, rows, test } from './app.ts';
import { sound } from './axe.ts';
import { chip, choose, countOf, openTable } from './screens.ts';

test('PRODUCT Integration → Connections and Settings: the connections that it uses and no others; what it is, and its switch', async ({ page, server }) => {
  const environment = await openTable(page, server, 'mateo', '/integrations?q=hubspot');
  const id = await rows(page).first().getAttribute('data-row');
  await page.goto(`${server.url}/e/${environment}/connections?connector=hubspot`);
  await expect(rows(page).first()).toBeVisible();
  const all = await countOf(page);

  await page.goto(`${server.url}/e/${environment}/integrations/${id}/connections`);
  await expect(rows(page).first()).toBeVisible({ timeout: 15_000 });
  const used = await countOf(page);
  expect(used).toBeGreaterThan(0);
  expect(used).toBeLessThanOrEqual(all);
  await expect(chip(page, 'Connector')).toBeVisible();
  await choose(page, 'Status', 'Invalid');
  await expect.poll(() => countOf(page)).toBeLessThan(used);
  await rows(page).first().click();
  const opened = page.getByRole('dialog').first();
  await expect(opened).toContainText('HubSpot');
  await expect(opened.getByRole('link', { name: /HubSpot → Northwind/ })).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('navigation', { name: 'Pages of this integration' }).getByRole('link', { name: 'Settings' }).click();
  for (const text of ['Connector', 'Flow', 'Configuration id', 'Configuration name', 'Group', 'Sharing level', 'What you may do here']) await expect(page.getByRole('main')).toContainText(text);
  const enabled = page.getByRole('switch', { name: /is enabled$/ });
  await enabled.click();
  await expect(enabled).not.toBeChecked();
  await expect(page.getByRole('main').getByText('saved')).toBeVisible();

  // What it is, field by field, offline too; and the roles that it offers.
  const main = page.getByRole('main');
  await main.getByRole('button', { name: 'Change', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /^Change / });
  await page.context().setOffline(true);
  await dialog.getByLabel('Configuration id').fill('crm-two');
  await dialog.getByLabel('Sharing level').selectOption('account');
  await dialog.getByRole('button', { name: 'Change', exact: true }).click();
  await expect(main).toContainText('crm-two');
  await expect(main).toContainText('One activation for a whole account');
  await expect(main.getByText('on this device').first()).toBeVisible();
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(main).not.toContainText('crm-two');
  await main.getByRole('button', { name: /^Actions for the role/ }).first().click();
  await page.getByRole('button', { name: 'No longer offer' }).click();
  await expect(main.getByText('no longer offered')).toBeVisible();
  await sound(page, 'Settings of an integration');
});
