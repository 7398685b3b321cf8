/** App users and app teams, walked as `seeds/002` tells of its page, from top to bottom: column by column, filter by filter, action by action. */
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, goOffline, installedTest, pill, row, rows, search, sheet, test, upToDate, type Who } from './app.ts';
import { chip, choose, countOf, follow, openIntegration } from './screens.ts';
import type { Server } from './server.ts';

/** Opens the app users of Slack, everything on the device. */
async function openAppUsers(page: Page, server: Server, who: Who, query = ''): Promise<void> {
  await openIntegration(page, server, who, 'slack', `/app-users${query}`);
  await expect(rows(page).first()).toBeVisible({ timeout: 15_000 });
}

const step = test.step;
const line = (page: Page, at: number): Locator => page.getByRole('row').filter({ has: rows(page) }).nth(at);
const opened = (page: Page): Locator => page.getByRole('dialog').first();
const undo = (page: Page): Promise<void> => page.getByRole('button', { name: 'Undo' }).last().click();
const bar = (page: Page): Locator => page.getByRole('region', { name: 'Selection' });
/** Does something to the first rows. */
async function toFirst(page: Page, many: number, action: string): Promise<void> {
  for (let at = 0; at < many; at++) await line(page, at).getByRole('checkbox').check();
  await bar(page).getByRole('button', { name: action, exact: true }).click();
}

const columns = ['User', 'Username in Slack', 'Slack access', 'Assets', 'Type', 'Last used', 'Status'];
/** Every status, and what its chip says of it. */
const said: readonly (readonly [status: string, why: RegExp])[] = [
  // “The removal could be triggered by the identity provider (IdP), Cerby, or the app itself.”
  ['Removed', /removed from the app by (Latchkey|the identity provider|the app itself)/],
  // “The user was synced during a check for updates, but Cerby couldn’t match it with a Cerby user account.”
  ['Unmatched user', /A check for updates found this account in the app; it is matched to no member/],
  // “their account or seat remains active in the app but cannot be managed through Cerby.”
  ['Exempted', /keeps its access and its seat; Latchkey leaves it alone/],
  // “The user invite is queued or in progress.”
  ['Inviting', /invitation is on its way to the app: it (waits to be sent|is being carried out)/],
  // “The user needs to accept the invite to join the app.”
  ['Pending invite claim', /invitation was sent; the person has not accepted it yet[\s\S]*Until/],
  // “The user needs to log in to the app and capture their credentials.”
  ['Awaiting user login', /has not signed in to the app yet, so the credential is not captured/],
  // “The user’s update is queued or in progress.”
  ['Awaiting update', /change is on its way to the app: it (waits to be sent|is being carried out)/],
  // “The user needs to claim access to the app.”
  ['Pending user claim', /the person has yet to claim access/],
  // “The user invite has expired.”
  ['Invite expired', /invitation was not accepted in time[\s\S]*Since/],
  // “The user account deprovisioning is queued or in progress.”
  ['Awaiting deprovisioning', /Access is being taken away: it (waits to be sent|is being carried out)/],
  // “The process to send the user invite failed.”, “The user account deprovisioning failed.”, “The user role update failed.”
  ['Invite failed', /Since[\s\S]*(Next attempt|not tried again)/],
  ['Deprovisioning failed', /Since[\s\S]*(Next attempt|not tried again)/],
  ['Update failed', /503[\s\S]*Since[\s\S]*Next attempt/],
  // “The check for updates failed for this user.”
  ['Sync failed', /Since[\s\S]*(Next attempt|not tried again)/],
];

test.describe('seed 002: “View the users of your business hub”', () => {
  installedTest('“enabling you to perform the following tasks”: add, change roles, match, exempt, protect, retry, remove, check for updates; each taken back, offline too', async ({ page, server }) => {
    await openAppUsers(page, server, 'mateo', '?status=none&type=individual');
    await goOffline(page);
    await expect(pill(page)).toHaveText(/Offline/);
    const all = await countOf(page);
    const name = (await rows(page).first().innerText()).trim();

    await step('“Protect your user accounts”, “Match and exempt users”: several at once', async () => {
      await toFirst(page, 2, 'Exempt');
      await expect.poll(() => countOf(page)).toBe(all - 2);
      await undo(page);
      await expect.poll(() => countOf(page)).toBe(all);
      await toFirst(page, 1, 'Protect');
      await expect.poll(() => countOf(page)).toBe(all - 1);
      await undo(page);
      await expect.poll(() => countOf(page)).toBe(all);
    });

    await step('“Update user roles”: of all that match, as one action with one undo', async () => {
      await page.getByRole('checkbox', { name: 'Select this page' }).check();
      await bar(page).getByRole('button', { name: `Select all ${all}` }).click();
      await bar(page).getByRole('button', { name: 'Change roles' }).click();
      const dialog = page.getByRole('dialog', { name: `Change roles of ${all} app users` });
      const [had = ''] = (await dialog.getByText(/^\d+ of \d+ have it/).first().innerText()).split(' ');
      await dialog.getByRole('checkbox', { name: /have it/ }).first().click();
      await dialog.getByRole('button', { name: 'Change roles' }).click();
      await expect(page.getByText(`${all - Number(had)} app users given other roles`)).toBeVisible();
      await expect.poll(() => countOf(page)).toBe(Number(had));
      await undo(page);
      await expect.poll(() => countOf(page)).toBe(all);
    });

    await step('“Remove users and teams from your app”: asked first, shown as waiting at once', async () => {
      await toFirst(page, 1, 'Remove');
      await page.getByRole('dialog', { name: 'Remove 1 app user?' }).getByRole('button', { name: 'Remove', exact: true }).click();
      await expect.poll(() => countOf(page)).toBe(all - 1);
      await undo(page);
      await expect.poll(() => countOf(page)).toBe(all);
      await expect(rows(page).first()).toHaveText(name);
    });

    await step('“Awaiting update: The user’s update is queued or in progress.”: one account in its sheet, a role that waits says so', async () => {
      await rows(page).first().click();
      const roles = opened(page).getByRole('switch');
      const was = await roles.first().getAttribute('aria-checked');
      await roles.first().click();
      await expect(roles.first()).toHaveAttribute('aria-checked', was === 'true' ? 'false' : 'true');
      await expect(opened(page).getByText(/on this device/)).toHaveText([`on this device · ${was === 'true' ? 'still in Slack' : 'not in Slack yet'}`]);
      await undo(page);
      await expect(roles.first()).toHaveAttribute('aria-checked', was ?? '');
      await page.keyboard.press('Escape');
      await page.context().setOffline(false);
      await upToDate(page);

      await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Unmatched' }).click();
      await rows(page).first().click();
      await opened(page).getByRole('button', { name: 'Choose a member' }).click();
      const who = page.getByRole('dialog', { name: /^Who is / });
      await who.getByLabel('Find members').fill('mina');
      await who.getByRole('radio').first().check();
      await who.getByRole('button', { name: 'Match' }).click();
      await expect(opened(page).getByRole('button', { name: 'Unmatch' })).toBeVisible();
      await opened(page).getByRole('button', { name: 'Unmatch' }).click();
      await expect(opened(page)).toContainText('No member is matched to this account.');
      await page.keyboard.press('Escape');

      await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Removed' }).click();
      await page.getByRole('checkbox', { name: 'Select this page' }).check();
      await bar(page).getByRole('button', { name: 'Change roles' }).click();
      const several = page.getByRole('dialog', { name: /^Change roles of/ });
      await several.getByRole('checkbox').first().check();
      await expect(several.getByText(/of them (was|were) removed: with a role/)).toBeVisible();
      await several.getByRole('button', { name: 'Cancel' }).click();
    });

    await step('“Type”: “< group name>: The access was granted via a team.”', async () => {
      await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'All' }).click();
      await choose(page, 'Type', 'Multiple');
      // Without the roles of their own, what is left comes from the team.
      await rows(page).first().click();
      await expect(opened(page)).toContainText('Comes from');
      const ways = /Multiple — Individual, ([^,]+?)\s*Comes from/;
      for (let at = 1; !ways.test(await opened(page).innerText()); at++) {
        await page.keyboard.press('Escape');
        await rows(page).nth(at).click();
        await expect(opened(page)).toContainText('Comes from');
      }
      const team = (await opened(page).innerText()).match(ways)?.[1] ?? '';
      const own = opened(page).getByRole('region', { name: 'Roles' }).getByRole('switch', { checked: true, disabled: false });
      for (let left = await own.count(); left > 0; left--) {
        await own.first().click();
        await expect(own).toHaveCount(left - 1);
      }
      await expect(opened(page)).toContainText(new RegExp(`Type\\s*${team}\\s*Comes from\\s*${team}`));
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Clear the filter Type' }).click();
      await choose(page, 'Type', team);
      await expect(line(page, 0).getByRole('cell').nth(5)).toHaveText(team);
      await page.getByRole('button', { name: 'Clear the filter Type' }).click();
    });

    await step('“Update failed”, “Invite failed”, “Deprovisioning failed”: retried, it waits again', async () => {
      await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Failed' }).click();
      await rows(page).first().click();
      await opened(page).getByRole('button', { name: 'Retry' }).click();
      await expect(opened(page).getByRole('button', { name: 'Retry' })).toHaveCount(0);
      await page.keyboard.press('Escape');
    });

    await step('“Add users and teams to your app”; “a check for updates”', async () => {
      await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'All' }).click();
      await page.getByRole('button', { name: 'Add users' }).click();
      const adding = page.getByRole('dialog', { name: 'Add to Slack' });
      for (const at of [0, 1, 2]) await adding.getByRole('list', { name: 'Members' }).getByRole('checkbox').nth(at).check();
      for (const role of await adding.getByRole('group', { name: 'Roles' }).getByRole('checkbox').all()) await role.check();
      await adding.getByRole('button', { name: 'Add 3 members' }).click();
      await expect(page.getByText(/^\d members? added to Slack/)).toBeVisible();
      await page.getByRole('button', { name: 'Add users' }).click();
      await adding.getByText('Teams', { exact: true }).click();
      await adding.getByRole('checkbox').first().check();
      await adding.getByRole('button', { name: 'Add 1 team' }).click();
      await expect(page.getByText('1 team added to Slack')).toBeVisible();
      await page.getByRole('button', { name: 'Check for updates' }).click();
      await expect(page.getByRole('button', { name: 'Cancel the check' })).toBeVisible();
      await upToDate(page);
      await expect(search(page)).toBeVisible();
    });
  });

  test('“The Users table”: the columns, a filter on each, every status and its reason, overviews, the CSV file', async ({ page, server }) => {
    await openAppUsers(page, server, 'mina');
    for (const title of columns) await expect(page.getByRole('columnheader', { name: title, exact: true })).toBeVisible();
    const all = await countOf(page);
    await page.getByRole('button', { name: /more filters/ }).click();
    for (const label of columns) await expect(chip(page, label)).toBeVisible();

    const cell = (at: number): Locator => line(page, 0).getByRole('cell').nth(at);
    /** Chosen, it leaves fewer rows; then all are back. */
    const filtered = async (filter: string, narrow: () => Promise<void>, look: () => Promise<void>): Promise<void> => {
      await narrow();
      await expect.poll(() => countOf(page)).toBeLessThan(all);
      await look();
      await page.getByRole('button', { name: `Clear the filter ${filter}` }).click();
      await expect.poll(() => countOf(page)).toBe(all);
    };
    const words = async (filter: string, text: string): Promise<void> => {
      await chip(page, filter).click();
      await page.getByLabel('Contains').fill(text);
      await page.getByRole('button', { name: 'Done' }).click();
    };

    await step('“User: It lists the username and email of the … user accounts matched with the app user accounts.”', () =>
      filtered('User', () => words('User', 'mina@northwind.example'), async () => {
        await expect(cell(1)).toContainText('mina@northwind.example');
        await expect(cell(1).locator('b')).toHaveText('mina');
      }),
    );

    await step('“Username in < app>: It lists the username given to the users in the external app.”', async () => {
      const username = (await rows(page).first().innerText()).trim();
      await filtered('Username in Slack', () => words('Username in Slack', username), () => expect(rows(page)).toHaveText([username]));
    });

    await step('“< app> access: It lists the roles assigned to the users in the external app.”, “Assets: It indicates the number of assets”', async () => {
      for (const [filter, at] of [['Slack access', 3], ['Assets', 4]] as const) {
        await filtered(filter, async () => {
          await chip(page, filter).click();
          await page.getByRole('dialog', { name: `Filter by ${filter}`, exact: false }).getByRole('checkbox').first().check();
          await page.keyboard.press('Escape');
        }, () => expect(cell(at)).not.toHaveText(''));
      }
    });

    await step('“User: … This column is empty for unmatched users.”', async () => {
      await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Unmatched' }).click();
      await expect.poll(() => countOf(page)).toBeLessThan(all);
      await expect(line(page, 0).getByRole('cell').nth(1)).toHaveText('');
      await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'All' }).click();
    });

    await step('“< app> access”, “Assets”: “If the user has been granted multiple roles, … select the Overview option”', async () => {
      await page.getByRole('button', { name: /^\d roles$/ }).first().click();
      await expect(page.getByRole('dialog', { name: /^\d roles of / }).getByRole('listitem').nth(1)).toBeVisible();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /^\d assets$/ }).first().click();
      await expect(page.getByRole('dialog', { name: /^\d assets of / }).getByRole('listitem').nth(1)).toBeVisible();
      await page.keyboard.press('Escape');
    });

    await step('“Type: It indicates the method by which the users were granted access”: “Individual”, “Multiple”', async () => {
      await choose(page, 'Type', 'Individual');
      await expect(cell(5)).toHaveText('Individual');
      await page.getByRole('button', { name: 'Clear the filter Type' }).click();
      await choose(page, 'Type', 'Multiple');
      await expect(cell(5)).toHaveText('Multiple');
      await rows(page).first().click();
      await expect(opened(page)).toContainText(/Multiple — /);
      // The role editor says which roles a team gives; each of the catalogue has its switch.
      await expect(opened(page).getByText(/^from \S/).first()).toBeVisible();
      await expect(opened(page).getByRole('switch', { name: /^(Admin|Member|Guest)$/ })).toHaveCount(3);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Clear the filter Type' }).click();
    });

    await step('“Last used: It is the date and time of the user’s most recent activity.”', () =>
      filtered('Last used', async () => {
        await chip(page, 'Last used').click();
        await page.getByLabel('From').fill(new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10));
        await page.keyboard.press('Escape');
      }, async () => {
        await expect(cell(6).locator('time')).toHaveAttribute('datetime', /^\d{4}-\d\d-\d\dT\d\d:\d\d/);
      }),
    );

    await step('“Status: It indicates the status of the users”; “If the user has no status chip, … Cerby has nothing to report”', async () => {
      await chip(page, 'Status').click();
      const panel = page.getByRole('dialog', { name: 'Filter by status' });
      for (const status of [...said.map(([status]) => status), 'Nothing to report']) await expect(panel.getByText(status, { exact: true })).toBeVisible();
      await page.keyboard.press('Escape');
      const path = new URL(page.url()).pathname;
      for (const [status, why] of said) {
        await follow(page, `${path}?${new URLSearchParams({ status })}`);
        await line(page, 0).getByRole('button', { name: status }).click();
        await expect(page.getByRole('dialog', { name: new RegExp(`^${status}`) }), status).toContainText(why);
        await page.keyboard.press('Escape');
      }
      await follow(page, `${path}?status=none`);
      await expect(cell(7)).toHaveText('');
      await follow(page, path);
    });

    await step('“Protect your user accounts”: a shield', async () => {
      await choose(page, 'Protection', 'Protected');
      await expect(line(page, 0).getByLabel('Protected')).toBeVisible();
    });

    await step('“Download the list of users in a CSV file”: the filtered rows, with these columns', async () => {
      const count = await countOf(page);
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export' }).click()]);
      const path = join(tmpdir(), `app-users-${Date.now()}.csv`);
      await file.saveAs(path);
      const [titles, ...lines] = readFileSync(path, 'utf8').replace(/^\uFEFF/, '').trim().split('\r\n');
      expect(titles).toBe(columns.map((title) => `"${title}"`).join(','));
      expect(lines).toHaveLength(count);
    });

    await step('“Business hub Owners and Managers”: who monitors sees all of it and is told why nothing works', async () => {
      for (const name of ['Add users', 'Check for updates']) await expect(page.getByRole('button', { name })).toHaveAttribute('aria-disabled', 'true');
      await rows(page).first().click();
      await expect(opened(page)).toContainText('Only those who manage this may change it.');
      for (const role of await opened(page).getByRole('switch').all()) await expect(role).toHaveAttribute('aria-disabled', 'true');
    });
  });

  test('“the Teams table”', async ({ page, server }) => {
    await openIntegration(page, server, 'olivia', 'slack', '/app-teams');
    await expect(rows(page).first()).toBeVisible();
    await step('“External application team”, “App role”, “Type: … team, collection, or group”', async () => {
      for (const column of ['External application team', 'App role', 'Type']) await expect(page.getByRole('columnheader', { name: column })).toBeVisible();
      await expect(line(page, 0)).toContainText(/Team|Collection|Group/);
      const all = await countOf(page);
      const [name = '', role = '', type = ''] = await Promise.all([1, 2, 3].map((at) => line(page, 0).getByRole('cell').nth(at).innerText()));
      await search(page).fill(name);
      await expect(rows(page)).toHaveText([name]);
      await search(page).fill('');
      await choose(page, 'App role', role);
      await expect.poll(() => countOf(page)).toBeLessThan(all);
      await expect(line(page, 0).getByRole('cell').nth(2)).toHaveText(role);
      await page.getByRole('button', { name: 'Clear the filter App role' }).click();
      await choose(page, 'Type', type);
      await expect(page.getByRole('group', { name: 'Filters' }).getByRole('button', { name: `Type ${type}` })).toBeVisible();
      await page.getByRole('button', { name: 'Clear the filter Type' }).click();
      await expect.poll(() => countOf(page)).toBe(all);
    });

    await step('“Add users and teams to your app”, “Remove users and teams from your app”: added, changed, removed, and taken back', async () => {
      const before = await countOf(page);
      await page.getByRole('button', { name: 'Add a team' }).click();
      const dialog = page.getByRole('dialog', { name: /^Add a/ });
      await dialog.getByLabel('Name in the app').fill('Night shift');
      await dialog.getByLabel('App role').selectOption({ index: 1 });
      await dialog.getByRole('button', { name: 'Add', exact: true }).click();
      const opened = sheet(page, 'Night shift');
      await expect(opened.getByText('saved', { exact: true })).toBeVisible();
      await expect(opened.getByText('Adding', { exact: true })).toBeVisible();
      await expect(opened).toContainText('it waits to be sent');
      await opened.getByLabel('Role that Night shift gives').selectOption({ index: 0 });
      await expect(page.getByText('Night shift gives no role').first()).toBeVisible();
      await page.getByRole('button', { name: 'Undo' }).last().click();
      await expect(opened.getByLabel('Role that Night shift gives')).not.toHaveValue('');
      await opened.getByLabel('Who is in Night shift').selectOption({ index: 1 });
      await expect(page.getByText(/^Members of .+ are in Night shift$/).first()).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(row(page, 'Night shift')).toBeVisible();
      expect(await countOf(page)).toBe(before + 1);
      await page.getByRole('checkbox', { name: 'Select Night shift' }).check();
      await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Remove' }).click();
      await page.getByRole('dialog', { name: 'Remove 1 app team?' }).getByRole('button', { name: 'Remove' }).click();
      await expect(row(page, 'Night shift')).toHaveCount(0);
      await page.getByRole('button', { name: 'Undo' }).last().click();
      await expect(row(page, 'Night shift')).toBeVisible();
    });

    await step('what the app knows is taken out by the app, asked for offline too; what failed is tried again', async () => {
      await page.context().setOffline(true);
      await row(page, 'Administrators').click();
      const known = sheet(page, 'Administrators');
      await expect(known).toContainText('Nothing to report');
      await known.getByRole('button', { name: 'Actions' }).click();
      await page.getByRole('button', { name: 'Remove', exact: true }).click();
      await page.getByRole('dialog', { name: 'Remove 1 app team?' }).getByRole('button', { name: 'Remove' }).click();
      await expect(known.getByText('Awaiting removal', { exact: true })).toBeVisible();
      await known.getByRole('button', { name: 'Keep it' }).click();
      await expect(known).toContainText('Nothing to report');
      await page.context().setOffline(false);
      await page.keyboard.press('Escape');
      await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Failed' }).click();
      await page.getByRole('button', { name: 'Update failed' }).click();
      await expect(page.getByText(/^Since /)).toBeVisible();
      await page.keyboard.press('Escape');
      await rows(page).first().click();
      await page.getByRole('button', { name: 'Retry', exact: true }).last().click();
      await expect(page.getByText(/tried again$/).first()).toBeVisible();
      await page.keyboard.press('Escape');
    });
  });
});

test('STATUS-6 adding a member whose account is there, but nobody’s, says so and matches it', async ({ page, server }) => {
  await openAppUsers(page, server, 'mateo', '?status=none&type=individual');
  const username = (await rows(page).first().innerText()).trim();
  await rows(page).first().click();
  await opened(page).getByRole('button', { name: 'Unmatch' }).click();
  await expect(opened(page)).toContainText('No member is matched to this account.');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Add users' }).click();
  const adding = page.getByRole('dialog', { name: 'Add to Slack' });
  await adding.getByLabel('Find members').fill(username);
  await adding.getByRole('list', { name: 'Members' }).getByRole('checkbox').first().check();
  await expect(adding).toContainText(`${username} has the same email: it is matched to them.`);
  await adding.getByRole('button', { name: 'Add 1 member' }).click();
  await expect(page.getByText('1 member added to Slack, 1 account matched')).toBeVisible();
  await page.getByRole('link', { name: username }).first().click();
  await expect(opened(page).getByRole('button', { name: 'Unmatch' })).toBeVisible();
  await undo(page);
  await expect(opened(page)).toContainText('No member is matched to this account.');
});
