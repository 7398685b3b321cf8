import { expect, openUsers, rows, test, upToDate, usersAt } from './app.ts';

const absurd = [
  'status=%00&status=nonsense&integration=nowhere',
  'from=2026-02-30&to=the-other-day',
  'from=9999-99-99&to=-271821-04-20',
  'page=99999999999999999999&size=1e9&sort=--__proto__',
  'disabled=yes&disabled=no&disabled=perhaps',
  `q=${'a'.repeat(4000)}`,
  'q=%F0%9F%92%A9%00%ff&user=../../../etc/passwd',
  '__proto__=x&constructor=y&toString=z',
];

test('an address that makes no sense is never a crash: a table, or none that matches, and the way back', async ({ page, server }) => {
  const environment = await openUsers(page, server, 'mateo');
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  for (const query of absurd) {
    await page.goto(usersAt(server, environment, `?${query}`));
    await upToDate(page);
    await expect(rows(page).or(page.getByRole('button', { name: /^Clear/ })).first(), query).toBeVisible();
    expect(errors, query).toEqual([]);
  }
  await page.goto(usersAt(server, environment));
  await expect(rows(page)).toHaveCount(20);
});
