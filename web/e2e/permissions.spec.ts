/** CASE-21 PERM-1: what the app offers to each level, held against PRODUCT's table cell by cell. */
import { columns, type Column } from '@latchkey/shared/testing/permission-row';
import { offers } from '@latchkey/shared/testing/permission-table';
import type { Browser, Locator, Page } from '@playwright/test';
import { another, expect, rows, signIn, test, upToDate, type Who } from './app.ts';
import { sendByHand } from './by-hand.ts';
import type { Server } from './server.ts';
import type { SessionReply } from './session.ts';

/** Who of the sample has the level, or is given it in place of their own. */
const people: Readonly<Record<Column, Who>> = {
  ...{ owner: 'olivia', administrator: 'adela', manage: 'mateo', monitor: 'mina' },
  ...{ 'integration manage': 'mateo', 'integration monitor': 'mina' },
};

const sessionOf = async (page: Page, server: Server): Promise<SessionReply['workspaces'][number]> => {
  const [workspace] = ((await (await page.request.get(`${server.url}/api/session`)).json()) as SessionReply).workspaces;
  if (workspace === undefined) throw new Error('nobody is in no workspace');
  return workspace;
};

/** Takes from a member what they have in environments, and gives a level on one integration. */
async function narrow(browser: Browser, server: Server, member: string, level: 'manage' | 'monitor'): Promise<void> {
  const owner = await another(browser);
  const environment = await signIn(owner.context(), server, 'olivia');
  const { environments } = await sessionOf(owner, server);
  const integration = integrationIn(environments.find(({ id }) => id === environment));
  const edits = [
    ...environments.map(({ id }) => ({ name: 'member.setEnvironmentLevel', args: { member, environment: id, level: 'none' } })),
    { name: 'member.setIntegrationLevel', args: { member, integration, level } },
  ];
  for (const edit of edits) expect(await sendByHand(owner, server, environment, edit)).toMatchObject({ outcome: 'applied' });
  await owner.context().close();
}

/** The first integration of which someone may read the accounts. */
function integrationIn(environment: SessionReply['workspaces'][number]['environments'][number] | undefined): string {
  const document = environment?.documents.find((name) => name.startsWith('integration.'));
  if (document === undefined) throw new Error('there is no integration to look at');
  return document.slice('integration.'.length);
}

/** Whether a control is there and works. */
const isOffered = async (control: Locator): Promise<boolean> =>
  (await control.count()) > 0 && (await control.first().getAttribute('aria-disabled')) !== 'true' && (await control.first().isEnabled());

const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
const inSelection = (page: Page, name: string): Locator => page.getByRole('region', { name: 'Selection' }).getByRole('button', { name, exact: true });
const selectOne = async (page: Page): Promise<void> => {
  await page.getByRole('row').nth(1).getByRole('checkbox').check();
  await expect(page.getByRole('region', { name: 'Selection' })).toBeVisible();
};

const USERS = 'connected users: enable, disable, remove, import';
const ACTIVATIONS = 'activations and integration: enable, disable';
const APP_USERS = 'app users and teams: every action';
const MEMBERS = "change a member's level, enable, remove";
const TEAMS = 'teams; giving view and run; reading Activity';

for (const column of columns) {
  test(`CASE-21 PERM-1 what is offered to: ${column}`, async ({ page, browser, server }) => {
    const production = await signIn(page.context(), server, people[column]);
    if (column.startsWith('integration')) await narrow(browser, server, (await sessionOf(page, server)).member.id, column === 'integration manage' ? 'manage' : 'monitor');
    const integration = integrationIn((await sessionOf(page, server)).environments.find(({ id }) => id === production));

    const cells: (readonly [where: string, right: string, offered: boolean])[] = [];
    const looked = async (where: string, right: string, control: Locator): Promise<void> => void cells.push([where, right, await isOffered(control)]);
    const place = (name: string): Locator => page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: new RegExp(`^${name}`) });
    const open = async (path: string): Promise<void> => {
      await page.goto(`${server.url}${path}`);
      await upToDate(page);
    };
    const openTable = async (name: string): Promise<void> => {
      await place(name).click();
      await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
      await expect(rows(page).first()).toBeVisible();
    };

    await open(`/e/${production}`);
    for (const name of ['Connected users', 'Integrations', 'Connections', 'Members', 'Teams']) await looked(`the place ${name}`, 'read the environment', place(name));
    await looked('the place Activity', TEAMS, place('Activity'));

    if (offers('read the environment', column)) {
      await openTable('Connected users');
      await looked('Import', USERS, button(page, 'Import'));
      await selectOne(page);
      for (const action of ['Enable', 'Disable', 'Remove']) await looked(`${action} users`, USERS, inSelection(page, action));
      await openTable('Connections');
      await selectOne(page);
      await looked('Remove connections', 'connections: rename, remove', inSelection(page, 'Remove'));
      await openTable('Members');
      await looked('Invite users', 'invite members', button(page, 'Invite users'));
      await selectOne(page);
      for (const action of ['Enable', 'Disable', 'Manage permissions', 'Remove']) await looked(`${action} members`, MEMBERS, inSelection(page, action));
      await openTable('Teams');
      await looked('New team', TEAMS, button(page, 'New team'));
      await openTable('Integrations');
      await selectOne(page);
      for (const action of ['Enable', 'Disable']) await looked(`${action} integrations`, ACTIVATIONS, inSelection(page, action));
      await open(`/e/${production}/users?status=invalid&q=a`);
      await button(page, 'Save view').click();
      await looked('sharing a view', 'saved views shared with the environment', page.getByRole('checkbox', { name: /^Share it with everyone/ }));
    } else {
      await open(`/e/${production}/users`);
      await expect(page.getByRole('heading', { name: 'You have no access to this page' })).toBeVisible();
    }

    await open(`/e/${production}/integrations/${integration}/app-users`);
    await expect(rows(page).first()).toBeVisible();
    await selectOne(page);
    for (const action of ['Change roles', 'Retry', 'Match', 'Exempt', 'Protect', 'Remove']) await looked(`${action} app users`, APP_USERS, inSelection(page, action));
    const pages = page.getByRole('navigation', { name: 'Pages of this integration' });
    await pages.getByRole('link', { name: 'App teams' }).click();
    await expect(page).toHaveURL(/app-teams/);
    await expect(rows(page).first()).toBeVisible();
    await looked('Add a team', APP_USERS, button(page, 'Add a team'));
    await pages.getByRole('link', { name: 'Runs' }).click();
    await expect(page).toHaveURL(/runs/);
    const refused = page.getByRole('heading', { name: 'You can not see these runs' });
    await expect(refused.or(page.getByRole('group', { name: 'Filters' })).first()).toBeVisible();
    cells.push(['runs', 'view runs', (await refused.count()) === 0]);

    await page.getByRole('link', { name: 'Settings', exact: true }).first().click();
    await expect(page.getByRole('heading', { name: 'This device' })).toBeVisible();
    await looked('API keys', 'workspace settings, API keys', page.getByRole('heading', { name: 'API keys' }));

    expect(cells.map(([where, , offered]) => [where, offered])).toEqual(cells.map(([where, right]) => [where, offers(right, column)]));
  });
}
