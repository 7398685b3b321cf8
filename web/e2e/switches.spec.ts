import type { Locator, Page } from '@playwright/test';
import { expect, openUser, openUsers, rows, test, upToDate, userSwitch } from './app.ts';
import { openIntegration } from './screens.ts';

/** Presses it so many times before any of that can be answered. */
const press = (one: Locator, times: number): Promise<void> =>
  one.evaluate((element: HTMLElement, left) => {
    for (; left > 0; left--) element.click();
  }, times);

/** Presses it and takes the latest action back before any of that can be answered. */
const pressAndUndo = (one: Locator): Promise<void> =>
  one.evaluate((element: HTMLElement) => {
    element.click();
    element.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true }));
  });

const said = (page: Page, words: string): Promise<void> => expect(page.getByText(words).first()).toBeVisible();

test('EDIT a switch that is pressed again before it has answered is set back: what was pressed last stands', async ({ page, server }) => {
  await openUsers(page, server, 'mateo');
  const name = 'Roger Simon';
  const opened = await openUser(page, name);
  const enabled = userSwitch(opened, name);
  await expect(enabled).toBeChecked();
  await press(enabled, 2);
  await said(page, `${name} enabled`);
  await upToDate(page);
  await expect(enabled).toBeChecked();
  await press(enabled, 3);
  await said(page, `${name} disabled`);
  await upToDate(page);
  await expect(enabled).not.toBeChecked();
  await page.reload();
  await expect(enabled).not.toBeChecked();
});

test('EDIT the same in a table, where what is so already is not asked for', async ({ page, server }) => {
  await openIntegration(page, server, 'olivia', 'slack', '/access?q=mateo');
  const enabled = page.getByRole('switch', { name: 'Mateo García is enabled' });
  await expect(enabled).toBeChecked();
  await press(enabled, 2);
  await said(page, '1 member enabled');
  await upToDate(page);
  await expect(enabled).toBeChecked();
  await expect(page.getByText('It is so already')).toHaveCount(0);
});

test('OUT-9 undo takes back what was asked for last, also before it is kept', async ({ page, server }) => {
  await openUsers(page, server, 'mateo');
  const name = 'Roger Simon';
  const enabled = userSwitch(await openUser(page, name), name);
  await press(enabled, 1);
  await said(page, `${name} disabled`);
  await pressAndUndo(enabled);
  await said(page, 'Taken back');
  await upToDate(page);
  await expect(enabled).not.toBeChecked();
});

test('OUT-9 the same where it has to be looked up first whom it can be done to', async ({ page, server }) => {
  await openIntegration(page, server, 'mateo', 'slack', '/app-users?status=none&type=individual');
  await rows(page).first().click();
  const role = page.getByRole('dialog').first().getByRole('switch').first();
  const was = await role.isChecked();
  await press(role, 1);
  await said(page, was ? 'no longer given' : 'given');
  await pressAndUndo(role);
  await said(page, 'Taken back');
  await upToDate(page);
  await expect(role).toBeChecked({ checked: !was });
});
