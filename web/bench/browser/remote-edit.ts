/** From the arrival of somebody else's edit to the row on screen. */
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import * as Y from 'yjs';
import { WebsocketProvider } from 'y-websocket';
import { rows, type Workspace } from './stage.ts';

const ROUNDS = 40;

/** The moment, in milliseconds since 1970, at which the row of `user` says that it is disabled, or no longer does. */
const shows = (page: Page, user: string, disabled: boolean): Promise<number> =>
  page.evaluate(
    ([id, wanted]) =>
      new Promise<number>((resolve) => {
        const done = () => {
          const row = document.querySelector(`[data-row="${id}"]`)?.closest('tr, li');
          const says = row?.textContent?.includes('Disabled') ?? false;
          if (says !== wanted) return false;
          resolve(performance.timeOrigin + performance.now());
          return true;
        };
        if (done()) return;
        const observer = new MutationObserver(() => done() && observer.disconnect());
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
      }),
    [user, disabled] as const,
  );

/**
 * Another device switches the first user on screen off and on. A stock y-websocket client beside the browser
 * says when the edit arrived there; both share a clock.
 * @returns milliseconds for each edit
 */
export async function remoteEdits({ server, environment }: Workspace, page: Page): Promise<number[]> {
  const user = await rows(page).first().getAttribute('data-row');
  if (user === null) throw new Error('no row is on screen');
  const cookies = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const state = (await (await fetch(`${server.url}/api/documents/${environment}`, { headers: { cookie: cookies } })).json()) as { epoch: string; version: number };

  const doc = new Y.Doc();
  /** Node's own socket takes headers beside what browsers take. */
  class Socket extends WebSocket {
    constructor(url: string | URL) {
      super(url, { headers: { cookie: cookies, origin: server.url } } as unknown as string[]);
    }
  }
  const provider = new WebsocketProvider(`${server.url.replace('http', 'ws')}/api/sync`, environment, doc, {
    params: { epoch: state.epoch, version: String(state.version) }, disableBc: true, WebSocketPolyfill: Socket,
  });
  await new Promise<void>((resolve) => provider.once('sync', () => resolve()));

  const device = randomUUID();
  const waits: number[] = [];
  for (let sequence = 1; sequence <= ROUNDS; sequence++) {
    const enabled = sequence % 2 === 0;
    // The socket's own event: this document holds only the tail, so Yjs keeps the update waiting for what came before.
    const arrival = new Promise<number>((resolve) =>
      provider.ws?.addEventListener('message', () => resolve(performance.timeOrigin + performance.now()), { once: true }),
    );
    const shown = shows(page, user, !enabled);
    const answer = await fetch(`${server.url}/api/edits`, {
      method: 'POST',
      headers: { cookie: cookies, origin: server.url, 'content-type': 'application/json' },
      body: JSON.stringify({
        device,
        edits: [
          { id: randomUUID(), device, sequence, name: 'connectedUser.setEnabled', args: { user, enabled }, document: environment, epoch: state.epoch, base: state.version, at: Date.now(), thread: randomUUID() },
        ],
      }),
    });
    if (!answer.ok) throw new Error(`the edit was answered ${answer.status}: ${await answer.text()}`);
    waits.push((await shown) - (await arrival));
  }
  provider.destroy();
  return waits;
}
