/** What a person does while looking for someone: types, letter by letter, and changes filters. */
import type { Page } from '@playwright/test';

export const words = ['simon', 'müller', 'ada ok', 'вікт', 'example', 'agreeable', 'cus_u0', '노수', 'a', 'jean-b', 'zzzz', 'kowal'];

/** Types each word letter by letter, waiting for the page to have drawn each answer. */
export async function type(page: Page, list: readonly string[] = words): Promise<void> {
  // By its type: asking for roles would have the page compute those of all its elements at each letter.
  const search = page.locator('input[type=search]').first();
  for (const word of list) {
    await search.fill('');
    for (const letter of word) {
      const before = await page.evaluate(() => performance.getEntriesByName('latchkey:query').length);
      await search.pressSequentially(letter);
      await page.waitForFunction((count) => performance.getEntriesByName('latchkey:query').length > count, before, { polling: 'raf', timeout: 10_000 });
    }
  }
  await search.fill('');
}
