/** A real server in this process, on a port and in a directory of its own, with the people that a test needs. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Member } from '@latchkey/shared/domain/member';
import type { Request } from '@latchkey/shared/edits/definition';
import type { MadeApiKey, NewApiKey } from '@latchkey/shared/protocol/api-keys';
import type { EditBatchReply, Session } from '@latchkey/shared/protocol/http';
import type { Verdict } from '@latchkey/shared/protocol/verdict';
import { createLog } from '../log.ts';
import { project, type ChangeSet } from '../documents/projection.ts';
import { commit } from '../records/commit.ts';
import { memberRow } from '../records/rows.ts';
import type { Row } from '../store/store.ts';
import { startServer, type RunningServer } from '../server.ts';

export const PASSWORD = 'a password for tests';
export const owner = { name: 'Olga Owner', email: 'olga@northwind.example' };

/** A signed-in person, as a browser would be: cookie and Origin with every request. */
export interface Person {
  readonly cookie: string;
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  readonly post: (path: string, body: unknown) => Promise<Response>;
}

/** A program of the customer's, with a key of the API. */
export interface Program {
  readonly secret: string;
  /** @param path below `/api/v1/environments/` @returns its answer; `body` is null where there is none */
  readonly send: (method: string, path: string, body?: unknown) => Promise<{ readonly status: number; readonly body: Readonly<Record<string, unknown>> }>;
}

export interface TestServer extends RunningServer {
  /** The workspace that set-up made; its environments are Development, Staging and Production. */
  readonly workspace: string;
  readonly environments: readonly [string, string, string];
  readonly production: string;
  /** {@link owner}, signed in. */
  readonly olga: Person;
  readonly signIn: (email: string) => Promise<Person>;
  /** Makes an edit on a device of its own that shows the document as it is, Production's where none is named, and sends it. */
  readonly edit: (by: Person, request: Request, document?: string) => Promise<Verdict>;
  readonly program: (access: NewApiKey['access']) => Promise<Program>;
  /** Makes a member who can sign in with {@link PASSWORD}. @returns the member's id */
  readonly addMember: (name: string, access: Partial<Pick<Member, 'level' | 'environments' | 'integrations' | 'runs' | 'enabled'>>) => Promise<string>;
  /** Writes rows, as something of the server's own would. */
  readonly put: (...rows: readonly Row[]) => Promise<void>;
  /** Stops it and removes its data. */
  readonly end: () => Promise<void>;
}

export const jsonBody = (body: unknown): RequestInit => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

interface Options {
  /** Milliseconds since 1970; the real time where absent. */
  readonly clock?: () => number;
  /** Start with the sample rather than empty. */
  readonly sample?: boolean;
}

/** A server on a new directory, before set-up. */
export async function startBareServer({ clock = Date.now, sample = false }: Options = {}): Promise<RunningServer & { readonly end: () => Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'latchkey-'));
  const config = { host: '127.0.0.1', port: 0, dataDir, siteDir: join(dataDir, 'site'), publicUrl: null, trustedOrigins: [], proxies: 0, empty: !sample, restored: false, verify: false,
    logLevel: 'silent' } as const;
  const failed = (cause: Error): never => {
    throw cause;
  };
  const server = await startServer(config, { log: createLog('silent'), clock, failed });
  const end = async (): Promise<void> => {
    await server.stop();
    rmSync(dataDir, { recursive: true });
  };
  return { ...server, end };
}

/** A server with one workspace, set up by {@link owner}. */
export async function startTestServer(options: Pick<Options, 'clock'> = {}): Promise<TestServer> {
  const server = await startBareServer(options);
  const { url, services } = server;
  const { store, library, identity, clock } = services;
  const made = await fetch(`${url}/api/set-up`, jsonBody({ workspace: 'Northwind', ...owner, password: PASSWORD }));
  if (made.status !== 201) throw new Error(`set-up answered ${made.status}: ${await made.text()}`);

  const signIn = async (email: string): Promise<Person> => signInTo(url, email, PASSWORD);
  const olga = await signIn(owner.email);
  const session = (await (await olga.fetch('/api/session')).json()) as Session;
  const [workspace] = session.workspaces;
  if (workspace === undefined) throw new Error('set-up made no workspace');
  const [development = '', staging = '', production = ''] = workspace.environments.map(({ id }) => id);
  const environments = [development, staging, production] as const;

  const put = (...rows: readonly Row[]) =>
    commit({ store, library }, async (transaction) => {
      const changes: ChangeSet = new Map();
      for (const row of rows) {
        const before = await transaction.row(row.kind, row.id);
        await transaction.putRow(row);
        await project(changes, transaction, before, row);
      }
      return { changes, result: undefined };
    });
  return {
    ...server,
    workspace: workspace.id,
    ...{ environments, production, olga, signIn, put },
    async edit(by, request, document = production) {
      const device = randomUUID();
      const state = await library.state(document);
      const edit = { ...request, id: randomUUID(), device, sequence: 0, document, epoch: state?.epoch, base: state?.version, at: clock(), thread: randomUUID() };
      const { verdicts } = (await (await by.post('/api/edits', { device, edits: [edit] })).json()) as EditBatchReply;
      const [verdict] = verdicts;
      if (verdict === undefined) throw new Error('an edit without a verdict');
      return verdict;
    },
    async program(access) {
      const made = await olga.post(`/api/workspaces/${workspace.id}/api-keys`, { name: 'Product', access });
      if (made.status !== 201) throw new Error(`making a key answered ${made.status}: ${await made.text()}`);
      const { secret } = (await made.json()) as MadeApiKey;
      return { secret, send: (method, path, body) => sendWithKey(`${url}/api/v1/environments/${path}`, secret, method, body) };
    },
    async addMember(name, access) {
      const email = `${name.toLowerCase()}@northwind.example`;
      const user = await identity.createUser({ name, email, password: PASSWORD });
      const id = `member-${name.toLowerCase()}`;
      const member = { level: 'none', environments: {}, integrations: {}, runs: {}, enabled: true, ...access } as const;
      await put(memberRow(id, { workspace: workspace.id, user, name, userName: name.toLowerCase(), email, joinedAt: '2026-01-01T00:00:00.000Z', ...member }));
      return id;
    },
  };
}

async function sendWithKey(address: string, secret: string, method: string, body: unknown): ReturnType<Program['send']> {
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
  const response = await fetch(address, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as Record<string, unknown> };
}

/** Signs in, as the sign-in page does. */
export async function signInTo(url: string, email: string, password: string): Promise<Person> {
  const response = await fetch(`${url}/api/auth/sign-in/email`, jsonBody({ email, password }));
  if (!response.ok) throw new Error(`signing in as ${email} answered ${response.status}: ${await response.text()}`);
  const cookie = response.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
  const send: Person['fetch'] = (path, init = {}) => fetch(`${url}${path}`, { ...init, headers: { origin: url, cookie, ...(init.headers as Record<string, string> | undefined) } });
  return { cookie, fetch: send, post: (path, body) => send(path, jsonBody(body)) };
}
