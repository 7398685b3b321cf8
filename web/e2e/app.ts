/** What a person does with the app, in the words of the screen; used by every browser test. */
import { test as base, expect, type Browser, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { sample } from './prepare.ts';
import { Site } from './release.ts';
import { Server } from './server.ts';
import type { SessionReply } from './session.ts';

export { expect };

interface Given {
  /** Starts a server that ends with the test, however the test ends. */
  readonly start: typeof Server.start;
  /** Each test has a server of its own, on a copy of the sample. */
  readonly server: Server;
  /** A copy of the built app, to be changed. */
  readonly site: Site;
}

export const test = base.extend<Given>({
  start: async ({}, use) => {
    const started: Server[] = [];
    await use(async (...how) => {
      const server = await Server.start(...how);
      started.push(server);
      return server;
    });
    await Promise.all(started.map((server) => server.end()));
  },
  server: async ({ start }, use) => use(await start(sample())),
  site: async ({}, use) => {
    const site = new Site();
    await use(site);
    site.remove();
  },
});

/**
 * A test for which all of the app has to be on the device. Elsewhere the service worker is kept out: a quarter of the
 * processor's time goes to what it fetches and stores.
 */
export const installedTest = test.extend({ serviceWorkers: 'allow' });

/** Tests that change nothing have one server in turn: each of its own would take a fifth of their time. */
export const readingTest = test.extend<object, { readonly standing: Server }>({
  standing: [
    async ({}, use) => {
      const server = await Server.start(sample());
      await use(server);
      await server.end();
    },
    { scope: 'worker' },
  ],
  server: ({ standing }, use) => use(standing),
});

/** How a phone differs from the desk of the configuration. */
export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;

export type Who = 'olivia' | 'oskar' | 'adela' | 'mateo' | 'mina';

/** Signs a browser in by its cookie, as the sign-in page does. @returns the id of Production */
export async function signIn(context: BrowserContext, server: Server, who: Who): Promise<string> {
  const answer = await context.request.post(`${server.url}/api/auth/sign-in/email`, {
    data: { email: `${who}@northwind.example`, password: `${who}-latchkey` },
    headers: { origin: server.url },
  });
  expect(answer.status()).toBe(200);
  const session = (await (await context.request.get(`${server.url}/api/session`)).json()) as SessionReply;
  const production = session.workspaces[0]?.environments.find((environment) => environment.isProduction);
  if (production === undefined) throw new Error('the sample has no Production');
  return production.id;
}

export const usersAt = (server: Server, environment: string, query = ''): string => `${server.url}/e/${environment}/users${query}`;

/** Signs in and opens the connected users, everything on the device. */
export async function openUsers(page: Page, server: Server, who: Who, query = ''): Promise<string> {
  const environment = await signIn(page.context(), server, who);
  await page.goto(usersAt(server, environment, query));
  await upToDate(page);
  await expect(rows(page).first()).toBeVisible();
  return environment;
}

/** Another person, on another device. */
export async function another(browser: Browser): Promise<Page> {
  const context = await browser.newContext();
  return context.newPage();
}

export const pill = (page: Page): Locator => page.locator('[data-sync]').first();
export const upToDate = (page: Page): Promise<void> => expect(pill(page)).toHaveText(/Up to date/, { timeout: 20_000 });
export const rows = (page: Page): Locator => page.locator('[data-row]');
export const row = (page: Page, name: string): Locator => page.getByRole('row', { name: new RegExp(name) });
export const search = (page: Page): Locator => page.getByRole('searchbox', { name: /^Search/ });
export const sheet = (page: Page, name: string | RegExp): Locator => page.getByRole('dialog', { name });

/** Opens the first row that a search finds. @param found what that row says: those of before stand until it is there */
export async function openFound(page: Page, words: string, found: string): Promise<void> {
  await search(page).fill(words);
  await expect(rows(page).first()).toHaveAccessibleName(new RegExp(found));
  await rows(page).first().click();
}

/** Opens the sheet of a user by searching for them. */
export async function openUser(page: Page, name: string): Promise<Locator> {
  await openFound(page, name, name);
  const opened = sheet(page, name);
  await expect(opened).toBeVisible();
  return opened;
}

/** Where the server is with a document. */
export async function stateOf(page: Page, server: Server, document: string): Promise<{ readonly epoch: string; readonly version: number }> {
  const answer = await page.request.get(`${server.url}/api/documents/${document}`);
  expect(answer.status()).toBe(200);
  return (await answer.json()) as { epoch: string; version: number };
}

/** The switch over all of a user's integrations, in their sheet. */
export const userSwitch = (opened: Locator, name: string): Locator => opened.getByRole('switch', { name: `${name} is enabled`, exact: true });

/** The server did nothing but listen: the service worker is in charge, so a reload needs no network. */
export const installed = (page: Page): Promise<void> =>
  expect
    .poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state), { message: 'the app comes onto the device, in an installedTest', timeout: 30_000 })
    .toBe('activated');

/** Takes the network away, once all of the app is on the device: what was never loaded can not be had without it. */
export async function goOffline(page: Page): Promise<void> {
  await installed(page);
  await page.context().setOffline(true);
}
