/** What leads where, for a member who may see single integrations of an environment only (PERM-7). */
import { another, expect, rows, test, upToDate } from './app.ts';
import { sendByHand } from './by-hand.ts';
import { openScreen, openTable } from './screens.ts';
import type { SessionReply } from './session.ts';

const refusals = /You have no access to this page|There is no such|Not found/;

test('PERM-7 nothing leads who may see single integrations to a page that is not for them', async ({ page, browser, server }) => {
  const owner = await another(browser);
  // One that has connections.
  const environment = await openTable(owner, server, 'olivia', '/connections');
  await rows(owner).first().click();
  const used = owner.getByRole('dialog').first().locator('a[href*="integration="]').first();
  const integration = new URL((await used.getAttribute('href')) ?? '', server.url).searchParams.get('integration') ?? '';
  await owner.goto(`${server.url}/e/${environment}/members?q=mina%20tanaka`);
  await rows(owner).first().click();
  await expect(owner.getByRole('dialog').first()).toContainText('Mina Tanaka');
  const member = new URL(owner.url()).searchParams.get('member') ?? '';
  const session = (await (await owner.request.get(`${server.url}/api/session`)).json()) as SessionReply;
  const whole = session.workspaces[0]?.environments.find(({ isProduction }) => !isProduction)?.id ?? '';
  for (const edit of [
    { name: 'member.setEnvironmentLevel', args: { member, environment: whole, level: 'monitor' } },
    { name: 'member.setEnvironmentLevel', args: { member, environment, level: 'none' } },
    { name: 'member.setIntegrationLevel', args: { member, integration, level: 'monitor' } },
  ]) {
    expect(await sendByHand(owner, server, environment, edit)).toMatchObject({ outcome: 'applied' });
  }

  await openScreen(page, server, 'mina', '');
  const found = new Set<string>();
  const collect = async (): Promise<void> => {
    for (const link of await page.locator('a[href^="/e/"]').all()) found.add((await link.getAttribute('href')) ?? '');
  };
  await collect();
  const pages = `/e/${environment}/integrations/${integration}`;
  for (const path of ['access', 'app-users', 'app-teams', 'activations', 'connections']) {
    await page.goto(`${server.url}${pages}/${path}`);
    await rows(page).first().click();
    await expect(page.getByRole('dialog').first().getByRole('heading').nth(1)).toBeVisible();
    await collect();
  }
  await page.goto(`${server.url}${pages}-that-is-gone/settings`);
  await expect(page.getByRole('link', { name: 'All integrations' })).toBeVisible();
  await collect();
  expect([...found].some((href) => href === `/e/${environment}/integrations/${integration}`)).toBe(true);
  // Rows of one table lead to one kind of page.
  const kindOf = (href: string): string => href.replace(/=[^&]*/g, '=');
  for (const href of new Map([...found].map((each) => [kindOf(each), each])).values()) {
    await page.goto(server.url + href);
    await upToDate(page);
    await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible();
    await expect(page.getByRole('main'), href).not.toContainText(refusals);
  }

  // From a page of an environment that they read whole, to this one.
  await page.goto(`${server.url}/e/${environment}`);
  const button = page.getByRole('button', { name: 'Environment:' });
  await button.click();
  const environments = page.getByRole('dialog', { name: 'Environments' });
  await environments.locator(`a[href^="/e/${whole}"]`).click();
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: /Connected users/ }).click();
  await expect(rows(page).first()).toBeVisible();
  await button.click();
  await environments.locator(`a[href^="/e/${environment}"]`).click();
  await expect(page.getByRole('heading', { name: 'Your integration', exact: true })).toBeVisible();
  for (const said of [/\d activations?/, /app users? (is|are) on (the|their) way/, /app users? failed/]) await expect(page.getByRole('main').getByRole('link').first()).toContainText(said);
  await owner.context().close();
});
