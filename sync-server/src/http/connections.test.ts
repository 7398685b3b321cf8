import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { limitConnections } from './connections.ts';

test('CASE-12 half-open requests of one address end at its limit, and one that goes makes room', async () => {
  const server = createServer((_, response) => response.end('here')).listen(0, '127.0.0.1');
  limitConnections(server, 3);
  await once(server, 'listening');
  const halfOpen = async (): Promise<Socket> => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.on('error', () => undefined); // of one that is refused
    await once(socket, 'connect');
    socket.write('POST / HTTP/1.1\r\nHost: localhost\r\n');
    return socket;
  };
  const open = [await halfOpen(), await halfOpen(), await halfOpen()];
  const over = await halfOpen();
  await once(over, 'close');

  const [first, second] = open;
  first?.destroy();
  await expect.poll(() => new Promise((resolve) => server.getConnections((_, count) => resolve(count)))).toBe(2);
  const next = await halfOpen();
  for (const socket of [second, next]) {
    socket?.write('Content-Length: 0\r\n\r\n');
    expect(String(await once(socket as Socket, 'data'))).toContain('here');
  }
  for (const socket of [...open, next]) socket.destroy();
  server.close();
});
