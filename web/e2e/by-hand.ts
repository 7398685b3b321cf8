/** Edits that are sent past the app, by whoever is signed in. */
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { stateOf } from './app.ts';
import type { Server } from './server.ts';

/** Sends one edit of an environment. @returns its verdict */
export async function sendByHand(page: Page, server: Server, environment: string, edit: { readonly name: string; readonly args: unknown }): Promise<unknown> {
  const { epoch, version: base } = await stateOf(page, server, environment);
  const device = randomUUID();
  const whole = { ...edit, id: randomUUID(), device, sequence: 1, document: environment, epoch, base, at: Date.now(), thread: randomUUID() };
  const answer = await page.request.post(`${server.url}/api/edits`, { headers: { origin: server.url }, data: { device, edits: [whole] } });
  return ((await answer.json()) as { verdicts: unknown[] }).verdicts[0];
}
