import type { Locator, Page } from '@playwright/test';
import { expect, goOffline, installedTest, openUser, openUsers, phone, pill, readingTest, rows, sheet, test } from './app.ts';
import { sound } from './axe.ts';
import { follow, openIntegration, openScreen } from './screens.ts';

/** What the content security policy keeps the page from doing, as it happens. */
function refusedByPolicy(page: Page): readonly string[] {
  const refused: string[] = [];
  page.on('console', (message) => /content security policy/i.test(message.text()) && refused.push(message.text()));
  return refused;
}

/** What can be pressed and is smaller than 44 px. */
const small = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, a[href], input, select, [role=switch], [role=option]')].flatMap((element) => {
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return [];
      // A field's label is pressed as well as the field, and a row wherever it is pressed opens as its link does.
      const target = element.closest('label') ?? (element.matches('[data-row]') ? element.closest('tr') : null) ?? element;
      const { width, height } = target.getBoundingClientRect();
      const inText = element.matches('p button.link, p a');
      return width > 0 && !inText && !element.matches('.visually-hidden') && (height < 43.5 || width < 43.5) ? [`${element.outerHTML.slice(0, 120)} ${width}×${height}`] : [];
    }),
  );

type Panel = readonly [name: string, open: () => Promise<void>, panel: Locator];

/** Each panel and dialog over the table, and how a person gets there; on a phone some only through the palette. */
function panels(page: Page, screen: 'a desk' | 'a phone'): readonly Panel[] {
  const palette = page.getByRole('combobox', { name: /^Find/ });
  const find = async (what: string): Promise<void> => {
    await page.keyboard.press('Control+k');
    await palette.fill(what);
    await page.getByRole('option', { name: what }).first().click();
  };
  const dialog = (name: string | RegExp): Locator => page.getByRole('dialog', { name });
  const opened = (name: string): Panel => [name, () => page.getByRole('button', { name, exact: true }).click(), dialog(name)];
  return [
    ['palette', () => page.keyboard.press('Control+k'), palette],
    ['help', () => find('Keyboard'), dialog('Keyboard')],
    ['sync state', () => pill(page).click(), page.getByRole('heading', { name: 'Up to date' })],
    ['import', () => find('Import connected users'), dialog('Import connected users')],
    ...(screen === 'a desk' ? [opened('Columns')] : [opened('Sort'), opened('More actions')]),
  ];
}

/** Screens with a table, and with rows in the sample. */
const tables = ['/integrations', '/integrations/activations', '/connections', '/members/invitations', '/teams', '/activity'];
/** The pages of an integration that are such. */
const pages = ['access', 'app-teams', 'activations', 'runs', 'connections'];

/** How far the page itself can be scrolled: on a desk it stands, and what is in it scrolls; on a phone nothing goes aside. */
const scrolls = (page: Page, way: 'down' | 'aside'): Promise<number> =>
  page.evaluate((down) => {
    const { scrollHeight, scrollWidth, clientHeight, clientWidth } = document.documentElement;
    return down ? scrollHeight - clientHeight : scrollWidth - clientWidth;
  }, way === 'down');

for (const [screen, device] of [
  ['a desk', {}],
  ['a phone', phone],
] as const) {
  test.describe(`on ${screen}`, () => {
    test.use(device);

    /** Axe finds nothing, nothing scrolls that should not, and on a phone nothing to press is too small. */
    const judge = async (page: Page, where: string): Promise<void> => {
      await sound(page, where);
      expect(await scrolls(page, screen === 'a phone' ? 'aside' : 'down'), `how far ${where} scrolls`).toBe(0);
      if (screen === 'a phone') expect(await small(page), where).toEqual([]);
    };

    readingTest('axe finds nothing on any route or sheet online, and nothing to press there is too small', async ({ page, server }) => {
      await page.goto(`${server.url}/sign-in`);
      await expect(page.getByText('Olivia Okafor')).toBeVisible();
      await sound(page, 'sign-in');
      for (const path of ['/invitation#cut-off', `/own-email#${'a'.repeat(43)}`]) {
        await page.goto(`${server.url}${path}`);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await sound(page, path);
      }
      await openUsers(page, server, 'olivia');
      await judge(page, 'users');
      await page.getByRole('button', { name: 'Integration', exact: true }).first().click();
      await expect(page.getByRole('dialog', { name: 'Filter by integration' })).toBeVisible();
      await judge(page, 'filter');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+k');
      await expect(page.getByRole('combobox', { name: /^Find/ })).toBeVisible();
      await judge(page, 'palette');
      await page.keyboard.press('Escape');
      const opened = await openUser(page, 'Ksenia Białek');
      await judge(page, 'sheet');
      await opened.getByRole('button', { name: 'Remove this user' }).click();
      await judge(page, 'question');
    });

    readingTest('axe finds nothing on any panel, and nothing to press there is too small', async ({ page, server }) => {
      const refused = refusedByPolicy(page);
      await openUsers(page, server, 'olivia');
      for (const [name, open, panel] of panels(page, screen)) {
        await open();
        await expect(panel).toBeVisible();
        await judge(page, name);
        await page.keyboard.press('Escape');
        await expect(panel).toBeHidden();
      }
      expect(refused).toEqual([]);
    });

    readingTest('axe finds nothing on the other screens of an environment and their sheets, and nothing to press there is too small', async ({ page, server }) => {
      const environment = await openScreen(page, server, 'olivia', '');
      await expect(page.getByRole('heading', { name: 'What failed' })).toBeVisible();
      await judge(page, 'home');
      if (screen === 'a phone') {
        await page.getByRole('button', { name: 'More' }).click();
        await judge(page, 'more places');
        await page.keyboard.press('Escape');
      }
      for (const path of tables) {
        await follow(page, `/e/${environment}${path}`);
        await expect(rows(page).first()).toBeVisible({ timeout: 15_000 });
        await judge(page, path);
        await rows(page).first().click();
        await expect(page.getByRole('dialog').first()).toContainText(/\w/);
        await judge(page, `the sheet of ${path}`);
      }
      await follow(page, '/settings');
      await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
      await judge(page, 'settings');
    });

    readingTest('axe finds nothing on app users, their sheet and their questions, and nothing to press there is too small', async ({ page, server }) => {
      await openIntegration(page, server, 'olivia', 'slack', '/app-users?matched=no');
      await expect(rows(page).first()).toBeVisible({ timeout: 15_000 });
      await judge(page, 'app users');
      const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
      for (const [name, question] of [
        ['Status', 'Filter by status'],
        ['Add users', 'Add to Slack'],
      ] as const) {
        await button(name).first().click();
        const asked = page.getByRole('dialog', { name: question });
        await expect(asked.getByRole('checkbox').first()).toBeVisible();
        await judge(page, question);
        if (name === 'Add users') {
          await asked.getByText('Teams', { exact: true }).first().click();
          await judge(page, `${question}, teams`);
        }
        await page.keyboard.press('Escape');
        await expect(asked).toHaveCount(0);
      }
      await page.getByRole('checkbox', { name: /^Select (?!this)/ }).first().locator('xpath=ancestor::label').click();
      await expect(page.getByRole('region', { name: 'Selection' })).toBeVisible();
      await judge(page, 'app users, one chosen');
      for (const [name, question] of [
        ['Change roles', 'Change roles of 1 app user'],
        ['Remove', 'Remove 1 app user?'],
      ] as const) {
        await button(name).click();
        await expect(page.getByRole('dialog', { name: question }).getByRole('button').nth(1)).toBeVisible();
        await judge(page, question);
        await page.keyboard.press('Escape');
      }
      await rows(page).first().click();
      await page.getByRole('button', { name: 'Choose a member' }).click();
      await expect(page.getByRole('dialog', { name: /^Who is / }).getByRole('radio').first()).toBeVisible();
      await judge(page, 'the sheet of app users, and a question over it');
    });

    readingTest('axe finds nothing on the other pages of an integration and their sheets, and nothing to press there is too small', async ({ page, server }) => {
      await openIntegration(page, server, 'olivia', 'slack', '/settings');
      await expect(page.getByRole('heading', { name: 'What it is' })).toBeVisible();
      await judge(page, 'settings of an integration');
      const integration = new URL(page.url()).pathname.replace(/\/settings$/, '');
      for (const path of pages) {
        await follow(page, `${integration}/${path}`);
        await expect(rows(page).first()).toBeVisible({ timeout: 15_000 });
        await judge(page, path);
        await rows(page).first().click();
        await expect(page.getByRole('dialog').first()).toContainText(/\w/);
        await judge(page, `the sheet of ${path}`);
      }
      await page.goto(`${server.url}${integration}/app-users?q=nobody-is-called-that`);
      await expect(page.getByText('No app user is like that')).toBeVisible();
      await judge(page, 'no match');
    });

    readingTest('axe finds nothing where people are invited and their permissions changed, and nothing to press there is too small', async ({ page, server }) => {
      const environment = await openScreen(page, server, 'olivia', '/members?q=mina');
      await rows(page).first().click();
      await expect(page.getByRole('dialog', { name: 'Mina Tanaka' })).toContainText('Permissions');
      await judge(page, 'a member');
      await page.getByRole('button', { name: 'Add to a team' }).click();
      await judge(page, 'teams to choose from');
      await page.goto(`${server.url}/e/${environment}/members/invitations`);
      await page.getByRole('button', { name: 'Invite users' }).click();
      const invite = page.getByRole('dialog', { name: 'Invite users' });
      await invite.getByLabel('Email addresses').fill('nobody');
      await invite.getByLabel('Role').selectOption('Integration-level monitor');
      await judge(page, 'invite users');
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
  await expect(page.getByRole('link', { name: '1 member joined in the last seven days' })).toBeVisible();
  await sound(page, 'home, empty');
  for (const [place, nothing] of [
    ['Connected users', 'No connected users yet'],
    ['Integrations', 'No integrations yet'],
    ['Connections', 'No connections yet'],
    ['Teams', 'No teams yet'],
  ] as const) {
    await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: place }).click();
    await expect(page.getByText(nothing)).toBeVisible();
    await sound(page, `${place}, empty`);
  }
});

test.describe('on a phone', () => {
  test.use(phone);

  installedTest('axe finds nothing on any route or sheet offline', async ({ page, server }) => {
    await openUsers(page, server, 'olivia');
    await openUser(page, 'Ksenia Białek');
    await goOffline(page);
    await expect(pill(page)).toHaveText(/Offline/);
    await sound(page, 'sheet, offline');
    await page.goto(`${server.url}/settings`);
    await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
    await sound(page, 'settings, offline');
    await page.goto(`${server.url}/nowhere`);
    await sound(page, 'a page that is not there');
  });

  test('nothing is wider than the screen', async ({ page, start }) => {
    // The small sample has nobody with such a name.
    await openUsers(page, await start(null), 'olivia', '?q=AAAAAAAAAAAAAAAA');
    await rows(page).first().click();
    await expect(sheet(page, 'A'.repeat(180))).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});

test.describe('on a tablet', () => {
  test.use({ viewport: { width: 1180, height: 820 }, hasTouch: true, isMobile: true });

  readingTest('nothing to press in the table or its columns is smaller than 44 px', async ({ page, server }) => {
    await openUsers(page, server, 'olivia');
    expect(await small(page)).toEqual([]);
    await page.getByRole('button', { name: 'Columns' }).click();
    await expect(page.getByRole('heading', { name: 'Columns' })).toBeVisible();
    expect(await small(page)).toEqual([]);
  });

  readingTest('nothing to press among app users, in what is done to several, or in a sheet beside them is smaller than 44 px', async ({ page, server }) => {
    await openIntegration(page, server, 'olivia', 'slack', '/app-users?status=Update+failed');
    await expect(rows(page).first()).toBeVisible();
    await page.getByRole('checkbox', { name: 'Select this page' }).check();
    await expect(page.getByRole('region', { name: 'Selection' })).toBeVisible();
    expect(await small(page)).toEqual([]);
    await rows(page).first().click();
    await expect(page.getByRole('button', { name: 'Retry' }).last()).toBeVisible();
    expect(await small(page)).toEqual([]);
  });
});
