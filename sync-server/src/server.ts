/** A server of Latchkey: opens what it keeps, listens, and stops without losing anything. */
import { createServer, type Server } from 'node:http';
import { randomBytes, randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Logger } from 'pino';
import { createApp } from './app.ts';
import { isLoopback, type Config } from './config.ts';
import { holdDataDir } from './data-dir-hold.ts';
import { openDataDir, type DataDir } from './data-dir.ts';
import { createBackground } from './documents/background.ts';
import { createLibrary } from './documents/create-library.ts';
import { declareRestored } from './documents/restored.ts';
import { verifyQuarantined } from './documents/verify.ts';
import { createDesk } from './edits/create-desk.ts';
import { limitConnections } from './http/connections.ts';
import { createDrain } from './http/drain.ts';
import type { Env } from './http/env.ts';
import { problems } from './http/problem.ts';
import type { Services } from './http/services.ts';
import { openSite } from './http/site.ts';
import { answerUpgrades } from './http/upgrade.ts';
import { openIdentity } from './identity/better-auth.ts';
import { lapse } from './reconcile/lapse.ts';
import { loadSample } from './sample/load.ts';
import { sampleSignIns } from './sample/members.ts';
import { openSqliteStore } from './store/sqlite/open.ts';

/** How often is looked for what has waited too long, in milliseconds. */
const LAPSE_EVERY = 60_000;

/** An office: a few hundred sockets, and the requests beside them. */
const CONNECTIONS_OF_ADDRESS = 1_000;

/** What is still open this long after a stop was asked for is cut off, in milliseconds. */
const STOP_WITHIN = 4_000;

export interface RunningServer {
  /** Where to reach it, without a slash at the end. */
  readonly url: string;
  /** The parts, for tests that look behind HTTP. */
  readonly services: Services;
  /** Stops accepting, lets requests end, closes sockets with 1001 and then the stores. Within a few seconds. */
  stop(): Promise<void>;
}

/** What the process gives the server. */
export interface Surroundings {
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Told when the disk can no longer be trusted: the process must end (CASE-37). */
  readonly failed: (cause: Error) => void;
}

/**
 * Starts a server.
 * @throws an Error whose message can be shown, where another server has the data directory (DATA-1), configuration and data
 * directory do not fit, or the port is taken
 */
export async function startServer(config: Config, surroundings: Surroundings): Promise<RunningServer> {
  const release = holdDataDir(config.dataDir);
  try {
    return await start(config, surroundings, release);
  } catch (error) {
    release();
    throw error;
  }
}

/** Listens first, and answers 503 until it is open: where another program has the port, nothing in the directory is changed. */
async function start(config: Config, surroundings: Surroundings, release: () => void): Promise<RunningServer> {
  const data = openDataDir(config, randomBytes);
  if (!isLoopback(config.host) && config.publicUrl === null && config.trustedOrigins.length === 0) {
    throw new Error(`PUBLIC_URL: is missing; on HOST '${config.host}' it has to be the address that people use, like http://192.168.1.4:4400: no other page may sign anybody in`);
  }
  const { log, clock } = surroundings;
  const requests = createDrain();
  let stopping = false;
  let answer: Hono<Env>['fetch'] = () => problems.stopping();
  const serverOptions = { headersTimeout: 10_000, requestTimeout: 120_000, keepAliveTimeout: 10_000, connectionsCheckingInterval: 5_000 };
  const server = createAdaptorServer({ fetch: (request, env) => requests.during(async () => answer(request, env)), createServer, serverOptions }) as Server;
  server.maxConnections = 5_000;
  if (config.proxies === 0) limitConnections(server, CONNECTIONS_OF_ADDRESS);
  const port = await listen(server, config);
  const { services, app } = await open({ config, data, port, stopping: () => stopping }, surroundings).catch((error: unknown) => {
    server.close();
    throw error;
  });
  const { store, library, identity } = services;
  const sockets = answerUpgrades(server, services, () => stopping);
  answer = app.fetch;

  const background = createBackground(log);
  const lapsing = setInterval(() => {
    background.runOne('lapse', async () => void (await lapse({ store, library, clock, id: randomUUID })));
  }, LAPSE_EVERY);

  const end = async (): Promise<void> => {
    stopping = true;
    clearInterval(lapsing);
    const closed = new Promise<void>((resolve, reject) => server.close((error) => (error === undefined ? resolve() : reject(error))));
    const cutOff = setTimeout(() => {
      log.warn('requests or sockets did not end in time');
      sockets.terminate();
      server.closeAllConnections();
    }, STOP_WITHIN);
    await requests.ended();
    await background.idle();
    await library.close();
    server.closeIdleConnections();
    await closed;
    clearTimeout(cutOff);
    identity.close();
    await store.close();
    release();
  };
  let ending: Promise<void> | null = null;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return { url: `http://${host}:${port}`, services, stop: () => (ending ??= end()) };
}

interface Opening {
  readonly config: Config;
  readonly data: DataDir;
  /** On which it listens. */
  readonly port: number;
  /** Whether a stop has been asked for. */
  readonly stopping: () => boolean;
}

/** Opens what the server keeps, sets right in it what the start was asked to, and puts together what answers. */
async function open({ config, data, port, stopping }: Opening, { log, clock, failed }: Surroundings): Promise<{ readonly services: Services; readonly app: Hono<Env> }> {
  const store = await openSqliteStore(data.store, {
    ...{ maxPages: null, failed },
    damaged: ({ document, message }) => library.damaged(document, message),
  });
  // First of all: what is read from here on may turn out to be damaged, and the library is told.
  const library = createLibrary({ store, clock, id: randomUUID, log });
  const secure = config.publicUrl?.protocol === 'https:';
  const identity = await openIdentity({ file: data.identity, secret: data.secret, secure, warn: (message) => log.warn({ message }, 'identity'), failed });
  if (config.restored) log.info({ documents: await declareRestored(store, randomUUID) }, 'declared restored: devices take every document anew');
  if (config.verify) {
    for (const { document, damage } of await verifyQuarantined(store, randomUUID)) {
      if (damage === null) log.info({ document }, 'found whole: served again, in a new epoch');
      else log.error({ document, damage }, 'still damaged: not served');
    }
  }
  const desk = createDesk({ store, library, clock, id: randomUUID });
  if (data.isSample) await loadSample({ store, library, identity, clock });
  identity.onSignedOut((user, signIn) => library.revoke(user, signIn));
  const services: Services = {
    ...{ store, library, desk, identity, log },
    origins: { publicUrl: config.publicUrl, trustedOrigins: config.trustedOrigins, host: config.host, port: () => port },
    proxies: config.proxies,
    sample: data.isSample ? sampleSignIns : null,
    clock,
    newId: randomUUID,
    random: randomBytes,
  };
  return { services, app: createApp({ services, site: openSite(config.siteDir), stopping, ticks: () => performance.now() }) };
}

const listen = (server: Server, { host, port }: Config): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(taken ? new Error(`PORT: ${port} on ${host} is taken by another program; choose another, or stop that one`, { cause: error }) : error);
    });
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
