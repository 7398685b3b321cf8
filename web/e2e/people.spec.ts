import type { Locator, Page } from '@playwright/test';
import { another, expect, goOffline, installedTest, openFound, pill, row, rows, search, sheet, test, upToDate } from './app.ts';
import { choose, countOf, follow, openIntegration, openTable } from './screens.ts';

const undo = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(page.getByText('Taken back').last()).toBeVisible();
};
const toast = (page: Page, text: string | RegExp): Promise<void> => expect(page.getByText(text).last()).toBeVisible();
/** Does what a row's or a sheet's menu offers. */
async function act(page: Page, of: Locator, label: string): Promise<void> {
  await of.getByRole('button', { name: 'Actions', exact: true }).click();
  await page.getByRole('dialog', { name: 'Actions' }).getByRole('button', { name: label }).click();
}
async function pick(page: Page, of: Locator, label: string, name: string): Promise<void> {
  await of.getByRole('button', { name: label }).click();
  const picker = page.getByRole('dialog', { name: label });
  await picker.getByRole('searchbox').fill(name);
  await picker.getByRole('button', { name: new RegExp(`^${name}`) }).first().click();
}

test('PRODUCT Screens: names and addresses show whole on a small desk, and the tables that have them do not scroll aside', async ({ page, server }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  const cut = (column: string): Promise<readonly (string | null)[]> =>
    page.getByRole('table').evaluate((table, title) => {
      const at = [...table.querySelectorAll('th')].findIndex(({ textContent }) => textContent.trim() === title);
      const parts = [...table.querySelectorAll(`tbody td:nth-child(${at + 1}) *`)].filter((part) => getComputedStyle(part).overflowX !== 'visible' && !part.matches('.visually-hidden'));
      return parts.filter(({ scrollWidth, clientWidth, scrollHeight, clientHeight }) => scrollWidth > clientWidth + 4 || scrollHeight > clientHeight + 4).map(({ textContent }) => textContent);
    }, column);
  const isWide = (): Promise<boolean> => page.getByRole('table').evaluate((table) => table.scrollWidth > (table.parentElement?.clientWidth ?? 0));
  const whole = async (...columns: readonly string[]): Promise<void> => {
    await expect(rows(page).first()).toBeVisible();
    for (const column of columns) expect(await cut(column), column).toEqual([]);
    expect(await isWide()).toBe(false);
  };
  const environment = await openTable(page, server, 'olivia', '/members?size=100');
  await whole('Email', 'Teams');
  for (const [path, ...columns] of [
    ['/members/invitations', 'Email', 'Role'],
    ['/connections', 'Name', 'Authorized'],
    ['/integrations', 'Integration', 'Group'],
  ] as const) {
    await follow(page, `/e/${environment}${path}`);
    await expect(page.getByRole('columnheader', { name: columns[0], exact: true })).toBeVisible();
    await whole(...columns);
  }
  await openIntegration(page, server, 'olivia', 'Slack', '/access?status=accepted');
  await whole('Email');
  await follow(page, new URL(page.url()).pathname.replace(/access$/, 'app-users'));
  await expect(page.getByRole('columnheader', { name: 'Username in Slack' })).toBeVisible();
  await whole('Username in Slack', 'Slack access');
});

test('PRODUCT Members: level, runs, teams and the switch of a member, one by one and taken back', async ({ page, server }) => {
  await openTable(page, server, 'olivia', '/members?q=mina');
  await rows(page).first().click();
  const opened = sheet(page, 'Mina Tanaka');
  await expect(opened.getByRole('region', { name: 'In the apps' })).toContainText(/mina|No account|not on this device/);
  await expect(opened.getByRole('region', { name: 'Other environments' }).getByRole('link', { name: 'Staging' })).toBeVisible();
  await opened.getByLabel('Level of Mina Tanaka in Production').selectOption('Manage');
  await toast(page, 'Mina Tanaka set to Manage');
  await expect(opened.getByText('Account-level manage', { exact: true })).toBeVisible();
  await undo(page);
  await expect(opened.getByText('Account-level monitor', { exact: true })).toBeVisible();

  await pick(page, opened, 'Add an integration', 'Slack');
  const slack = opened.getByLabel(/Level of Mina Tanaka on .*Slack.*, given directly/);
  await expect(slack).toHaveValue('monitor');
  await slack.selectOption('Manage');
  await expect(opened.getByText('given directly, manage')).toBeVisible();
  await slack.selectOption('None');
  await expect(slack).toHaveCount(0);

  await pick(page, opened, 'Give a right to runs', 'CRM');
  await opened.getByRole('checkbox', { name: 'Run of CRM' }).check();
  await toast(page, 'Run given to Mina Tanaka for CRM');
  await pick(page, opened, 'Add to a team', 'Finance');
  await expect(opened.getByRole('link', { name: 'Finance' })).toBeVisible();
  await opened.getByRole('button', { name: 'Take Mina Tanaka out of Finance' }).click();
  await expect(opened.getByRole('link', { name: 'Finance' })).toHaveCount(0);

  await opened.getByRole('switch', { name: 'Mina Tanaka is enabled' }).click();
  await expect(opened.getByText('Disabled', { exact: true })).toBeVisible();
  await undo(page);
  await upToDate(page);

  // Removed from the environment: what they have elsewhere stays.
  await act(page, opened, 'Remove …');
  const dialog = page.getByRole('dialog', { name: 'Remove Mina Tanaka?' });
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(opened.getByText('Account-level monitor', { exact: true })).toHaveCount(0);
  await undo(page);
  await act(page, opened, 'Remove …');
  await dialog.getByLabel(/From the workspace/).check();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(rows(page)).toHaveCount(0);
  await undo(page);
  await expect(row(page, 'Mina Tanaka')).toBeVisible();
});

installedTest('PRODUCT Members in bulk, filtered by who manages an integration; offline, and owners left out where an administrator acts', async ({ page, server }) => {
  await openTable(page, server, 'adela', '/members');
  await choose(page, 'Manages', 'Slack');
  const managing = await countOf(page);
  expect(managing).toBeGreaterThan(3);
  await page.getByRole('checkbox', { name: 'Select this page' }).check();
  if (managing > 20) await page.getByRole('button', { name: /^Select all/ }).click();
  await expect(page.getByRole('region', { name: 'Selection' })).toContainText(`${managing} selected`);
  await goOffline(page);
  await expect(pill(page)).toHaveText(/Offline/);
  await page.getByRole('button', { name: 'Disable', exact: true }).click();
  await toast(page, /^\d+ members disabled\. Not 2 others: Only an owner may change an owner\.$/);
  await expect(row(page, 'Olivia Okafor').getByText('Disabled')).toHaveCount(0);
  await undo(page);
  await page.context().setOffline(false);
  await upToDate(page);

  await search(page).fill('mateo');
  await page.getByRole('checkbox', { name: 'Select Mateo García' }).check();
  await page.getByRole('button', { name: 'Manage permissions' }).click();
  const dialog = page.getByRole('dialog', { name: 'Permissions of 1 member' });
  await dialog.getByLabel('Permission').selectOption('Level in Production');
  await dialog.getByRole('combobox').last().selectOption('Monitor');
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await toast(page, '1 member set to Monitor in Production');
  await expect(rows(page)).toHaveCount(0);
});

test('PERM-3 PERM-4 nobody raises themselves, owners are owners’ to change, the last one stays; a manager sees and changes nothing', async ({ page, server, browser }) => {
  await openTable(page, server, 'adela', '/members?q=adela');
  await rows(page).first().click();
  const own = sheet(page, 'Adela Novotná');
  await expect(own.getByLabel('Workspace level of Adela Novotná').getByRole('option')).toHaveText(['Administrator', 'None']);
  await openFound(page, 'olivia', 'Olivia Okafor');
  await expect(sheet(page, 'Olivia Okafor')).toContainText('Only an owner may change an owner.');
  await expect(sheet(page, 'Olivia Okafor').getByRole('combobox')).toHaveCount(0);

  const owner = await another(browser);
  await openTable(owner, server, 'olivia', '/members?role=owner');
  await owner.getByText('Oskar Lindqvist').click();
  await sheet(owner, 'Oskar Lindqvist').getByRole('switch', { name: 'Oskar Lindqvist is enabled' }).click();
  await expect(sheet(owner, 'Oskar Lindqvist').getByRole('switch', { name: 'Oskar Lindqvist is enabled' })).toHaveAttribute('aria-checked', 'false');
  await upToDate(owner);
  await owner.goto(owner.url().replace(/user=[^&]*/, ''));
  await owner.getByRole('link', { name: 'Olivia Okafor' }).click();
  const last = sheet(owner, 'Olivia Okafor');
  await expect(last.getByRole('switch', { name: 'Olivia Okafor is enabled' })).toHaveAttribute('aria-disabled', 'true');
  await expect(last.getByText('This is the last owner who can sign in')).toBeAttached();
  await owner.context().close();

  const manager = await another(browser);
  await openTable(manager, server, 'mateo', '/members?q=mina');
  await expect(manager.getByRole('button', { name: 'Invite users' })).toHaveCount(0);
  await rows(manager).first().click();
  const seen = sheet(manager, 'Mina Tanaka');
  await expect(seen).toContainText('Only owners and administrators may do this.');
  await expect(seen.getByRole('combobox')).toHaveCount(0);
  await expect(seen.getByRole('button', { name: /^Add|^Give/ })).toHaveCount(0);
});

test('PRODUCT Teams: made, named, filled, given an integration, removed, each taken back', async ({ page, server }) => {
  await openTable(page, server, 'olivia', '/teams');
  const before = await countOf(page);
  await page.getByRole('button', { name: 'New team' }).click();
  await page.getByRole('dialog', { name: 'New team' }).getByLabel('Name').fill('Night shift');
  await page.keyboard.press('Enter');
  const opened = sheet(page, 'Night shift');
  await pick(page, opened, 'Add a member', 'Mateo');
  await expect(opened.getByRole('link', { name: 'Mateo García' })).toBeVisible();
  await pick(page, opened, 'Add an integration', 'Slack');
  await opened.getByLabel(/Level that Night shift gives on/).selectOption('Manage');
  await toast(page, /Night shift gives Manage on/);
  await act(page, opened, 'Rename');
  await page.getByRole('dialog', { name: 'Rename this team' }).getByLabel('Name').fill('Day shift');
  await page.keyboard.press('Enter');
  const renamed = sheet(page, 'Day shift');
  await upToDate(page);
  await opened.or(renamed).getByRole('link', { name: 'Mateo García' }).click();
  await expect(sheet(page, 'Mateo García')).toContainText('through the team Day shift, manage');
  await page.goBack();
  await renamed.getByRole('button', { name: 'Take Mateo García out of Day shift' }).click();
  await expect(renamed).toContainText('Nobody is in it yet.');
  await act(page, renamed, 'Remove');
  await page.getByRole('dialog', { name: 'Remove 1 team?' }).getByRole('button', { name: 'Remove' }).click();
  await expect.poll(() => countOf(page)).toBe(before);
  await undo(page);
  await expect.poll(() => countOf(page)).toBe(before + 1);
});

installedTest('INVITE many at once, each wrong address named; the link is accepted once, by a new person; resent, revoked, dismissed', async ({ page, server, browser }) => {
  const copied = async (): Promise<string> => {
    await page.getByRole('button', { name: 'Copy link' }).click();
    return page.getByRole('textbox', { name: 'Link' }).inputValue();
  };
  await openTable(page, server, 'olivia', '/members/invitations');
  const before = await countOf(page);
  await goOffline(page);
  await expect(pill(page)).toHaveText(/Offline/);
  await page.getByRole('button', { name: 'Invite users' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite users' });
  await dialog.getByLabel('Email addresses').fill('ada@new.example, "Hopper, Grace" <grace@new.example>\nnobody; mina@northwind.example');
  await expect(dialog).toContainText('nobody is no address');
  await expect(dialog).toContainText('Members already, with at least this: nothing changes for them: mina@northwind.example');
  await dialog.getByLabel('Role').selectOption('Integration-level manage');
  await expect(dialog.getByRole('button', { name: 'Invite 3 people' })).toBeDisabled();
  await dialog.getByRole('checkbox', { name: /Slack/ }).first().check();
  await expect(dialog).toContainText(/Members already, will gain Integration-level manage on .*Slack.*: mina@northwind\.example/);
  await dialog.getByRole('button', { name: 'Invite 3 people' }).click();
  await expect(dialog.getByLabel('Email addresses')).toHaveValue('nobody');
  await page.keyboard.press('Escape');
  await expect.poll(() => countOf(page)).toBe(before + 3);
  await openFound(page, 'ada@new', 'ada@new.example');
  await expect(sheet(page, 'ada@new.example')).toContainText('It can be copied once the invitation is saved.');
  await page.context().setOffline(false);
  await upToDate(page);
  const link = await copied();

  const ada = await another(browser);
  await ada.goto(link.slice(0, -4));
  await expect(ada.getByText('This link is not whole')).toBeVisible();
  await ada.goto('about:blank');
  // What has been accepted is not looked at again: it would say that the link is used.
  const refused: string[] = [];
  ada.on('response', (answer) => answer.status() === 410 && refused.push(answer.url()));
  await ada.goto(link);
  await expect(ada.getByRole('heading', { name: 'Join Northwind' })).toBeVisible();
  await expect(ada.getByRole('list', { name: 'What you get' })).toContainText('Slack');
  await ada.getByLabel('Your name').fill('Ada Lovelace');
  await ada.getByLabel('Password').fill('short');
  await ada.getByLabel('Password').fill('analytical engine');
  await ada.getByRole('button', { name: 'Accept' }).click();
  await expect(ada).not.toHaveURL(/invitation/, { timeout: 20_000 });
  expect(refused).toEqual([]);
  await expect(sheet(page, 'ada@new.example').getByText('Accepted', { exact: true })).toBeVisible();
  await ada.goto(link);
  await expect(ada.getByText(/This link does not work/)).toBeVisible();
  await ada.context().close();

  // One who has an account accepts as themselves; somebody else's link is not theirs to accept.
  await page.goto(page.url().replace(/\?.*/, '?q=mina@northwind'));
  await rows(page).first().click();
  const minas = await copied();
  const mina = await another(browser);
  await mina.goto(minas);
  await expect(mina.getByText('You have an account: sign in to accept with it.')).toBeVisible();
  await mina.getByLabel('Password').fill('mina-latchkey');
  await mina.getByRole('button', { name: 'Sign in' }).click();
  await expect(mina.getByText('You accept as mina@northwind.example, and keep all that you have.')).toBeVisible();
  await page.goto(page.url().replace(/\?.*/, '?q=grace@new'));
  await rows(page).first().click();
  const graces = await copied();
  await mina.goto(graces);
  await expect(mina.getByText('You are signed in as mina@northwind.example.')).toBeVisible();
  await mina.goto('about:blank');
  await mina.goto(minas);
  await mina.getByRole('button', { name: 'Dismiss' }).click();
  await expect(mina.getByText('You have dismissed the invitation.')).toBeVisible();
  await mina.context().close();

  const grace = sheet(page, 'grace@new.example');
  await grace.getByRole('button', { name: 'Revoke' }).click();
  await expect(grace.getByText('Revoked', { exact: true })).toBeVisible();
  await undo(page);
  await grace.getByRole('button', { name: 'Resend' }).click();
  await toast(page, '1 invitation sent again');
  await page.goto(page.url().replace(/\?.*/, '?status=dismissed'));
  await expect(row(page, 'mina@northwind.example')).toBeVisible();
});

test('INVITE-5 one’s own address: asked for with the password, its link made by an administrator, confirmed by the person', async ({ page, server, browser }) => {
  await openTable(page, server, 'mateo', '/members');
  await page.goto(`${server.url}/settings`);
  const own = page.getByRole('region', { name: 'Your e-mail address' });
  await own.getByRole('button', { name: 'Change it' }).click();
  await own.getByLabel('New e-mail address').fill('mateo@elsewhere.example');
  await own.getByLabel('Your password').fill('a wrong password');
  await own.getByRole('button', { name: 'Ask for it' }).click();
  await expect(own).toContainText('Your password is not the one that you sign in with.');
  await own.getByLabel('Your password').fill('mateo-latchkey');
  await own.getByRole('button', { name: 'Ask for it' }).click();
  await expect(own).toContainText('You have asked for mateo@elsewhere.example');

  const adela = await another(browser);
  await openTable(adela, server, 'adela', '/members');
  await adela.goto(`${server.url}/settings`);
  const requests = adela.getByRole('region', { name: 'New addresses of members' });
  await expect(requests).toContainText('mateo@northwind.example → mateo@elsewhere.example');
  await requests.getByRole('button', { name: 'Copy link' }).click();
  const link = await requests.getByRole('textbox', { name: 'Link' }).inputValue();
  await adela.goto(link);
  await adela.getByRole('button', { name: 'Confirm the new address' }).click();
  await expect(adela.getByText('was made for somebody else')).toBeVisible();
  await adela.context().close();

  await page.goto(link);
  await page.getByRole('button', { name: 'Confirm the new address' }).click();
  await expect(page.getByRole('region', { name: 'Your e-mail address' })).toContainText('You sign in as mateo@elsewhere.example.');
  await expect(own.getByText('You have asked for')).toHaveCount(0);
});
