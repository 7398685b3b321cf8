/** `/api/sync/{document}`: who may open a socket, decided before the upgrade (SYNC-3). */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { CloseCode } from '@latchkey/shared/protocol/close-codes';
import { SYNC_PATH } from '@latchkey/shared/protocol/documents';
import { limits } from '@latchkey/shared/protocol/limits';
import { WebSocketServer, type WebSocket } from 'ws';
import { membershipFor } from '../documents/access.ts';
import type { Opening } from '../documents/library.ts';
import { addressOf } from './address.ts';
import { createBuckets } from './buckets.ts';
import { newEpoch } from './documents.ts';
import { rawSegmentOf } from './env.ts';
import { mayAct } from './origins.ts';
import { problems } from './problem.ts';
import type { Services } from './services.ts';
import { createTally } from './tally.ts';

/** CASE-12. A person has a few browsers with a few documents each; an office shares an address. */
const most = { user: 60, address: 400, waitingAtAddress: 40 } as const;
const perAddress = { burst: 200, perSecond: 20 };

export interface Sockets {
  /** Ends those that did not end by themselves. */
  terminate(): void;
}

type Checked = { readonly ok: true; readonly opening: Opening } | { readonly ok: false; readonly response: Response };

/**
 * Answers upgrades of `server`. Node leaves an upgraded socket unread (its buffer holds 64 KB, then TCP waits), so
 * nothing of it is taken in before its sign-in is known (CASE-13, CASE-18).
 */
export function answerUpgrades(server: Server, services: Services, stopping: () => boolean): Sockets {
  const { library, log, proxies, clock } = services;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: limits.frameBytes, perMessageDeflate: false });
  const attempts = createBuckets(perAddress, clock);
  const [users, addresses, waiting] = [createTally(), createTally(), createTally()];

  const check = async (request: IncomingMessage, address: string): Promise<Checked> => {
    if (stopping()) return refused(problems.stopping());
    const wait = attempts.take(address);
    if (wait > 0) return refused(problems.tooMany(wait));
    if (addresses.count(address) >= most.address || waiting.count(address) > most.waitingAtAddress) return refused(problems.tooMany(30));
    const checked = await checkOpening(request, services);
    return checked.ok && users.count(checked.opening.user) >= most.user ? refused(problems.tooMany(30)) : checked;
  };

  /** Whoever signed out between the check and here was not yet in the room to be closed (CASE-17). */
  const checkAgain = async (socket: WebSocket, request: IncomingMessage): Promise<void> => {
    if ((await signInOf(request, services)) === null) socket.close(CloseCode.signedOut);
  };

  server.on('upgrade', (request, duplex, head) => {
    const address = addressOf(request, proxies);
    duplex.on('error', (error) => log.debug({ err: error, address }, 'socket failed before its upgrade'));
    const arrived = waiting.add(address);
    check(request, address)
      .finally(arrived)
      .then(
        async (checked) => {
          if (!checked.ok) return await refuse(duplex, checked.response);
          if (duplex.destroyed) return;
          sockets.handleUpgrade(request, duplex, head, (socket) => {
            const leave = [users.add(checked.opening.user), addresses.add(address)];
            socket.on('close', () => leave.forEach((left) => left()));
            socket.on('error', (error) => log.debug({ err: error, address }, 'socket failed'));
            library.attach(socket, checked.opening);
            duplex.resume(); // ws does not start a stream that was paused by hand
            checkAgain(socket, request).catch((error: unknown) => {
              log.error({ err: error }, 'the second check of a socket failed');
              socket.close(CloseCode.tryAgainLater);
            });
          });
        },
      )
      .catch((error: unknown) => {
        log.error({ err: error, address }, 'upgrade failed');
        duplex.destroy();
      });
  });
  return { terminate: () => sockets.clients.forEach((socket) => socket.terminate()) };
}

const refused = (response: Response): Checked => ({ ok: false, response });

const signInOf = ({ headers: { cookie } }: IncomingMessage, { identity }: Services) => identity.signInOf(new Headers(cookie === undefined ? {} : { cookie }));

async function checkOpening(request: IncomingMessage, services: Services): Promise<Checked> {
  const { store, library } = services;
  const url = request.url ?? '';
  const { origin, cookie } = request.headers;
  if (!mayAct(services.origins, { origin, cookie })) return refused(problems.foreignOrigin());
  const signIn = await signInOf(request, services);
  if (signIn === null) return refused(problems.signedOut());
  const document = rawSegmentOf(url, 2);
  if (url.split('?', 1)[0] !== `${SYNC_PATH}/${document}`) return refused(problems.notFound());
  const membership = await store.read((reader) => membershipFor(reader, signIn.user.id, document));
  const state = membership === null ? undefined : await library.state(document);
  if (membership === null || state === undefined) return refused(problems.notFound());
  const query = new URLSearchParams(url.slice(document.length + SYNC_PATH.length + 2));
  const [epoch, version] = [query.get('epoch'), query.get('version')];
  if (epoch !== null && epoch !== state.epoch) return refused(newEpoch({ epoch: state.epoch, version: state.version }));
  const from = epoch !== null && version !== null && /^\d{1,15}$/.test(version) ? { epoch, version: Number(version) } : null;
  const member = { id: membership.id, name: String(membership.record['name']) };
  return { ok: true, opening: { member, user: signIn.user.id, signIn: signIn.signIn, workspace: membership.workspace, document, from } };
}

/** An HTTP answer on a socket that was not upgraded. */
async function refuse(duplex: Duplex, response: Response): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer());
  const headers = new Headers(response.headers);
  headers.set('connection', 'close');
  headers.set('content-length', String(body.length));
  const lines = [...headers].map(([name, value]) => `${name}: ${value}\r\n`).join('');
  duplex.end(Buffer.concat([Buffer.from(`HTTP/1.1 ${response.status} Refused\r\n${lines}\r\n`), body]), () => duplex.destroy());
}
