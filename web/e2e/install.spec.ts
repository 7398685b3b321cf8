import { expect, installedTest, signIn } from './app.ts';

/** What can be installed is known to the browser with its windows only. */
const { LATCHKEY_BROWSER: browser = '/usr/bin/chromium' } = process.env;
installedTest.use({ launchOptions: async ({ launchOptions }, use) => use(browser === '' ? launchOptions : { ...launchOptions, executablePath: browser }) });

installedTest('no errors of the manifest or of installability', async ({ page, server }) => {
  await signIn(page.context(), server, 'olivia');
  await page.goto(server.url);
  await expect(page.getByRole('heading', { name: 'What failed' })).toBeVisible({ timeout: 15_000 });
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => null));
  const client = await page.context().newCDPSession(page);
  const { errors, data } = await client.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  expect(JSON.parse(data ?? '{}')).toMatchObject({ name: 'Latchkey', display: 'standalone' });
  const { installabilityErrors } = await client.send('Page.getInstallabilityErrors');
  // A browser without a profile of its own (a private window) can install nothing; that says nothing of the app.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
});
