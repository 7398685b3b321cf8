/** Opening the screens of an environment, beside the connected users. */
import type { Locator, Page } from '@playwright/test';
import { expect, rows, signIn, upToDate, type Who } from './app.ts';
import type { Server } from './server.ts';

/** Signs in and opens a screen, everything on the device. @param path after the environment, as `/connections?status=invalid` */
export async function openScreen(page: Page, server: Server, who: Who, path: string): Promise<string> {
  const environment = await signIn(page.context(), server, who);
  await page.goto(`${server.url}/e/${environment}${path}`);
  await upToDate(page);
  return environment;
}

/** The same, with rows in its table. */
export async function openTable(page: Page, server: Server, who: Who, path: string): Promise<string> {
  const environment = await openScreen(page, server, who, path);
  await expect(rows(page).first()).toBeVisible({ timeout: 15_000 });
  return environment;
}

/** The same for a page of the integration found by its name. @param path after the integration, as `/app-users?status=Removed` */
export async function openIntegration(page: Page, server: Server, who: Who, name: string, path: string): Promise<void> {
  await openTable(page, server, who, `/integrations?q=${name}`);
  const id = await rows(page).first().getAttribute('data-row');
  await page.goto(page.url().replace(/\/integrations.*/, `/integrations/${id ?? ''}${path}`));
  await upToDate(page);
}

/** Follows a link to the address, as those of the app are followed: only the first page is loaded. */
export async function follow(page: Page, address: string): Promise<void> {
  await page.locator('#main').evaluate((main, href) => {
    const link = document.createElement('a');
    link.href = href;
    main.append(link);
    link.click();
  }, address);
  await page.waitForURL((url) => url.pathname + url.search === address);
}

/** How many match, as the pager says. */
export const countOf = async (page: Page): Promise<number> =>
  Number(((await page.locator('footer .tabular').first().innerText()).match(/of ([\d,]+)$/)?.[1] ?? '0').replaceAll(',', ''));

/** The chip of a filter. */
export const chip = (page: Page, label: string): Locator => page.getByRole('group', { name: 'Filters' }).getByRole('button', { name: label, exact: true });

/** Chooses one choice of a filter and closes it. */
export async function choose(page: Page, filter: string, choice: string): Promise<void> {
  await chip(page, filter).click();
  const panel = page.getByRole('dialog', { name: `Filter by ${filter.toLowerCase()}` });
  await panel.getByRole('listitem').filter({ hasText: choice }).first().locator('input').click();
  // Where only one can be chosen, choosing closes it.
  if (await panel.isVisible()) await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
}
