import type { Page } from '@playwright/test';
import { expect, openUsers, phone, rows, sheet, test } from './app.ts';

/** How far what scrolls is scrolled: the page on a phone, the rows on a desk. */
const scrolledTo = (page: Page, scroller: string): Promise<number> => page.locator(scroller).evaluate((element) => Math.round(element.scrollTop));

/** Scrolls so far that a row lies at the edge. @returns how far */
async function scrollTo(page: Page, scroller: string, row: number): Promise<number> {
  await expect(page.locator('.rows')).toHaveAttribute('aria-busy', 'false');
  await rows(page).nth(row).evaluate((element) => element.scrollIntoView({ block: 'start' }));
  const at = await scrolledTo(page, scroller);
  expect(at).toBeGreaterThan(300);
  return at;
}

test.describe('on a phone', () => {
  test.use(phone);

  test('PRODUCT a step back leads to where the reader was in the list, from a sheet, another screen and another page', async ({ page, server }) => {
    await openUsers(page, server, 'mateo');
    const at = await scrollTo(page, 'html', 12);
    const name = (await rows(page).nth(14).getAttribute('aria-label')) ?? '';
    await rows(page).nth(14).click();
    await expect(sheet(page, name)).toBeVisible();
    await page.goBack();
    await expect(sheet(page, name)).toHaveCount(0);
    expect(await scrolledTo(page, 'html')).toBe(at);

    await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: /^Integrations/ }).click();
    await expect(page.getByRole('heading', { level: 1, name: /^Integrations/ })).toBeVisible();
    await page.goBack();
    await expect(page.getByRole('heading', { level: 1, name: /^Connected users/ })).toBeVisible();
    await expect.poll(() => scrolledTo(page, 'html')).toBe(at);
    await expect(page.getByRole('link', { name, exact: true })).toBeInViewport();

    await page.reload();
    await expect.poll(() => scrolledTo(page, 'html')).toBe(at);

    await page.getByRole('link', { name: 'Next page' }).click();
    await expect(page.getByText('21–40 of 500')).toBeAttached();
    expect(await scrolledTo(page, 'html')).toBe(0);
    await page.goBack();
    await expect(page.getByText('1–20 of 500')).toBeAttached();
    await expect.poll(() => scrolledTo(page, 'html')).toBeGreaterThan(at);
  });

  test('PRODUCT what the reader does after a step back stands: they are not brought back again', async ({ page, server }) => {
    await openUsers(page, server, 'mateo');
    const at = await scrollTo(page, 'html', 12);
    await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: /^Integrations/ }).click();
    await expect(page.getByRole('heading', { level: 1, name: /^Integrations/ })).toBeVisible();
    await page.goBack();
    await expect.poll(() => scrolledTo(page, 'html')).toBe(at);
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.getByRole('button', { name: 'Status' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(await scrolledTo(page, 'html')).toBe(0);
  });
});

test('PRODUCT on a desk a step back leads to where the rows were; closing a sheet leaves them where they are, and another page begins at its top', async ({ page, server }) => {
  await page.setViewportSize({ width: 1280, height: 600 });
  await openUsers(page, server, 'mateo', '?size=50');
  const at = await scrollTo(page, '.rows', 30);
  await page.getByRole('link', { name: /^Members/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Members/ })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: /^Connected users/ })).toBeVisible();
  await expect.poll(() => scrolledTo(page, '.rows')).toBe(at);

  await rows(page).nth(33).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  const further = await scrollTo(page, '.rows', 36);
  await rows(page).nth(38).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page).not.toHaveURL(/user=/);
  expect(await scrolledTo(page, '.rows')).toBe(further);

  await page.getByRole('link', { name: 'Next page' }).click();
  await expect(page.getByText('51–100 of 500')).toBeVisible();
  expect(await scrolledTo(page, '.rows')).toBe(0);
  await page.goBack();
  await expect(page.getByText('1–50 of 500')).toBeVisible();
  await expect.poll(() => scrolledTo(page, '.rows')).toBe(further);
});
