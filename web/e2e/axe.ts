/** Accessibility, by axe. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** The app has no frames: looking for them opens another page each time. What is in order is not told in full. */
const axe = (page: Page): AxeBuilder => new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });

async function violations(builder: AxeBuilder, where: string): Promise<readonly string[]> {
  const { violations: found } = await builder.analyze();
  return found.map(({ id, nodes }) => `${where}: ${id} at ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

/** Axe finds nothing, in light and in dark, which differ in their colours only. */
export async function sound(page: Page, where: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  expect(await violations(axe(page), where)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  expect(await violations(axe(page).withRules(['color-contrast', 'link-in-text-block']), `${where}, dark`)).toEqual([]);
}
