/** How much memory the tab and its workers take at the most: arriving, then starting warm and following. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBare, type BarePage } from './bare.ts';
import { watchMemory } from './memory.ts';
import { person, type Workspace } from './stage.ts';

const upToDate = `document.querySelector('[data-row]') !== null && /Up to date/.test(document.querySelector('[data-sync]')?.textContent ?? '')`;

/** What a person does meanwhile: a search typed letter by letter. */
const search = `(async () => {
  const field = document.querySelector('input[type=search]');
  for (const word of ['simon', 'example', 'a', 'вікт', '']) {
    for (let end = 0; end <= word.length; end++) {
      field.value = word.slice(0, end);
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
  }
})()`;

/** Long enough for the index to have stored itself, which it does after three quiet seconds. */
const rest = 'new Promise((resolve) => setTimeout(resolve, 8000))';

async function work(page: BarePage): Promise<void> {
  await page.until(upToDate);
  await page.evaluate(search);
  await page.evaluate(rest);
}

/** @returns the peaks in MB of the first visit, with its download, and of a second, warm one */
export async function memoryOfVisits({ server, users }: Workspace): Promise<{ readonly first: number; readonly second: number }> {
  const profile = mkdtempSync(join(tmpdir(), 'latchkey-profile-'));
  const visit = async (enter: (page: BarePage) => Promise<void>): Promise<number> => {
    const page = await openBare(profile);
    const stop = watchMemory(profile);
    await enter(page);
    await work(page);
    const peak = stop();
    await page.close();
    return peak;
  };
  const first = await visit(async (page) => {
    await page.navigate(`${server.url}/sign-in`);
    await page.until(`location.pathname === '/sign-in'`);
    const body = JSON.stringify(JSON.stringify(person));
    await page.evaluate(`fetch('/api/auth/sign-in/email', { method: 'POST', headers: { 'content-type': 'application/json' }, body: ${body} }).then((answer) => answer.status)`);
    await page.navigate(users);
  });
  const second = await visit((page) => page.navigate(users));
  rmSync(profile, { recursive: true, force: true });
  return { first, second };
}
