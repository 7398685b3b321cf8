/** Activations and connections, walked as `seeds/003` tells of its page, from top to bottom. */
import type { Locator, Page } from '@playwright/test';
import { another, expect, goOffline, installedTest, openUser, pill, rows, search, signIn, test, upToDate } from './app.ts';
import { chip, choose, countOf, openTable } from './screens.ts';
import { first, name, putUser, second } from './two-logins.ts';

const step = test.step;
const line = (page: Page): Locator => page.getByRole('row').filter({ has: rows(page) });
const clear = (page: Page, filter: string): Promise<void> => page.getByRole('button', { name: `Clear the filter ${filter}` }).click();

/** Each of its choices leaves only rows that say so. */
async function filters(page: Page, column: string, choices: readonly string[]): Promise<void> {
  for (const choice of choices) {
    const all = await countOf(page);
    if ((await chip(page, column).count()) === 0) await page.getByRole('button', { name: /more filters/ }).click();
    await choose(page, column, choice);
    await expect.poll(() => countOf(page)).toBeLessThan(all);
    for (const row of await line(page).all()) await expect(row).toContainText(choice);
    await clear(page, column);
    await expect.poll(() => countOf(page)).toBe(all);
  }
}

/** A filter on a column of ids finds words in it. @param at which cell of a row shows it */
async function finds(page: Page, column: string, at: number): Promise<void> {
  await expect(rows(page)).toHaveCount(20);
  const ids = await Promise.all((await line(page).all()).map((row) => row.getByRole('cell').nth(at).innerText()));
  const id = ids.find((text) => text.trim() !== '')?.trim() ?? '';
  if ((await chip(page, column).count()) === 0) await page.getByRole('button', { name: /more filters/ }).click();
  await chip(page, column).click();
  const all = await countOf(page);
  const panel = page.getByRole('dialog', { name: `Filter by ${column.toLowerCase()}` });
  await panel.getByLabel('Contains').fill(id);
  await panel.getByRole('button', { name: 'Done' }).click();
  await expect.poll(() => countOf(page)).toBeLessThan(all);
  for (const row of await line(page).all()) await expect(row).toContainText(id);
  await clear(page, column);
  await expect.poll(() => countOf(page)).toBe(all);
}

test.describe('seed 003: “6. Embed Integrations and Connector Auths”', () => {
  installedTest('“Integrations Overview”, “Manual Integration execution”, “Manual Integration disabling”', async ({ page, browser, server }) => {
    const environment = await openTable(page, server, 'olivia', '/integrations?q=slack');
    const slack = await rows(page).first().getAttribute('data-row');
    const mina = await another(browser);

    await step('“A user must have explicit Can view permissions to view Flow Runs”, “Admins have default access”', async () => {
      await page.goto(`${server.url}/e/${environment}/integrations/${slack}/runs`);
      await expect(rows(page).first()).toBeVisible();
      await signIn(mina.context(), server, 'mina');
      await mina.goto(`${server.url}/e/${environment}/integrations/${slack}/runs`);
      await expect(mina.getByText('You can not see these runs')).toBeVisible({ timeout: 15_000 });
    });

    await step('“explore the Integrations submenu to gain an overview of all integrations activated by end users”', async () => {
      await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: /^Integrations/ }).click();
      await page.getByRole('link', { name: 'Activations', exact: true }).click();
      await expect(rows(page)).toHaveCount(20);
      const ten = ['Integration', 'Status', 'Latest run', 'Flow', 'Configuration id', 'Configuration name', 'Group', 'User id', 'Account id', 'Sharing level'];
      for (const title of ten) await expect(page.getByRole('columnheader', { name: title, exact: true })).toBeAttached();
      await page.getByRole('button', { name: /more filters/ }).click();
      for (const label of ten) await expect(chip(page, label)).toBeVisible();
    });

    await step('“Integration - the name of the Integration”', () => filters(page, 'Integration', ['Slack']));
    await step('“Status - if Enabled the Integration is run according to its trigger, if Disabled the Integration is not run”', () => filters(page, 'Status', ['Enabled', 'Disabled']));
    await step('“Latest run - can be success, error, or N/A if the Flow wasn’t launched yet”', async () => {
      await filters(page, 'Latest run', ['Success', 'Error', 'N/A']);
      // What is queued or running stands beside it.
      await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'In progress' }).click();
      await expect(line(page).first()).toContainText(/(Success|Error|N\/A)\s*(Queued|Running)/);
      const some = await countOf(page);
      await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'All', exact: true }).click();
      await expect.poll(() => countOf(page)).toBeGreaterThan(some);
    });
    await step('“Embed Flow - contains the link to the corresponding Embed Flow”', async () => {
      await expect(line(page).first().getByRole('cell').nth(4).getByRole('link')).toHaveAttribute('href', /^https:/);
    });
    const cell = async (at: number): Promise<string> => (await line(page).first().getByRole('cell').nth(at).innerText()).trim();
    await step('“Embed Flow”: a filter on it', async () => filters(page, 'Flow', [(await cell(4)).replace(/\s*, opens in a new tab/, '')]));
    await step('“Configuration ID - Embed ID”', async () => filters(page, 'Configuration id', [await cell(5)]));
    await step('“Configuration name - Embed Configuration name”', async () => filters(page, 'Configuration name', [await cell(6)]));
    await step('“Group name - the name of the corresponding Group”', async () => {
      await filters(page, 'Group', ['CRM']);
      const all = await countOf(page);
      await choose(page, 'Group', 'CRM');
      await page.reload();
      await expect(page.getByRole('group', { name: 'Filters' }).getByRole('button', { name: 'Group CRM' })).toBeVisible();
      await clear(page, 'Group');
      await expect.poll(() => countOf(page)).toBe(all);
    });
    await step('“User ID - ID of the user that initially enabled the Integration”', () => finds(page, 'User id', 8));
    await step('“Account ID - ID of the account of the end user that initially enabled the Integration”', () => finds(page, 'Account id', 9));
    await step('“Sharing level - can be User or Account”', () => filters(page, 'Sharing level', ['User', 'Account']));

    await step('“Manual Integration execution”: “manually run a Flow copy without waiting for it to be triggered”', async () => {
      await page.goto(`${server.url}/e/${environment}/integrations/activations?status=enabled&run=success&sort=user`);
      await upToDate(page);
      // Several, offline, taken back before they are sent; then one.
      await goOffline(page);
      await expect(pill(page)).toHaveText(/Offline/);
      for (const at of [0, 1]) await line(page).nth(at).getByRole('checkbox').check();
      await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Run now' }).click();
      for (const at of [0, 1]) await expect(line(page).nth(at)).toContainText('Queued');
      await expect(line(page).first()).toContainText('on this device');
      await page.getByRole('button', { name: 'Undo' }).click();
      for (const at of [0, 1]) await expect(line(page).nth(at)).not.toContainText('Queued');
      await rows(page).first().click();
      const opened = page.getByRole('dialog').first();
      await opened.getByRole('button', { name: 'Run now' }).click();
      await expect(opened).toContainText('Queued');
      await expect(opened).toContainText('A run of it is queued. It can be cancelled until it is sent.');
      await page.context().setOffline(false);
      await upToDate(page);
      await expect(opened).toContainText('Queued');
      await page.keyboard.press('Escape');
    });

    await step('“A user must have explicit Can run permissions to manually execute an Integration.”, “Permissions can be added via the Groups … modal”', async () => {
      await openTable(mina, server, 'mina', `/integrations/activations?integration=${slack}&status=enabled&run=error`);
      const group = (await line(mina).first().getByRole('cell').nth(7).innerText()).trim();
      await rows(mina).first().click();
      const activation = mina.getByRole('dialog').first();
      await expect(activation).toContainText('This right has to be given to you for the integration or its group.');
      await page.goto(`${server.url}/e/${environment}/members?q=mina%40northwind`);
      await rows(page).first().click();
      const member = page.getByRole('dialog', { name: 'Mina Tanaka' });
      await member.getByRole('button', { name: 'Give a right to runs' }).click();
      const picker = page.getByRole('dialog', { name: 'Give a right to runs' });
      await picker.getByRole('searchbox').fill(group);
      await picker.getByRole('button', { name: `${group} group` }).click();
      await member.getByRole('checkbox', { name: `Run of ${group}` }).check();
      await upToDate(page);

      await activation.getByRole('button', { name: 'Run now' }).click();
      await expect(activation).toContainText('Queued');
      await mina.goto(`${server.url}/e/${environment}/integrations/${slack}/runs`);
      await expect(rows(mina).first()).toBeVisible({ timeout: 15_000 });
      await mina.context().close();
    });

    await step('“Manual Integration disabling”: “you can manually disable them from the Integrations list to prevent being billed”', async () => {
      await page.goto(`${server.url}/e/${environment}/integrations/activations?status=enabled&group=CRM`);
      await upToDate(page);
      const before = await countOf(page);
      await goOffline(page);
      await expect(pill(page)).toHaveText(/Offline/);
      await page.getByRole('checkbox', { name: 'Select this page' }).check();
      const bar = page.getByRole('region', { name: 'Selection' });
      await bar.getByRole('button', { name: /^Select all/ }).click();
      await expect(bar).toContainText(`${before.toLocaleString('en')} selected`);
      await bar.getByRole('button', { name: 'Disable' }).click();
      await expect(rows(page)).toHaveCount(0);
      await page.getByRole('button', { name: 'Undo' }).first().click();
      await expect.poll(() => countOf(page)).toBe(before);
      await page.context().setOffline(false);
      await upToDate(page);
    });
  });

  installedTest('“Embed Connector Auth”', async ({ page, browser, server }) => {
    const owner = await another(browser);
    const { put } = await putUser(owner, server, { shared: true });
    // “then it's name can be customized by the end user”: in the product, which puts it.
    await put('connected-users/two/connections/d', { connector: 'slack', name: 'Night desk', status: 'valid', authorizedAt: '2026-04-01T00:00:00.000Z' });
    await owner.context().close();
    await openTable(page, server, 'mateo', '/users');

    await step('“explore the Connector Auth submenu to gain an overview of all login data created by end users”', async () => {
      await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: /^Connections/ }).click();
      await expect(rows(page).first()).toBeVisible();
      for (const title of ['Name', 'Connector', 'Status', 'User id', 'Account id', 'Sharing level', 'Proprietary', 'Authorized']) {
        await expect(page.getByRole('columnheader', { name: title, exact: true })).toBeAttached();
      }
    });

    await step('“{{ connector_name }} Login authorized on {{ date }} by {{ initials of embed_user_name }}”', async () => {
      await expect(rows(page).first()).toContainText(/ Login authorized on \d{4}-\d\d-\d\d by /);
      await search(page).fill(name);
      for (const called of [first, second]) await expect(line(page).filter({ hasText: called })).toHaveCount(1);
    });

    await step('“Unless an end user created a second Connector Auth for a Connector, then its name can be customized by the end user” (PERM-10)', async () => {
      await search(page).fill('Night desk');
      await expect(rows(page)).toContainText(['Night desk']);
      const list = page.url().replace(/\?.*/, '');
      await page.goto(list.replace(/connections$/, 'users'));
      const opened = await openUser(page, name);
      await opened.getByRole('button', { name: `Rename ${first}` }).click({ force: true });
      await expect(page.getByText('This is the first.').first()).toBeVisible();
      const dialog = page.getByRole('dialog', { name: 'Rename this connection' });
      await expect(dialog).toHaveCount(0);
      await opened.getByRole('button', { name: `Rename ${second}` }).click();
      await dialog.getByLabel('Name').fill('Sales workspace');
      await dialog.getByRole('button', { name: 'Rename', exact: true }).click();
      const card = opened.getByRole('article', { name: 'Sales workspace' });
      await expect(card.getByText('saved', { exact: true })).toBeVisible();
      await page.getByRole('button', { name: 'Undo' }).click();
      await expect(opened.getByRole('article', { name: second })).toBeVisible();
      await upToDate(page);
      await page.goto(list);
      await expect(rows(page).first()).toBeVisible();
    });

    await step('“User ID - ID of the user that provided authentication details”', () => finds(page, 'User id', 4));
    await step('“Account ID - ID of the account of the end user that provided authentication details”', () => finds(page, 'Account id', 5));
    await step('“Sharing level - can be User or Account”', () => filters(page, 'Sharing level', ['User', 'Account']));

    await step('“Proprietary - Yes if the Connector Auth relates to the Proprietary Connector set up for the Embed Configuration, No if the credentials were provided in the iframe”', async () => {
      await filters(page, 'Proprietary', ['Yes', 'No']);
    });

    await step('“The list contains Connector Auths related to the Integrations”: by connector and status, each in every detail, offline too', async () => {
      await goOffline(page);
      const all = await countOf(page);
      await choose(page, 'Status', 'Invalid');
      await expect.poll(() => countOf(page)).toBeLessThan(all);
      const invalid = await countOf(page);
      await choose(page, 'Connector', 'HubSpot');
      await expect.poll(() => countOf(page)).toBeLessThan(invalid);
      await expect(page.getByRole('row').filter({ has: rows(page), hasText: 'HubSpot' })).toHaveCount(Math.min(20, await countOf(page)));
      await rows(page).first().click();
      const opened = page.getByRole('dialog').first();
      for (const text of ['Invalid', 'HubSpot', 'Proprietary', 'Sharing level', 'User id', 'Used by']) await expect(opened).toContainText(text);
    });
  });
});
