/** Loads a small sample once; every test's server starts on a copy of it, with what Node compiled for the first. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, Server } from './server.ts';
import type { SessionReply } from './session.ts';

/** Tells the processes that run the tests where the sample of this run is. */
const VARIABLE = 'LATCHKEY_E2E_SAMPLE';

/** Connected users in it: with all 5,000 a browser works a second longer before it shows them. Tests of their number start a server without a template. */
const USERS = 500;

/** The data directory of the small sample, loaded and ready. */
export function sample(): string {
  const directory = process.env[VARIABLE];
  if (directory === undefined) throw new Error('the sample is loaded by the global set-up of playwright.config.ts, which did not run');
  return directory;
}

export default async function prepare(): Promise<() => void> {
  const directory = mkdtempSync(join(tmpdir(), 'latchkey-e2e-sample-'));
  const compiled = mkdtempSync(join(tmpdir(), 'latchkey-e2e-compiled-'));
  // Two fifths of a server's start are the compiling of its modules; Node writes this when the first one has stopped.
  process.env['NODE_COMPILE_CACHE'] = compiled;
  execFileSync(process.execPath, ['sync-server/src/testing/small-sample.ts', directory, String(USERS)], { cwd: root });
  const server = await Server.start(directory);
  await keepSnapshots(server);
  await server.stop();
  cpSync(server.dataDir, directory, { recursive: true });
  await server.end();
  process.env[VARIABLE] = directory;
  return () => {
    for (const made of [directory, compiled]) rmSync(made, { recursive: true, force: true });
  };
}

/** Has every document made and its snapshot kept, so that no test's server does it again: a device asks for all of them. */
async function keepSnapshots(server: Server): Promise<void> {
  const signedIn = await fetch(`${server.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { origin: server.url, 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'olivia@northwind.example', password: 'olivia-latchkey' }),
  });
  const headers = { cookie: signedIn.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ') };
  const session = (await (await fetch(`${server.url}/api/session`, { headers })).json()) as SessionReply;
  for (const document of session.workspaces.flatMap(({ environments }) => environments.flatMap(({ documents }) => documents))) {
    const answer = await fetch(`${server.url}/api/documents/${document}/snapshot`, { headers });
    if (!answer.ok) throw new Error(`the snapshot of ${document} answered ${answer.status}`);
    await answer.arrayBuffer();
  }
}
