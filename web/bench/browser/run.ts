/** The figures of the app in a real browser, on a real server: 100,000 connected users, then 10,000. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { percentile, printed, type Figure } from '../figure.ts';
import { firstScreenBytes } from './first-screen.ts';
import { memoryOfVisits } from './memory-visits.ts';
import { remoteEdits } from './remote-edit.ts';
import { arrive, largeWorkspace, notesOf, queryWaits, rows, upToDate, visit, type Workspace } from './stage.ts';
import { type } from './typing.ts';

const figure = (what: string, value: number, unit: string, most: number): Figure => ({ what, value, unit, bar: `≤ ${most}`, holds: value <= most });

/** Downloads what is at the address into a new profile and works in it. */
async function firstVisit(workspace: Workspace, address: string, profile: string, size: string): Promise<Figure[]> {
  const visited = await visit(profile);
  const started = Date.now();
  await arrive(visited, workspace, address);
  const arrived = (Date.now() - started) / 1000;
  await stored(visited.page);
  const before = (await queryWaits(visited.page)).length;
  await type(visited.page);
  const waits = (await queryWaits(visited.page)).slice(before);
  await visited.context.close();
  return [
    { what: `first sync, sign-in to up to date, ${size}`, value: arrived, unit: 's', bar: null, holds: true },
    figure(`search as you type, round trip from the page, p95 of ${waits.length}, ${size}`, percentile(waits, 0.95), 'ms', 16),
  ];
}

/** The index stores itself once nothing has changed for three seconds: what is measured is the time after that. */
const stored = (page: Page): Promise<unknown> => page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 8000)));

/** Opens the app with the server gone, types for the rest of the first minute. `slowdown` as in the browser's own tools. */
async function warmStart(address: string, profile: string, size: string, slowdown: number): Promise<Figure[]> {
  const { context, page } = await visit(profile);
  const client = await context.newCDPSession(page);
  await client.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.goto(address, { waitUntil: 'commit' });
  await rows(page).first().waitFor({ timeout: 60_000 });
  const { firstRow, longTasks: starting } = await notesOf(page);
  const ends = Date.now() + 60_000;
  while (Date.now() < ends && slowdown === 1) await type(page);
  if (slowdown !== 1) await type(page);
  const [waits, { longTasks }] = [await queryWaits(page), await notesOf(page)];
  await context.close();
  const slow = slowdown === 1 ? `, ${size}` : `, ${size}, CPU slowed ${slowdown}×`;
  return [
    figure(`warm start offline to first rows${slow}`, firstRow ?? Number.POSITIVE_INFINITY, 'ms', slowdown === 1 ? 1000 : 3000),
    ...(slowdown === 1
      ? [figure(`longest wait of any query in the first minute (${waits.length} queries), ${size}`, Math.max(...waits), 'ms', 250)]
      : [figure(`longest main-thread task while filtering${slow}`, Math.max(0, ...longTasks.slice(starting.length)), 'ms', 100)]),
  ];
}

/** The second start with the server there, following it. */
async function secondVisit(workspace: Workspace, profile: string, size: string): Promise<Figure[]> {
  const { context, page } = await visit(profile);
  await page.goto(workspace.users);
  await upToDate(page);
  const waits = await remoteEdits(workspace, page);
  await context.close();
  return [figure(`a remote edit from its arrival to the open page, p95 of ${waits.length}, ${size}`, percentile(waits, 0.95), 'ms', 50)];
}

async function measure(users: number, most: number): Promise<Figure[]> {
  const size = `${users.toLocaleString('en')} users`;
  const workspace = await largeWorkspace({ users, activations: users * 0.6, connections: users * 0.6, accounts: 0 });
  const profile = mkdtempSync(join(tmpdir(), 'latchkey-profile-'));
  try {
    const memory = await memoryOfVisits(workspace);
    const figures = [
      figure(`peak memory of tab and workers, with the download, ${size}`, memory.first, 'MB', most),
      figure(`peak memory of tab and workers, warm, ${size}`, memory.second, 'MB', most),
      ...(await firstVisit(workspace, workspace.users, profile, size)),
      ...(await secondVisit(workspace, profile, size)),
    ];
    if (users < 100_000) return figures;
    figures.push(await firstScreenBytes(workspace));
    await workspace.server.stop();
    return [...figures, ...(await warmStart(workspace.users, profile, size, 1)), ...(await warmStart(workspace.users, profile, size, 4))];
  } finally {
    await workspace.server.end();
    rmSync(profile, { recursive: true, force: true });
  }
}

/** The app users of one integration, which stand in a document of their own. */
async function measureAppUsers(accounts: number): Promise<Figure[]> {
  const size = `${accounts.toLocaleString('en')} app users`;
  const workspace = await largeWorkspace({ users: 5_000, activations: 5_000, connections: 5_000, accounts });
  const profile = mkdtempSync(join(tmpdir(), 'latchkey-profile-'));
  try {
    const figures = await firstVisit(workspace, workspace.appUsers, profile, size);
    await workspace.server.stop();
    for (const slowdown of [1, 4]) figures.push(...(await warmStart(workspace.appUsers, profile, size, slowdown)));
    return figures;
  } finally {
    await workspace.server.end();
    rmSync(profile, { recursive: true, force: true });
  }
}

export async function run(): Promise<Figure[]> {
  return [...(await measure(100_000, 700)), ...(await measure(10_000, 200)), ...(await measureAppUsers(50_000))];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(printed(await run()));
