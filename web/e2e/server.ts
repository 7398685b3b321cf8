/** The real server, as a process of its own, so that tests can stop, freeze and kill it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Of this checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url));
/** The built app of this checkout. */
export const build = join(root, 'web/build');

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port'))));
    });
  });

interface Options {
  /** Flags of its first start. */
  readonly args?: readonly string[];
  /** The built app that it serves; the one of this checkout where absent. */
  readonly siteDir?: string;
}

export class Server {
  readonly url: string;
  readonly dataDir: string;
  readonly #port: number;
  readonly #siteDir: string;
  #process: ChildProcess | null = null;
  #output = '';

  private constructor(port: number, dataDir: string, siteDir: string) {
    this.#port = port;
    this.#siteDir = siteDir;
    this.url = `http://localhost:${port}`;
    this.dataDir = dataDir;
  }

  /** A server on a copy of `template` (a data directory), or on a new, empty one. */
  static async start(template: string | null, { args = [], siteDir = build }: Options = {}): Promise<Server> {
    const dataDir = mkdtempSync(join(tmpdir(), 'latchkey-e2e-'));
    if (template !== null) cpSync(template, dataDir, { recursive: true });
    const server = new Server(await freePort(), dataDir, siteDir);
    await server.resume(...args);
    return server;
  }

  /** Starts it (again) on the same data and port, and waits until it answers. */
  async resume(...args: string[]): Promise<void> {
    this.#output = '';
    const child = spawn(process.execPath, ['sync-server/src/main.ts', ...args], {
      cwd: root,
      env: { ...process.env, PORT: String(this.#port), HOST: '127.0.0.1', DATA_DIR: this.dataDir, SITE_DIR: this.#siteDir },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => (this.#output = (this.#output + part.toString()).slice(-20_000)));
    const exited = new Promise<never>((_, reject) => child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${this.#output}`))));
    await Promise.race([this.#answers(), exited]);
    exited.catch(() => this.#output);
  }

  async #answers(): Promise<void> {
    for (;;) {
      const response = await fetch(`${this.url}/readyz`).catch(() => null);
      if (response?.ok === true) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  #signal(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill(signal);
    return ended;
  }

  /** SIGKILL: as a power cut would. */
  kill(): Promise<void> {
    return this.#signal('SIGKILL');
  }
  /** SIGTERM: as a deployment would. */
  stop(): Promise<void> {
    return this.#signal('SIGTERM');
  }
  /** SIGSTOP: sockets stay open and nothing answers, as behind a dead link. */
  freeze(): void {
    this.#process?.kill('SIGSTOP');
  }
  thaw(): void {
    this.#process?.kill('SIGCONT');
  }
  async end(): Promise<void> {
    this.thaw();
    await this.kill();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
