/** What the first screen loads, as it would travel: JS and CSS, the workers' included, each compressed by gzip. */
import { gzipSync } from 'node:zlib';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figure } from '../figure.ts';
import { arrive, visit, type Workspace } from './stage.ts';

const BAR = 150_000;

export async function firstScreenBytes(workspace: Workspace): Promise<Figure> {
  const profile = mkdtempSync(join(tmpdir(), 'latchkey-profile-'));
  const visited = await visit(profile);
  const seen = new Map<string, number>();
  const reading: Promise<void>[] = [];
  visited.context.on('response', (response) => {
    const { pathname } = new URL(response.url());
    // What the service worker stores for later is not part of the first screen.
    if (!/\.(js|css)$/.test(pathname) || seen.has(pathname) || response.request().serviceWorker() !== null) return;
    seen.set(pathname, 0);
    reading.push(response.body().then((body) => void seen.set(pathname, gzipSync(body).length)));
  });
  await arrive(visited, workspace, workspace.users);
  await Promise.all(reading);
  await visited.context.close();
  rmSync(profile, { recursive: true, force: true });
  const bytes = [...seen.values()].reduce((sum, size) => sum + size, 0);
  return { what: `JS and CSS of the first screen, gzip, workers included (${seen.size} files)`, value: bytes / 1000, unit: 'kB', bar: `≤ ${BAR / 1000}`, holds: bytes <= BAR };
}
