/** Every action on app users, with the keys alone on a desk and with one thumb on a phone. */
import type { Locator, Page } from '@playwright/test';
import { expect, phone, rows, search, test, upToDate } from './app.ts';
import { keys, thumb, type Hand } from './hands.ts';
import { chip, openIntegration } from './screens.ts';

const step = test.step;
const button = (within: Page | Locator, name: string | RegExp): Locator => within.getByRole('button', { name, exact: true });
const opened = (page: Page): Locator => page.getByRole('dialog').first();
const bar = (page: Page): Locator => page.getByRole('region', { name: 'Selection' });
const said = (page: Page, words: RegExp): Promise<void> => expect(page.getByRole('status', { name: 'Just done' }).getByText(words).last()).toBeVisible();
const first = (page: Page): Locator => page.getByRole('row').or(page.getByRole('listitem')).filter({ has: rows(page) }).first();

async function throughAll(page: Page, { press, leave, undo }: Hand, onDesk: boolean): Promise<void> {
  /** The focus is where its owner was before. */
  const back = async (to: Locator): Promise<void> => {
    if (onDesk) await expect(to).toBeFocused();
  };
  /** Chooses the first row and does something to it; then what was done is said. */
  const toFirst = async (action: string, done: RegExp): Promise<void> => {
    await press(first(page).getByRole('checkbox'));
    await expect(bar(page)).toContainText('1 selected');
    if (onDesk) {
      await page.keyboard.press('a');
      await expect(bar(page).getByRole('button').first()).toBeFocused();
    }
    await press(button(bar(page), action));
    await said(page, done);
  };

  await step('filter, retry what failed, open and close the sheet', async () => {
    await press(chip(page, 'Status'));
    const panel = page.getByRole('dialog', { name: 'Filter by status' });
    await press(panel.getByRole('checkbox', { name: /^Update failed/ }));
    await press(button(panel, 'Done'));
    await back(page.getByRole('group', { name: 'Filters' }).getByRole('button', { name: /^Status/ }));
    await expect(first(page)).toContainText('Update failed');
    await press(rows(page).first());
    await press(button(opened(page), 'Retry'));
    await expect(button(opened(page), 'Retry')).toHaveCount(0);
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('dialog') !== null)).toBe(true);
    await leave();
    await expect(opened(page)).toHaveCount(0);
    await press(button(page, 'Clear the filter Status'));
    await back(chip(page, 'Status'));
  });

  await step('sort, page, page size, views', async () => {
    if (onDesk) {
      await press(page.getByRole('columnheader', { name: 'Last used' }).getByRole('button'));
      await expect(page.getByRole('columnheader', { name: 'Last used' })).toHaveAttribute('aria-sort', /./);
    } else {
      await press(button(page, 'Sort'));
      await press(page.getByRole('radio', { name: 'Last used' }));
      await press(button(page, 'Done'));
    }
    await expect(page).toHaveURL(/sort=lastUsed/);
    await press(page.getByRole('link', { name: 'Next page' }));
    await expect(page).toHaveURL(/page=2/);
    await press(page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Unmatched' }));
    await expect(first(page)).toContainText('Unmatched user');
    await press(page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'All' }));
    await expect(first(page)).not.toContainText('Unmatched user');
  });

  await step('select several, go on to the next page, clear the selection', async () => {
    for (const at of [0, 1]) await press(page.getByRole('checkbox', { name: /^Select (?!this)/ }).nth(at));
    // The bar covers none of what is below it.
    await press(page.getByRole('link', { name: 'Next page' }));
    await expect(page).toHaveURL(/page=2/);
    await expect(bar(page)).toContainText('2 selected');
    await press(button(bar(page), 'Clear the selection'));
    await expect(bar(page)).toHaveCount(0);
    await back(first(page).locator(':focus'));
  });

  await step('search', async () => {
    await page.goto(`${page.url().replace(/\?.*/, '')}?status=none&type=individual`);
    const address = await first(page).getByText(/^\S+@\S+$/).first().innerText();
    await page.goto(page.url().replace(/\?.*/, ''));
    await upToDate(page);
    await press(search(page));
    await page.keyboard.type(address);
    await expect(rows(page)).toHaveCount(1);
  });

  await step('exempt and un-exempt, protect and unprotect, match and unmatch, change roles, remove; undo', async () => {
    await toFirst('Exempt', /exempted$/);
    await back(first(page).getByRole('checkbox'));
    await toFirst('Un-exempt', /no longer exempted$/);
    await toFirst('Protect', /protected$/);
    await toFirst('Unprotect', /no longer protected$/);
    await toFirst('Unmatch', /unmatched$/);
    await toFirst('Match', /matched$/);
    await toFirst('Retry', /^Nothing of it failed/);
    await press(button(bar(page), 'Change roles'));
    const roles = page.getByRole('dialog', { name: 'Change roles of 1 app user' });
    await press(roles.getByRole('checkbox').first());
    await press(button(roles, 'Change roles'));
    await said(page, /given other roles$/);
    await expect(first(page)).toContainText('Awaiting update');
    await undo();
    await expect(first(page)).not.toContainText('Awaiting update');
    await press(first(page).getByRole('checkbox'));
    await press(button(bar(page), 'Remove'));
    await press(button(page.getByRole('dialog', { name: 'Remove 1 app user?' }), 'Remove'));
    await expect(first(page)).toContainText('Awaiting deprovisioning');
    await undo();
    await expect(first(page)).not.toContainText('Awaiting deprovisioning');
  });

  await step('in the sheet: a role, protected, exempted, matched to somebody else', async () => {
    await press(rows(page).first());
    for (const [at, done] of [
      [opened(page).getByRole('switch').first(), /given \w+$/],
      [opened(page).getByRole('switch', { name: 'Protected' }), /protected$/],
      [opened(page).getByRole('switch', { name: 'Exempted' }), /exempted$/],
    ] as const) {
      const was = await at.getAttribute('aria-checked');
      await press(at);
      await expect(at).not.toHaveAttribute('aria-checked', was ?? '');
      await said(page, done);
      await undo();
      await expect(at).toHaveAttribute('aria-checked', was ?? '');
    }
    await press(button(opened(page), 'Unmatch'));
    await press(button(opened(page), 'Choose a member'));
    const who = page.getByRole('dialog', { name: /^Who is / });
    await press(who.getByLabel('Find members'));
    await page.keyboard.type('mina');
    await expect(who.getByRole('radio')).toHaveCount(1);
    await press(who.getByRole('radio'));
    await press(button(who, 'Match'));
    await expect(opened(page)).toContainText('mina@northwind.example');
    await undo();
    await undo();
    await leave();
    await expect(opened(page)).toHaveCount(0);
    await back(rows(page).first());
  });

  await step('add members and teams, check for updates, download', async () => {
    const adding = page.getByRole('dialog', { name: 'Add to Slack' });
    await press(button(page, 'Add users'));
    await press(adding.getByLabel('Find members'));
    await page.keyboard.type('mina');
    const members = adding.getByRole('list', { name: 'Members' }).getByRole('checkbox');
    await expect(members).toHaveCount(1);
    await press(members);
    // Whoever is there already gains what they lack.
    for (const role of await adding.getByRole('group', { name: 'Roles' }).getByRole('checkbox').all()) await press(role);
    await press(button(adding, 'Add 1 member'));
    await said(page, /^1 member added to Slack/);
    await back(button(page, 'Add users'));
    await press(button(page, 'Add users'));
    await press(adding.getByRole('radio', { name: 'Teams' }));
    await press(adding.getByRole('group', { name: 'Teams' }).getByRole('checkbox').first());
    await press(button(adding, 'Add 1 team'));
    await said(page, /^1 team added to Slack/);
    await press(button(page, 'Check for updates'));
    await press(button(page, 'Cancel the check'));
    await said(page, /is not asked for its accounts and teams$/);
    const file = page.waitForEvent('download');
    await press(button(page, onDesk ? 'Export' : 'Download CSV'));
    expect((await file).suggestedFilename()).toMatch(/\.csv$/);
  });
}

test('LOOK App users with the keys alone: every action, each stop in sight, and back where one was', async ({ page, server }) => {
  await openIntegration(page, server, 'mateo', 'slack', '/app-users');
  await expect(rows(page).first()).toBeVisible();
  const hand = keys(page);
  await throughAll(page, hand, true);

  await step('columns, why a status is what it is', async () => {
    await hand.press(button(page, 'Columns'));
    await hand.press(page.getByRole('dialog', { name: 'Columns' }).getByRole('checkbox', { name: 'Assets' }));
    await hand.leave();
    await expect(button(page, 'Columns')).toBeFocused();
    await expect(page.getByRole('columnheader', { name: 'Assets' })).toHaveCount(0);
    await hand.press(page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Failed' }));
    const status = first(page).getByRole('button', { name: /failed$/ });
    await hand.press(status);
    await expect(page.getByText(/^Since /)).toBeVisible();
    await hand.leave();
    await expect(status).toBeFocused();
  });
});

test.describe('on a phone', () => {
  test.use(phone);

  test('LOOK App users with one thumb: every action, all of it within reach', async ({ page, server }) => {
    await openIntegration(page, server, 'mateo', 'slack', '/app-users');
    await expect(rows(page).first()).toBeVisible();
    await throughAll(page, thumb(page), false);
  });
});
