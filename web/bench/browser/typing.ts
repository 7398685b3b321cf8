/** What a person does while looking for someone: types, letter by letter, and changes filters. */
import type { Page } from '@playwright/test';

export const words = ['simon', 'müller', 'ada ok', 'вікт', 'example', 'agreeable', 'cus_u0', '노수', 'a', 'jean-b', 'zzzz', 'kowal'];

/** Types each word letter by letter, each once the page has drawn the answer to the one before: some 15 a second, faster than people do. */
export async function type(page: Page, list: readonly string[] = words): Promise<void> {
  // By its type: asking for roles would have the page compute those of all its elements at each letter.
  const search = page.locator('input[type=search]').first();
  for (const word of list) {
    for (const letter of word) await answered(page, () => search.pressSequentially(letter));
    await answered(page, () => search.fill(''));
  }
}

/** Does what asks a question, and waits for its answer: one that came late must not count for the next one. */
async function answered(page: Page, ask: () => Promise<void>): Promise<void> {
  const before = await page.evaluate(() => performance.getEntriesByName('latchkey:query').length);
  await ask();
  await page.waitForFunction(
    (count) => performance.getEntriesByName('latchkey:query').length > count && document.querySelector('.rows')?.getAttribute('aria-busy') === 'false',
    before,
    { polling: 'raf', timeout: 10_000 },
  );
}
