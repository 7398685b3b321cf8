/** What every measurement in the browser stands on: a server with a large workspace, and a signed-in browser. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environmentDocument, integrationDocument } from '@latchkey/shared/document/placement';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { Server } from '../../e2e/server.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
export const executable = process.env['LATCHKEY_BROWSER'] || process.env['CHROMIUM'] || '/usr/bin/chromium';
export const browserArguments = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
export const person = { email: 'owner@bench.example', password: 'bench-owner-password' };

export interface Workspace {
  readonly server: Server;
  readonly environment: string;
  /** The addresses of the connected users, and of the app users of the integration that has them. */
  readonly users: string;
  readonly appUsers: string;
}

export interface Sizes {
  readonly users: number;
  readonly activations: number;
  readonly connections: number;
  /** App accounts of one integration. */
  readonly accounts: number;
}

/** A server on a new workspace of that size. */
export async function largeWorkspace({ users, activations, connections, accounts }: Sizes): Promise<Workspace> {
  const template = mkdtempSync(join(tmpdir(), 'latchkey-bench-'));
  const made = execFileSync(process.execPath, ['sync-server/bench/large-workspace.ts', template, ...[users, activations, connections, accounts].map(String)], { cwd: root });
  const [environment = '', integration = ''] = made.toString().trim().split(' ');
  const server = await Server.start(template);
  rmSync(template, { recursive: true });
  await keepSnapshots(server, [environmentDocument(environment), integrationDocument(integration)]);
  const place = `${server.url}/e/${environment}`;
  return { server, environment, users: `${place}/users`, appUsers: `${place}/integrations/${integration}/app-users` };
}

/** Has the documents made from their rows and their snapshots kept, once, as a server in service has. */
async function keepSnapshots({ url }: Server, documents: readonly string[]): Promise<void> {
  const headers = { origin: url, 'content-type': 'application/json' };
  const signedIn = await fetch(`${url}/api/auth/sign-in/email`, { method: 'POST', headers, body: JSON.stringify(person) });
  const cookie = signedIn.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
  for (const document of documents) {
    const answer = await fetch(`${url}/api/documents/${document}/snapshot`, { headers: { cookie } });
    if (!answer.ok) throw new Error(`the snapshot answered ${answer.status}`);
    await answer.arrayBuffer();
  }
}

export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
}

/** A browser on `profile`; two visits with one profile are the same device. */
export async function visit(profile: string): Promise<Visit> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: executable,
    viewport: { width: 1280, height: 860 },
    args: browserArguments,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  await page.addInitScript(watch);
  return { context, page };
}

/** Runs in the page before anything else: notes when the first row shows, and every long task. */
function watch(): void {
  const notes = { firstRow: null as number | null, longTasks: [] as number[] };
  Object.assign(globalThis, { notes });
  new MutationObserver((_, observer) => {
    if (document.querySelector('[data-row]') === null) return;
    notes.firstRow = performance.now();
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true });
  new PerformanceObserver((list) => notes.longTasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: 'longtask', buffered: true });
}

export interface Notes {
  readonly firstRow: number | null;
  readonly longTasks: readonly number[];
}

export const notesOf = (page: Page): Promise<Notes> => page.evaluate(() => (globalThis as unknown as { notes: Notes }).notes);

export const rows = (page: Page) => page.locator('[data-row]');

/** Signs in, opens an address and waits until what is there is up to date. */
export async function arrive({ context, page }: Visit, { server }: Workspace, address: string): Promise<void> {
  const answer = await context.request.post(`${server.url}/api/auth/sign-in/email`, { data: person, headers: { origin: server.url } });
  if (!answer.ok()) throw new Error(`sign-in answered ${answer.status()}: ${await answer.text()}`);
  await page.goto(address);
  await rows(page).first().waitFor({ timeout: 120_000 });
  await upToDate(page);
}

export const upToDate = (page: Page): Promise<void> => page.getByText('Up to date').first().waitFor({ timeout: 120_000 });

/** Milliseconds that the page waited for each of its queries since `clear`, by User Timing. */
export const queryWaits = (page: Page): Promise<number[]> =>
  page.evaluate(() => performance.getEntriesByName('latchkey:query').map((entry) => entry.duration));
