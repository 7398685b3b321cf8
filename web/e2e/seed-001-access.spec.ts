/** Access, walked as `seeds/001` tells of its page, from top to bottom. */
import type { Page } from '@playwright/test';
import { another, expect, goOffline, installedTest, openFound, phone, pill, row, rows, search, sheet, test, upToDate, type Who } from './app.ts';
import { choose, countOf, openIntegration, openTable } from './screens.ts';
import type { Server } from './server.ts';

const step = test.step;

/** Opens the Access page of the integration that is called so. */
async function openAccess(page: Page, server: Server, who: Who, name = 'Slack'): Promise<void> {
  await openIntegration(page, server, who, name, '/access');
  await expect(rows(page).first()).toBeVisible();
}
const undo = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(page.getByText('Taken back').last()).toBeVisible();
};
async function act(page: Page, name: string, label: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('dialog', { name: `Actions for ${name}` }).getByRole('button', { name: label }).click();
}

test.describe('seed 001: “View your authorized users”', () => {
  installedTest('“The Users tab displays all users accessing this integration and their assigned permission levels”', async ({ page, server, browser }) => {
    await openAccess(page, server, 'olivia');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Slack');
    const all = await countOf(page);

    await step('“you can add users to the integration using + Invite users”; Pending “the user has not yet accepted the invitation”', async () => {
      await page.getByRole('button', { name: 'Invite users' }).click();
      const invite = page.getByRole('dialog', { name: 'Invite users' });
      await expect(invite.getByRole('checkbox', { name: /Slack/ }).first()).toBeChecked();
      await invite.getByLabel('Email addresses').fill('new@seed.example');
      await invite.getByRole('button', { name: 'Invite 1 person' }).click();
      await expect(invite).toBeHidden();
      await search(page).fill('new@seed');
      await expect(row(page, 'new@seed.example')).toContainText('Pending');
      await expect(row(page, 'new@seed.example')).toContainText('Integration-level monitor');
      await act(page, 'new@seed.example', 'Revoke invitation');
      await expect(row(page, 'new@seed.example')).toContainText('Revoked');
      await undo(page);
      await act(page, 'new@seed.example', 'Resend invitation');
      await expect(page.getByText('1 invitation sent again')).toBeVisible();
      await upToDate(page);
      await rows(page).first().click();
      await sheet(page, 'new@seed.example').getByRole('button', { name: 'Copy link' }).click();
      await expect(sheet(page, 'new@seed.example').getByRole('textbox', { name: 'Link' })).toHaveValue(/\/invitation#/);
      await page.keyboard.press('Escape');
    });

    await step('“The Name column displays the user’s full name”, “The Email column displays the email address”', async () => {
      await search(page).fill('mateo');
      await expect(row(page, 'Mateo García')).toContainText('mateo@northwind.example');
    });

    await step('“manage user permissions or remove users from an account or environment within an account”', async () => {
      await act(page, 'Mateo García', 'Manage permissions');
      const permissions = page.getByRole('dialog', { name: 'Permissions of 1 member' });
      await permissions.getByRole('combobox').last().selectOption('Manage');
      await permissions.getByRole('button', { name: 'Apply' }).click();
      await act(page, 'Mateo García', 'Remove …');
      const removal = page.getByRole('dialog', { name: 'Remove Mateo García?' });
      for (const from of ['From Slack', 'From Production', 'From the workspace']) await expect(removal.getByLabel(from)).toBeVisible();
      await removal.getByRole('button', { name: 'Remove' }).click();
      await act(page, 'Mateo García', 'Remove …');
      await expect(removal.getByRole('radio')).toHaveCount(2);
      await removal.getByRole('button', { name: 'Remove' }).click();
      await expect(page.getByText('Account-level manage')).toHaveCount(0);
      await undo(page);
      await expect(row(page, 'Mateo García')).toContainText('Account-level manage');
    });

    await step('“The Role column”: “account owner or administrator access, account-level access, or integration-level access”', async () => {
      for (const [who, role] of [['olivia', 'Account owner'], ['adela', 'Administrator'], ['new@seed', 'Integration-level monitor'], ['mateo', 'Account-level manage']] as const) {
        await search(page).fill(who);
        await expect(rows(page)).toHaveCount(1);
        await expect(row(page, who)).toContainText(role);
      }
      await expect(row(page, 'Mateo García')).toContainText('inherited from the environment');
    });

    await step('“The Status column”: “Pending”, “Accepted”, “Dismissed”', async () => {
      await search(page).fill('');
      for (const status of ['Pending', 'Accepted', 'Dismissed']) {
        await choose(page, 'Status', status);
        await expect.poll(() => countOf(page)).toBeLessThan(all + 1);
        for (const one of await page.getByRole('row').filter({ has: rows(page) }).all()) await expect(one.getByText(status, { exact: true })).toBeVisible();
        await page.getByRole('button', { name: 'Clear the filter Status' }).click();
      }
      await expect.poll(() => countOf(page)).toBe(all + 1);
    });

    await step('“The Enable user column allows you to revoke access without deleting the user from the account”', async () => {
      const mateos = await another(browser);
      await openTable(mateos, server, 'mateo', '/members');
      await search(page).fill('mateo');
      await page.getByRole('switch', { name: 'Mateo García is enabled' }).click();
      await expect(mateos.getByRole('heading', { name: 'Sign in' })).toBeVisible({ timeout: 20_000 });
      await mateos.context().close();
      await undo(page);
      await expect(page.getByRole('switch', { name: 'Mateo García is enabled' })).toBeChecked();
      // “the user can’t switch to this account from their Accounts drop-down list”: Oskar is of two, and switched off in one.
      const oskars = await another(browser);
      await openTable(oskars, server, 'oskar', '/members');
      await oskars.getByRole('button', { name: /Environment:/ }).first().click();
      await expect(oskars.getByRole('heading', { name: 'Northwind', exact: true })).toBeVisible();
      await expect(oskars.getByRole('heading', { name: 'Northwind Labs' })).toHaveCount(0);
      await oskars.context().close();
    });

    await step('“The Last sign in column allows you to view when a user last signed in to the account”', async () => {
      await search(page).fill('olivia');
      await expect(row(page, 'Olivia Okafor')).toContainText('Account owner');
      await expect(row(page, 'Olivia Okafor')).toContainText(/this minute|min\.? ago|now/);
    });

    await step('“The Notifications column enables you to receive email notifications”: one’s own', async () => {
      const own = page.getByRole('switch', { name: 'Notifications of Olivia Okafor' });
      await own.click();
      await expect(page.getByText(/^Notifications for .* switched on$/)).toBeVisible();
      await expect(own).toBeChecked();
      await undo(page);
      await expect(own).not.toBeChecked();
      await search(page).fill('oskar');
      await expect(page.getByRole('switch', { name: 'Notifications of Oskar Lindqvist' })).toHaveAttribute('aria-disabled', 'true');
    });

    await step('A filter on each column, and what it leaves', async () => {
      await search(page).fill('');
      await expect.poll(() => countOf(page)).toBe(all + 1);
      for (const [filter, choice] of [
        ['Role', 'Account owner'],
        ['Inherited', 'Given directly'],
        ['Status', 'Pending'],
        ['Enabled', 'Disabled'],
        ['Notifications', 'Off'],
      ] as const) {
        await choose(page, filter, choice);
        await expect.poll(() => countOf(page)).toBeLessThan(all + 1);
        await expect(rows(page).first()).toBeVisible();
        await page.getByRole('button', { name: `Clear the filter ${filter}` }).click();
      }
      for (const title of ['Name', 'Email', 'Role', 'Status', 'Enabled', 'Last sign in', 'Notifications']) {
        await page.getByRole('columnheader', { name: title }).getByRole('button').click();
        await expect(page.getByRole('columnheader', { name: title })).toHaveAttribute('aria-sort', /ending/);
      }
    });

    await step('In bulk, offline: members are switched, invitations among them are not', async () => {
      await search(page).fill('mi');
      await page.getByRole('checkbox', { name: 'Select this page' }).check();
      await goOffline(page);
      await expect(pill(page)).toHaveText(/Offline/);
      await page.getByRole('button', { name: 'Disable', exact: true }).click();
      await expect(page.getByRole('switch', { name: 'Mina Tanaka is enabled' })).not.toBeChecked();
      await undo(page);
      await expect(page.getByRole('switch', { name: 'Mina Tanaka is enabled' })).toBeChecked();
      await page.context().setOffline(false);
      await upToDate(page);
    });

    await step('“This way, you can keep track of changes in the audit logs”', async () => {
      await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Activity' }).click();
      await search(page).fill('new@seed.example');
      for (const text of ['Olivia Okafor', 'Invitation', 'Applied']) await expect(row(page, 'new@seed.example').first()).toContainText(text);
    });

    await step('“You can update your … account email address if necessary.” (INVITE-5)', async () => {
      await page.goto(`${server.url}/settings`);
      const own = page.getByRole('region', { name: 'Your e-mail address' });
      await expect(own).toContainText('olivia@northwind.example');
      await own.getByRole('button', { name: 'Change it' }).click();
      await own.getByLabel('New e-mail address').fill('olivia@elsewhere.example');
      await own.getByLabel('Your password').fill('olivia-latchkey');
      await own.getByRole('button', { name: 'Ask for it' }).click();
      await expect(own).toContainText('You have asked for olivia@elsewhere.example');
    });
  });

  test('“If the admin has enabled the Invitations feature, then non-admins can also view + Invite users”, never above their own level', async ({ page, server }) => {
    await openAccess(page, server, 'mina');
    await expect(page.getByRole('button', { name: 'Invite users' })).toHaveCount(0);
    // “Only an account administrator can add or remove access”.
    await expect(page.getByRole('switch', { name: 'Adela Novotná is enabled' })).toHaveAttribute('aria-disabled', 'true');
    const own = page.url();
    await page.request.post(`${server.url}/api/auth/sign-out`, { headers: { origin: server.url }, data: {} });
    // “If you’re an account owner or admin, you can add users”: an administrator, too.
    await openAccess(page, server, 'adela');
    await expect(page.getByRole('button', { name: 'Invite users' })).not.toHaveAttribute('aria-disabled', 'true');
    const session = (await (await page.request.get(`${server.url}/api/session`)).json()) as { readonly workspaces: readonly { readonly id: string }[] };
    const answer = await page.request.patch(`${server.url}/api/workspaces/${session.workspaces[0]?.id ?? ''}`, { headers: { origin: server.url }, data: { membersMayInvite: true } });
    expect(answer.status()).toBe(204);
    await openTable(page, server, 'mina', '/members');
    await page.goto(own);
    await page.getByRole('button', { name: 'Invite users' }).click();
    const invite = page.getByRole('dialog', { name: 'Invite users' });
    await expect(invite.getByLabel('Role').getByRole('option')).toHaveText(['Account-level monitor in Production', 'Integration-level monitor']);
    // Jana's pending invitation is to be an administrator: not for Mina to send again.
    await invite.getByLabel('Email addresses').fill('from.mina@seed.example, jana.dubois5@agency.example');
    await expect(invite.getByText(/with more than you may give/)).toContainText('jana.dubois5@agency.example');
    await invite.getByRole('button', { name: 'Invite 1 person' }).click();
    await expect(invite).toBeHidden();
    await upToDate(page);
    await search(page).fill('from.mina');
    await expect(row(page, 'from.mina@seed.example')).toContainText('Pending');
  });

  test.describe('on a phone', () => {
    test.use(phone);
    test('who reaches the integration is a list of cards; inviting and switching is within the thumb’s reach', async ({ page, server }) => {
      await openAccess(page, server, 'olivia');
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      const button = await page.getByRole('button', { name: 'Invite users' }).boundingBox();
      expect(Math.round(button?.height ?? 0)).toBeGreaterThanOrEqual(44);
      await openFound(page, 'mateo', 'Mateo García');
      await sheet(page, 'Mateo García').getByRole('switch', { name: 'Mateo García is enabled' }).click();
      await expect(sheet(page, 'Mateo García').getByText('Disabled', { exact: true })).toBeVisible();
      await undo(page);
    });
  });
});
