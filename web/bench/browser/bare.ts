/**
 * A browser with nothing attached but a page's own domain: a test runner keeps every response body in the very
 * process whose memory is to be measured.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { browserArguments, executable } from './stage.ts';

interface Reply {
  readonly id: number;
  readonly result?: { readonly result?: { readonly value?: unknown } };
  readonly error?: { readonly message: string };
}

export interface BarePage {
  /** The value of an expression in the page; a promise is awaited. */
  evaluate(expression: string): Promise<unknown>;
  /** Resolves once the expression is true. */
  until(expression: string): Promise<void>;
  navigate(url: string): Promise<void>;
  close(): Promise<void>;
}

const soon = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export async function openBare(profile: string): Promise<BarePage> {
  const port = join(profile, 'DevToolsActivePort');
  rmSync(port, { force: true });
  const child = spawn(executable, [...browserArguments, '--headless', `--user-data-dir=${profile}`, '--remote-debugging-port=0', '--window-size=1280,860', 'about:blank'], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  while (!existsSync(port) || readFileSync(port, 'utf8') === '') await soon(50);
  const address = `127.0.0.1:${readFileSync(port, 'utf8').split('\n')[0]}`;
  const targets = (await (await fetch(`http://${address}/json`)).json()) as { type: string; webSocketDebuggerUrl: string }[];
  const target = targets.find(({ type }) => type === 'page');
  if (target === undefined) throw new Error('the browser opened no page');
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }));

  let calls = 0;
  const open = new Map<number, (reply: Reply) => void>();
  socket.addEventListener('message', ({ data }) => {
    const reply = JSON.parse(String(data)) as Reply;
    open.get(reply.id)?.(reply);
    open.delete(reply.id);
  });
  const call = async (method: string, params: object): Promise<Reply> => {
    const id = ++calls;
    const reply = await new Promise<Reply>((resolve) => {
      open.set(id, resolve);
      socket.send(JSON.stringify({ id, method, params }));
    });
    if (reply.error !== undefined) throw new Error(`${method}: ${reply.error.message}`);
    return reply;
  };
  const evaluate = async (expression: string): Promise<unknown> =>
    (await call('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })).result?.result?.value;

  return {
    evaluate,
    until: async (expression) => {
      while ((await evaluate(expression)) !== true) await soon(100);
    },
    navigate: async (url) => void (await call('Page.navigate', { url })),
    close: async () => {
      socket.close();
      // In good order, so that the cookie of the sign-in is on disk for the next visit.
      const { webSocketDebuggerUrl } = (await (await fetch(`http://${address}/json/version`)).json()) as { webSocketDebuggerUrl: string };
      const browser = new WebSocket(webSocketDebuggerUrl);
      browser.addEventListener('open', () => browser.send(JSON.stringify({ id: 1, method: 'Browser.close' })), { once: true });
      await ended;
    },
  };
}
