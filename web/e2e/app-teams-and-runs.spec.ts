import type { Page } from '@playwright/test';
import { another, expect, row, rows, sheet, test, upToDate } from './app.ts';
import { sendByHand } from './by-hand.ts';
import { choose, openScreen } from './screens.ts';
import type { Server } from './server.ts';
import type { SessionReply } from './session.ts';

/** The integrations of an environment that a person reads. */
async function integrationsOf(page: Page, server: Server, environment: string): Promise<readonly string[]> {
  const session = (await (await page.request.get(`${server.url}/api/session`)).json()) as SessionReply;
  const documents = session.workspaces.flatMap(({ environments }) => environments).find(({ id }) => id === environment)?.documents ?? [];
  return documents.flatMap((document) => (document.startsWith('integration.') ? [document.slice('integration.'.length)] : []));
}

/** Whether the socket of a document does not open. */
const refusedBy = (page: Page, document: string): Promise<boolean> =>
  page.evaluate(
    (name) =>
      new Promise<boolean>((resolve) => {
        const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/api/sync/${name}`);
        socket.onopen = () => (socket.close(), resolve(false));
        socket.onerror = () => resolve(true);
      }),
    document,
  );

const tab = (page: Page, name: string) => page.getByRole('navigation', { name: 'Pages of this integration' }).getByRole('link', { name, exact: true });
const said = (page: Page, text: string | RegExp) => expect(page.getByText(text).first()).toBeVisible();

test('an integration opens to its pages; runs are run again and cancelled', async ({ page, server }) => {
  await openScreen(page, server, 'olivia', '/integrations?q=slack');
  await rows(page).first().click();
  await page.getByRole('navigation', { name: /^Pages of/ }).getByRole('link', { name: 'App teams' }).click();
  await upToDate(page);
  await expect(tab(page, 'App teams')).toHaveAttribute('aria-current', 'page');
  await tab(page, 'Runs').click();
  await expect(rows(page).first()).toBeVisible();
  for (const column of ['Result', 'User id', 'Account id', 'Started', 'Duration', 'Message']) await expect(page.getByRole('columnheader', { name: column })).toBeVisible();
  await choose(page, 'Result', 'Error');
  await rows(page).first().click();
  const failed = page.getByRole('dialog').filter({ hasText: 'Message' });
  await expect(failed.getByRole('button', { name: 'Run again' })).toBeVisible();
  await failed.getByRole('button', { name: 'Run again' }).click();
  await said(page, /queued to run$/);
  await expect(failed.getByRole('button', { name: 'Run again' })).toHaveAttribute('aria-disabled', 'true');
  await expect(failed).toContainText('A run of it is queued already');
  await page.keyboard.press('Escape');
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'In progress' }).click();
  await expect(row(page, 'Queued').first()).toBeVisible();
  await row(page, 'Queued').first().getByRole('checkbox').check();
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Cancel' }).click();
  await said(page, '1 run cancelled');
});

test('PERM-7 PERM-8 who may see single integrations has those and no other: on screen, by address, over the socket and by request; and not when the right is gone', async ({ page, browser, server }) => {
  const owner = await another(browser);
  const environment = await openScreen(owner, server, 'olivia', '/members?q=mina%20tanaka');
  const [one = '', other = '', foreign = ''] = await integrationsOf(owner, server, environment);
  await rows(owner).first().click();
  const mina = sheet(owner, /Mina Tanaka/);
  const id = new URL(owner.url()).searchParams.get('member') ?? '';
  await mina.getByLabel('Level of Mina Tanaka in Production').selectOption('none');
  await expect(mina.getByText('saved', { exact: true }).first()).toBeVisible();
  const give = (integration: string, level: string) => sendByHand(owner, server, environment, { name: 'member.setIntegrationLevel', args: { member: id, integration, level } });
  for (const integration of [one, other]) expect(await give(integration, 'monitor')).toMatchObject({ outcome: 'applied' });

  await openScreen(page, server, 'mina', '');
  const listed = page.getByRole('main').getByRole('listitem');
  await expect(listed).toHaveCount(2);
  await expect(page.getByRole('navigation', { name: 'Places' }).getByRole('link')).toHaveText(['Home']);
  await page.goto(`${server.url}/e/${environment}/users`);
  await said(page, 'You have no access to this page');
  await page.goto(`${server.url}/e/${environment}/integrations/${foreign}/app-teams`);
  await said(page, 'There is no such integration');
  await page.goto(`${server.url}/e/${environment}/integrations/${one}/app-teams`);
  await upToDate(page);
  await expect(rows(page).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add a team' })).toHaveCount(0);
  await tab(page, 'Runs').click();
  await said(page, 'You can not see these runs');

  expect(await integrationsOf(page, server, environment)).toEqual([one, other]);
  for (const document of [environment, `integration.${foreign}`, `scoped.${foreign}`, `runs.${one}`]) {
    expect((await page.request.get(`${server.url}/api/documents/${document}/snapshot`)).status(), document).toBe(404);
    expect(await refusedBy(page, document), document).toBe(true);
  }
  expect(await refusedBy(page, `integration.${one}`)).toBe(false);

  const held = () => page.evaluate(async (of) => (await indexedDB.databases()).filter(({ name }) => name?.includes(of) === true).length, one);
  expect(await held()).toBeGreaterThan(0);
  await tab(page, 'App teams').click();
  expect(await give(one, 'none')).toMatchObject({ outcome: 'applied' });
  await said(page, 'There is no such integration');
  await expect.poll(held).toBe(0);
  await owner.context().close();
});
