/** How many connections one address may hold: with slow requests it could otherwise take all that the server has (CASE-12). */
import type { Server } from 'node:http';
import { createTally } from './tally.ts';

/** Of a server that people reach directly; behind a proxy they all come from one address, and the proxy's limits hold. */
export function limitConnections(server: Server, most: number): void {
  const addresses = createTally();
  server.on('connection', (socket) => {
    const address = socket.remoteAddress ?? 'unknown';
    if (addresses.count(address) >= most) socket.destroy();
    else socket.on('close', addresses.add(address));
  });
}
