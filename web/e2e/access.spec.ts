import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, installed, openUser, openUsers, phone, pill, rows, sheet, signIn, test } from './app.ts';

/** Axe finds nothing in light nor in dark. */
const sound = async (page: Page, where: string): Promise<void> => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${where}, ${colorScheme}: ${id} at ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([]);
  }
};

for (const [screen, device] of [
  ['a desk', {}],
  ['a phone', phone],
] as const) {
  test.describe(`on ${screen}`, () => {
    test.use(device);

    test('axe finds nothing on any route or sheet online', async ({ page, server }) => {
      await page.goto(`${server.url}/sign-in`);
      await expect(page.getByText('Olivia Okafor')).toBeVisible();
      await sound(page, 'sign-in');
      await openUsers(page, server, 'olivia');
      await sound(page, 'users');
      await page.getByRole('button', { name: 'Integration', exact: true }).first().click();
      await expect(page.getByRole('dialog', { name: 'Filter by integration' })).toBeVisible();
      await sound(page, 'filter');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+k');
      await expect(page.getByRole('combobox', { name: /^Find/ })).toBeVisible();
      await sound(page, 'palette');
      await page.keyboard.press('Escape');
      const opened = await openUser(page, 'Ksenia Białek');
      await sound(page, 'sheet');
      await opened.getByRole('button', { name: 'Remove this user' }).click();
      await sound(page, 'question');
    });

    test('axe finds nothing on any route or sheet offline', async ({ page, server }) => {
      await openUsers(page, server, 'olivia');
      await openUser(page, 'Ksenia Białek');
      await installed(page);
      await page.context().setOffline(true);
      await expect(pill(page)).toHaveText(/Offline/);
      await sound(page, 'sheet, offline');
      await page.goto(`${server.url}/settings`);
      await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
      await sound(page, 'settings, offline');
      await page.goto(`${server.url}/nowhere`);
      await sound(page, 'a page that is not there');
    });
  });
}

test('axe finds nothing on the set-up page, and it makes the first owner', async ({ page, start }) => {
  const server = await start(null, { args: ['--empty'] });
  await page.goto(server.url);
  await expect(page).toHaveURL(/\/set-up/);
  await sound(page, 'set-up');
  await page.getByLabel(/workspace/i).first().fill('Acme');
  await page.getByLabel(/your name/i).fill('Ada Okonkwo');
  await page.getByLabel(/e-?mail/i).fill('ada@example.com');
  await page.getByLabel(/password/i).fill('a long enough password');
  await page.getByRole('button').last().click();
  await expect(page.getByRole('heading', { name: 'Connected users', level: 1 })).toBeVisible();
  await expect(page.getByText('No connected users yet')).toBeVisible();
  await sound(page, 'empty');
});

test.describe('on a phone', () => {
  test.use(phone);

  test('nothing to press is smaller than 44 px', async ({ page, server }) => {
    await openUsers(page, server, 'olivia');
    const small = () =>
      page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('button, a[href], input, select, [role=switch], [role=option]')].flatMap((element) => {
          if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return [];
          // A field's label is pressed as well as the field.
          const target = element.closest('label') ?? element;
          const { width, height } = target.getBoundingClientRect();
          const inText = element.matches('p button.link, p a');
          return width > 0 && !inText && !element.matches('.visually-hidden') && (height < 43.5 || width < 43.5) ? [`${element.outerHTML.slice(0, 120)} ${width}×${height}`] : [];
        }),
      );
    expect(await small()).toEqual([]);
    await page.getByRole('button', { name: 'Status', exact: true }).first().click();
    expect(await small()).toEqual([]);
    await page.keyboard.press('Escape');
    await rows(page).first().click();
    await expect(page.getByRole('dialog').first()).toBeVisible();
    expect(await small()).toEqual([]);
    await page.goto(`${server.url}/settings`);
    await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
    expect(await small()).toEqual([]);
  });

  test('nothing is wider than the screen', async ({ page, server }) => {
    await openUsers(page, server, 'olivia', '?q=AAAAAAAAAAAAAAAA');
    await rows(page).first().click();
    await expect(sheet(page, 'A'.repeat(180))).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});

test('no errors of the manifest or of installability', async ({ page, server }) => {
  await signIn(page.context(), server, 'olivia');
  await page.goto(server.url);
  await expect(rows(page).first()).toBeVisible();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => null));
  const client = await page.context().newCDPSession(page);
  const { errors, data } = await client.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  expect(JSON.parse(data ?? '{}')).toMatchObject({ name: 'Latchkey', display: 'standalone' });
  const { installabilityErrors } = await client.send('Page.getInstallabilityErrors');
  // A browser without a profile of its own (a private window) can install nothing; that says nothing of the app.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
});
