import { another, expect, goOffline, installedTest, openUsers, phone, pill, row, rows, search, signIn, test, upToDate } from './app.ts';
import { chip, choose, countOf, follow, openIntegration, openScreen, openTable } from './screens.ts';

test('PRODUCT home: what failed, what waits, what is new; every count leads to those it counts', async ({ page, server }) => {
  const environment = await openScreen(page, server, 'mateo', '');
  for (const title of ['What failed', 'What waits', 'What is new']) await expect(page.getByRole('heading', { name: title })).toBeVisible();
  for (const text of [/activations failed when they last ran/, /connections are invalid/, /connected users need a new sign-in/, /connected users are disabled/, /connected users came in the last seven days/]) {
    await follow(page, `/e/${environment}`);
    const link = page.getByRole('link', { name: text });
    const said = Number((await link.innerText()).match(/[\d,]+/)?.[0].replaceAll(',', ''));
    await link.click();
    await expect.poll(() => countOf(page)).toBe(said);
  }
});

installedTest('PRODUCT home is where the app opens, and opens offline', async ({ page, server }) => {
  const environment = await openScreen(page, server, 'mateo', '');
  await expect(page.getByRole('heading', { name: 'What failed' })).toBeVisible();
  await goOffline(page);
  await page.goto(server.url);
  await expect(page).toHaveURL(`${server.url}/e/${environment}`);
  await expect(page.getByRole('link', { name: /connections are invalid/ })).toBeVisible({ timeout: 15_000 });
  await expect(pill(page)).toHaveText(/Offline/);
});

test('QUERY-7 home, and the open sheet of a member, follow what another does in app users, without a reload', async ({ page, browser, server }) => {
  await openScreen(page, server, 'mateo', '');
  const failed = page.getByText(/[\d,]+ app users could not be invited, updated or removed/);
  await expect(failed).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/not on this device yet|^Looking/)).toHaveCount(0, { timeout: 60_000 });
  const said = async (): Promise<number> => Number((await failed.innerText()).match(/[\d,]+/)?.[0].replaceAll(',', ''));
  const before = await said();

  const other = await another(browser);
  await openIntegration(other, server, 'adela', 'slack', '/app-users?status=Update+failed');
  const theirs = other.getByRole('dialog').first();
  await rows(other).first().click();
  await theirs.getByRole('button', { name: 'Retry' }).click();
  await expect(theirs.getByRole('button', { name: 'Retry' })).toHaveCount(0);
  await expect.poll(said).toBe(before - 1);

  await follow(other, new URL(other.url()).pathname + '?status=none&type=individual&matched=yes');
  const theirFirst = other.getByRole('row').filter({ has: rows(other) }).first();
  await expect(theirFirst).not.toContainText('failed');
  const name = await rows(other).first().innerText();
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: /^Members/ }).click();
  await search(page).fill(name);
  await rows(page).first().click();
  const slack = page.getByRole('dialog').first().getByRole('region', { name: 'In the apps' }).getByRole('listitem').filter({ hasText: 'Slack' });
  await expect(slack).toHaveCount(1);
  await expect(slack).not.toContainText('Exempted');
  await theirFirst.getByRole('checkbox').check();
  await other.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Exempt', exact: true }).click();
  await expect(slack).toContainText('Exempted');
});

test('PRODUCT Members: who holds which role, and where it is inherited from', async ({ page, server }) => {
  await openTable(page, server, 'mateo', '/members');
  for (const [name, role] of [
    ['Olivia Okafor', 'Account owner'],
    ['Adela Novotná', 'Administrator'],
    ['Mateo García', 'Account-level manage'],
  ] as const) {
    await search(page).fill(name);
    await expect(row(page, name)).toContainText(role);
  }
  await search(page).fill('mina@northwind');
  await choose(page, 'Role', 'Account-level monitor');
  await expect(rows(page)).toHaveCount(1);
  await rows(page).first().click();
  const opened = page.getByRole('dialog', { name: 'Mina Tanaka' });
  await expect(opened).toContainText('Every integration');
  await expect(opened).toContainText('inherited from the environment, monitor');
});

test('PRODUCT Members and Teams: what a team gives is said of its members, and leads to the team', async ({ page, server }) => {
  await openTable(page, server, 'olivia', '/members?role=integration-manage&role=integration-monitor');
  await page.getByRole('columnheader', { name: 'Teams' }).getByRole('button').click();
  await page.getByRole('columnheader', { name: 'Teams' }).getByRole('button').click();
  await expect(page.getByRole('columnheader', { name: 'Teams' })).toHaveAttribute('aria-sort', 'descending');
  await rows(page).first().click();
  const member = page.getByRole('dialog').first();
  const name = await member.getByRole('heading', { level: 2 }).innerText();
  await expect(member).toContainText(/through the team .+, (manage|monitor)/);
  const team = member.getByRole('region', { name: 'Teams' }).getByRole('link').first();
  const called = await team.innerText();
  await team.click();
  await expect(page.getByRole('dialog', { name: called })).toContainText(name);
});

test('LOOK places on a desk: each with its count, what is wrong in red words', async ({ page, server }) => {
  await openUsers(page, server, 'mateo');
  const places = page.getByRole('navigation', { name: 'Places' });
  await expect(places.getByRole('link', { name: 'Integrations 40' })).toBeVisible();
  await expect(places.getByRole('link', { name: /^Connections [\d,]+ invalid$/ })).toBeVisible();
  await places.getByRole('link', { name: /^Members/ }).click();
  await expect(page.getByRole('heading', { name: 'Members', level: 1 })).toBeVisible();
});

test('LOOK everything by name: members, teams, places, and an integration with its pages', async ({ page, server }) => {
  await openUsers(page, server, 'mateo');
  await page.keyboard.press('Control+k');
  const find = page.getByRole('combobox', { name: /^Find/ });
  for (const [words, found] of [['adela', /adela@northwind/], ['support tier', /Support Tier 1/], ['invitations', /^Invitations/]] as const) {
    await find.fill(words);
    await expect(page.getByRole('option', { name: found }).first()).toBeVisible();
  }
  await find.fill('hubspot app users');
  await page.getByRole('option', { name: /HubSpot.*App users/ }).click();
  await expect(page).toHaveURL(/app-users$/);
  await expect(rows(page).first()).toBeVisible({ timeout: 15_000 });
});

test.describe('on a phone', () => {
  test.use(phone);

  test('LOOK five places under the thumb, the others behind More', async ({ page, server }) => {
    await openScreen(page, server, 'mateo', '');
    const places = page.getByRole('navigation', { name: 'Places' });
    await places.getByRole('link', { name: 'Integrations' }).click();
    await expect(page.getByRole('heading', { name: 'Integrations', level: 1 })).toBeVisible();
    await places.getByRole('button', { name: 'More' }).click();
    await page.getByRole('dialog', { name: 'More' }).getByRole('link', { name: 'Connections' }).click();
    await expect(page.getByRole('heading', { name: 'Connections', level: 1 })).toBeVisible();
    await expect(rows(page).first()).toBeVisible();
    await chip(page, 'Sort').click();
    const order = page.getByRole('dialog', { name: 'Sort', exact: true });
    await order.getByRole('radio', { name: 'Name' }).check();
    await order.getByRole('radio', { name: 'Descending' }).check();
    await order.getByRole('button', { name: 'Done' }).click();
    await expect(page).toHaveURL(/sort=-name/);
    await page.getByRole('button', { name: 'More actions' }).click();
    await expect(page.getByRole('dialog', { name: 'More actions' }).getByRole('button', { name: 'Export connections' })).toBeVisible();
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});

installedTest('PRODUCT saved views: search, filters and order under a name; shared, renamed, deleted and taken back; kept offline', async ({ page, browser, server }) => {
  const environment = await openTable(page, server, 'mateo', '/connections?status=invalid&q=slack&sort=name');
  const views = page.getByRole('navigation', { name: 'Views' });
  const count = await countOf(page);
  await goOffline(page);
  await expect(pill(page)).toHaveText(/Offline/);
  await views.getByRole('button', { name: 'Save view' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save view' });
  await dialog.getByLabel('Name').fill('Broken Slack');
  await dialog.getByLabel(/Share it with everyone/).check();
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  const saved = views.getByRole('link', { name: 'Broken Slack' });
  await expect(saved).toHaveAttribute('aria-current', 'true');
  await page.context().setOffline(false);
  await upToDate(page);

  const other = await another(browser);
  await signIn(other.context(), server, 'mina');
  await other.goto(`${server.url}/e/${environment}/connections`);
  await other.getByRole('link', { name: 'Broken Slack' }).click();
  await expect.poll(() => countOf(other)).toBe(count);
  await expect(other.getByRole('button', { name: /the view Broken Slack/ })).toHaveCount(0);

  await views.getByRole('button', { name: 'Rename the view Broken Slack' }).click();
  const renaming = page.getByRole('dialog', { name: 'Rename this view' });
  await renaming.getByLabel('Name').fill('Slack to mend');
  await renaming.getByRole('button', { name: 'Rename', exact: true }).click();
  await expect(other.getByRole('link', { name: 'Slack to mend' })).toBeVisible();
  await views.getByRole('button', { name: 'Delete the view Slack to mend' }).click();
  await expect(views.getByRole('link', { name: 'Slack to mend' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(views.getByRole('link', { name: 'Slack to mend' })).toBeVisible();
});
