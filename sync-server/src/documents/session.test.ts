import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import * as encoding from 'lib0/encoding';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import * as Y from 'yjs';
import { openScene, type Scene } from '../edits/scene.ts';
import { decodeMessage, encodePresence, encodeUpdate } from './messages.ts';
import { Session } from './session.ts';
import { eventually, listen, RawClient, type Address } from './sockets.ts';

let scene: Scene;
let address: Address;
beforeEach(async () => {
  scene = await openScene();
  address = await listen(scene);
});
afterEach(async () => {
  await address.close();
  await scene.close();
});

const open = (query = '') => RawClient.open(`${address.url}/production?${query}`);
const SYNC_1 = [0, 0, 1, 0] as const;
const isAnswer = (message: Uint8Array): boolean => message[0] === 0 && message[1] === 1;

const message = (write: (encoder: encoding.Encoder) => void): Uint8Array => encoding.encode(write);
const presence = (state: string, client = 7): Uint8Array => encodePresence([{ client, clock: 1, state }]);
const wellFormed: readonly (readonly [string, Uint8Array])[] = [
  ['a state vector', message((encoder) => encoding.writeUint8Array(encoder, Uint8Array.of(0, 0, 4, 1, 200, 1, 5)))],
  ['an update', encodeUpdate(Y.encodeStateAsUpdate(new Y.Doc()))],
  ['presence', presence('{"view":"users","record":null,"editing":null}')],
];

describe('bytes that are no message', () => {
  test('CASE-1 a text frame → 1003', async () => {
    const client = await open();
    client.socket.send('hello');
    expect(await client.closed).toBe(1003);
  });

  test.each([
    ['CASE-2 nothing', []],
    ['CASE-2 garbage', [255, 255, 255, 255, 255, 255, 255, 255, 255, 255]],
    ['CASE-3 an unknown kind', [9, 0]],
    ['CASE-3 an unknown step', [0, 7, 0]],
    ['CASE-3 trailing bytes', [...SYNC_1, 0]],
    ['CASE-3 trailing bytes in a state vector', [0, 0, 2, 0, 0]],
    ['CASE-2 a length beyond the end', [0, 0, 255, 127, 0]],
  ])('%s → 4422', async (_, bytes) => {
    const client = await open();
    client.send(...bytes);
    expect(await client.closed).toBe(4422);
  });

  test.each(wellFormed)('CASE-2 %s cut at any byte is no message', (_, bytes) => {
    expect(decodeMessage(bytes)).not.toBeNull();
    for (let length = 0; length < bytes.length; length++) {
      // In a larger buffer, as it comes from a socket: reading on would find more.
      const shared = new Uint8Array([...bytes.subarray(0, length), ...bytes.subarray(length)]);
      expect(decodeMessage(shared.subarray(0, length)), `the first ${length} bytes`).toBeNull();
    }
  });

  test.each([
    ['broken JSON', '{"view":'],
    ['a number', '5'],
    ['a field of another type', '{"view":1}'],
    ['2 KB and more', JSON.stringify({ view: 'x'.repeat(3_000) })],
  ])('CASE-5 presence that is %s → 4422, and nobody hears of it', async (_, state) => {
    const [client, other] = [await open(), await open('person=mia')];
    client.socket.send(presence(state));
    expect(await client.closed).toBe(4422);
    other.socket.send(Uint8Array.of(3));
    await other.hears((heard) => heard[0] === 1 && other.heard.length > 1);
    for (const heard of other.heard) expect(heard).toEqual(encodePresence([]));
  });

  test('EDIT-1 CASE-4 an update, well-formed or not → 4403, never decoded', async () => {
    for (const update of [Y.encodeStateAsUpdate(new Y.Doc()), Uint8Array.of(255, 255, 255), Uint8Array.of()]) {
      for (const step of [1, 2]) {
        const client = await open();
        client.socket.send(encoding.encode((encoder) => {
          encoding.writeVarUint(encoder, 0);
          encoding.writeVarUint(encoder, step);
          encoding.writeVarUint8Array(encoder, update);
        }));
        expect(await client.closed).toBe(4403);
      }
    }
  });
});

describe('too much', () => {
  test('CASE-7 a frame over 256 KB → 1009', async () => {
    const client = await open();
    client.socket.send(new Uint8Array(256 * 1024 + 1));
    expect(await client.closed).toBe(1009);
  });

  test('CASE-8 a state vector of 10⁶ entries is refused within 5 ms', () => {
    const vector = encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, 1_000_000);
      for (let i = 0; i < 1_000_000; i++) for (const n of [i, 1]) encoding.writeVarUint(encoder, n);
    });
    const bytes = encoding.encode((encoder) => {
      for (const n of [0, 0]) encoding.writeVarUint(encoder, n);
      encoding.writeVarUint8Array(encoder, vector);
    });
    const took = (): number => {
      const from = performance.now();
      expect(decodeMessage(bytes)).toBeNull();
      return performance.now() - from;
    };
    // The best of five: what the machine did meanwhile is not measured.
    expect(Math.min(...Array.from({ length: 5 }, took))).toBeLessThan(5);
  });

  test('CASE-9 many presence states in one message are one for the session', async () => {
    const [client, other] = [await open(), await open('person=mia')];
    const entries = Array.from({ length: 20_000 }, (_, i) => ({ client: i, clock: 1, state: '{}' }));
    client.socket.send(encodePresence(entries));
    const heard = await other.hears((news) => news[0] === 1 && decodedStates(news).length > 0);
    expect(decodedStates(heard)).toEqual([{ client: 0, clock: 1, state: '{"view":null,"record":null,"editing":null,"member":{"id":"max","name":"max"}}' }]);
  });
  const decodedStates = (bytes: Uint8Array) => {
    const decoded = decodeMessage(bytes);
    return decoded?.kind === 'presence' ? decoded.entries : [];
  };

  test('CASE-10 asking in a loop → 4429', async () => {
    const client = await open();
    for (let i = 0; i < 50; i++) client.send(...SYNC_1);
    expect(await client.closed).toBe(4429);
    expect(client.heard.filter(isAnswer).length).toBeLessThanOrEqual(10);
  });

  test('SYNC-4 a flood of small messages → 4429', async () => {
    const client = await open();
    for (let i = 0; i < 500; i++) client.send(3);
    expect(await client.closed).toBe(4429);
  });

  test('CASE-11 a reader that stops reading → 1013, bounded memory, and all of it when it returns', async () => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(server, 'listening');
    const nothing = () => undefined;
    const attached = once(server, 'connection');
    const client = await RawClient.open(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const [socket] = (await attached) as [WebSocket];
    const opening = { member: { id: 'max', name: 'Max' }, user: 'max', signIn: 'here', workspace: 'acme', document: 'production', from: null };
    const session = new Session(socket, opening, Date.now, { asked: nothing, heard: () => true, askedWho: nothing, ended: nothing });
    session.follow('epoch', Uint8Array.of(0));
    client.socket.pause();
    const update = new Uint8Array(128 * 1024);
    let sent = 0;
    for (; socket.readyState === socket.OPEN && sent < 1_000; sent++) session.forward(update);
    const waiting = socket.bufferedAmount;
    session.forward(update);
    expect(socket.bufferedAmount).toBe(waiting);
    expect(waiting).toBeLessThan(5 * 1024 * 1024);
    client.socket.resume();
    expect(await client.closed).toBe(1013);
    server.close();

    const again = await open();
    again.send(...SYNC_1);
    await again.hears(isAnswer);
  });

  test('CASE-13 what comes before the question is answered is not buffered: no commit is sent to who has not asked', async () => {
    const client = await open();
    const device = await scene.device('max').show();
    await device.do('connectedUser.setEnabled', { user: 'u1', enabled: false });
    client.send(...SYNC_1);
    await client.hears(isAnswer);
    expect(client.heard.filter((heard) => heard[0] === 0)).toHaveLength(1);
    await eventually(() => client.heard.length >= 2);
  });
});
