/** PRODUCT Editing together: two managers and the roles of one account, whoever of them is offline and whoever's edits arrive first. */
import type { Locator, Page } from '@playwright/test';
import { another, expect, pill, rows, test, upToDate } from './app.ts';
import { openIntegration } from './screens.ts';

/** Ends that a device's edits do not reach the server. */
type Return = () => Promise<void>;

/** The device has a network, and its edits are under way. */
async function hold(page: Page): Promise<Return> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.context().route('**/api/edits', async (route) => {
    await promise;
    await route.continue();
  });
  return async () => {
    resolve();
    await page.context().unrouteAll({ behavior: 'wait' });
  };
}
async function offline(page: Page): Promise<Return> {
  await page.context().setOffline(true);
  await expect(pill(page)).toHaveText(/Offline/);
  return () => page.context().setOffline(false);
}
const online = (): Promise<Return> => Promise.resolve(() => Promise.resolve());

/** How the one whose edits arrive first is meanwhile, and the other. */
const ways = [
  { name: 'both online', first: online, second: hold },
  { name: 'one offline', first: online, second: offline },
  { name: 'both offline', first: offline, second: offline },
] as const;

const opened = (page: Page): Locator => page.getByRole('dialog').first();
const role = (page: Page, at: number): Locator => opened(page).getByRole('switch').nth(at);
const isOn = async (page: Page, at: number): Promise<boolean> => (await role(page, at).getAttribute('aria-checked')) === 'true';
const stands = (page: Page, at: number, on: boolean): Promise<void> => expect(role(page, at)).toHaveAttribute('aria-checked', String(on));
async function set(page: Page, at: number, on: boolean): Promise<void> {
  await role(page, at).click();
  await stands(page, at, on);
}

test('MERGE-1 MERGE-4 MERGE-8 SYNC-7 different roles both stand; of the same one in opposite ways the more restrictive does, and who gave it is told and can give it again', async ({ page, browser, server }) => {
  const other = await another(browser);
  // Accounts on which nothing waits, whose roles are their own.
  await openIntegration(page, server, 'mateo', 'slack', '/app-users?status=none&type=individual');
  await rows(page).first().click();
  await expect(role(page, 2)).toBeVisible();
  const username = (await rows(page).first().innerText()).trim();
  await openIntegration(other, server, 'adela', 'slack', '/app-users');
  await other.goto(page.url());
  await upToDate(other);

  // Both know that the account has the third one.
  if (!(await isOn(page, 2))) await set(page, 2, true);
  await stands(other, 2, true);
  const third = (await role(page, 2).getAttribute('aria-label')) ?? '';
  await upToDate(page);

  for (const { name, first: leavesFirst, second: leavesSecond } of ways) {
    for (const isGivenFirst of [true, false]) {
      await test.step(`${name}, ${isGivenFirst ? 'given first' : 'removed first'}`, async () => {
        // Mateo gives the third role again, having removed it; Adela removes it. Each changes one that the other leaves alone.
        const [first, second] = isGivenFirst ? [page, other] : [other, page];
        const wanted = [!(await isOn(page, 0)), !(await isOn(page, 1))] as const;
        const secondReturns = await leavesSecond(second);
        const firstReturns = await leavesFirst(first);
        for (const one of [second, first]) {
          await set(one, 2, false);
          if (one === page) await set(page, 2, true);
          const own = one === page ? 0 : 1;
          await set(one, own, wanted[own]);
        }
        await firstReturns();
        await upToDate(first);
        if (name === 'both online') await expect(opened(second)).toContainText(`${first === page ? 'Mateo García' : 'Adela Novotná'} is editing`);
        // Who gave it may be away when it is lost, long after it was saved.
        if (isGivenFirst && name === 'both offline') {
          const address = page.url();
          await page.goto('about:blank');
          await secondReturns();
          await upToDate(other);
          await page.goto(address);
        } else {
          await secondReturns();
        }
        for (const one of [page, other]) {
          await stands(one, 0, wanted[0]);
          await stands(one, 1, wanted[1]);
          await stands(one, 2, false);
        }
        const told = opened(page).getByRole('alert');
        await expect(told).toContainText(`Adela Novotná removed ${third} from ${username} without knowing of your change. Yours was not applied: the more restrictive one stands.`);
        await expect(told).toHaveCount(1);
        await expect(opened(other).getByRole('alert')).toHaveCount(0);
        await told.getByRole('button', { name: `Give ${third} again` }).click();
        await expect(told).toHaveCount(0);
        for (const one of [page, other]) {
          await stands(one, 2, true);
          await upToDate(one);
        }
      });
    }
  }
  await other.context().close();
});
