/** A server of Latchkey: opens what it keeps, listens, and stops without losing anything. */
import { createServer, type Server } from 'node:http';
import { randomBytes, randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Logger } from 'pino';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { openDataDir } from './data-dir.ts';
import { createBackground } from './documents/background.ts';
import { createLibrary } from './documents/create-library.ts';
import { declareRestored } from './documents/restored.ts';
import { verifyQuarantined } from './documents/verify.ts';
import { createDesk } from './edits/create-desk.ts';
import { createDrain } from './http/drain.ts';
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
 * @throws an Error whose message can be shown, where configuration and data directory do not fit or the port is taken
 */
export async function startServer(config: Config, { log, clock, failed }: Surroundings): Promise<RunningServer> {
  const data = openDataDir(config, randomBytes);
  const store = await openSqliteStore(data.store, {
    ...{ maxPages: null, failed },
    damaged: ({ document, message }) => library.damaged(document, message),
  });
  // First of all: what is read from here on may turn out to be damaged, and the library is told.
  const library = createLibrary({ store, clock, id: randomUUID, log });
  const secure = config.publicUrl?.protocol === 'https:';
  const identity = await openIdentity({ file: data.identity, secret: data.secret, secure, warn: (message) => log.warn({ message }, 'identity') });
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

  let stopping = false;
  let port = config.port;
  const services: Services = {
    ...{ store, library, desk, identity, log },
    origins: { publicUrl: config.publicUrl, trustedOrigins: config.trustedOrigins, host: config.host, port: () => port },
    proxies: config.proxies,
    sample: data.isSample ? sampleSignIns : null,
    clock,
    newId: randomUUID,
    random: randomBytes,
  };
  const app = createApp({ services, site: openSite(config.siteDir), stopping: () => stopping, ticks: () => performance.now() });
  const serverOptions = { headersTimeout: 10_000, requestTimeout: 120_000, keepAliveTimeout: 10_000, connectionsCheckingInterval: 5_000 };
  const requests = createDrain();
  const server = createAdaptorServer({ fetch: (request, env) => requests.during(async () => app.fetch(request, env)), createServer, serverOptions }) as Server;
  server.maxConnections = 5_000;
  const sockets = answerUpgrades(server, services, () => stopping);
  port = await listen(server, config);

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
  };
  let ending: Promise<void> | null = null;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return { url: `http://${host}:${port}`, services, stop: () => (ending ??= end()) };
}

const listen = (server: Server, { host, port }: Config): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(taken ? new Error(`PORT: ${port} on ${host} is taken by another program; choose another, or stop that one`, { cause: error }) : error);
    });
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
