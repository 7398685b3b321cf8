import * as decoding from 'lib0/decoding';
import { readAll, readMeta } from '@latchkey/shared/document/records';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { FOUNDED, openScene, WORKSPACE, type Person, type Scene } from '../edits/scene.ts';
import { teamRow } from '../records/rows.ts';
import { encodeAnswer } from './messages.ts';
import { pause } from './pause.ts';
import { eventually, listen, RawClient, type Address } from './sockets.ts';

let scene: Scene;
let address: Address;
const providers: WebsocketProvider[] = [];
beforeEach(async () => {
  scene = await openScene();
  address = await listen(scene);
});
afterEach(async () => {
  for (const provider of providers.splice(0)) provider.destroy();
  await address.close();
  await scene.close();
});

/** The stock client from npm. */
function stock(doc: Y.Doc, params: Record<string, string> = {}): WebsocketProvider {
  const provider = new WebsocketProvider(address.url, 'production', doc, {
    params,
    disableBc: true,
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
  });
  providers.push(provider);
  return provider;
}
const synced = async (provider: WebsocketProvider): Promise<void> => {
  if (!provider.synced) await new Promise<void>((resolve) => provider.once('sync', () => resolve()));
};
const user = (doc: Y.Doc, id = 'u1'): unknown => JSON.parse(doc.getMap<string>('users').get(id) ?? 'null');
const closing = (provider: WebsocketProvider): Promise<number> =>
  new Promise((resolve) => provider.on('connection-close', (event: { code: number } | null) => event !== null && resolve(event.code)));
const switchOff = async (person: Person = 'mia', id = 'u1') =>
  (await scene.device(person).show()).do('connectedUser.setEnabled', { user: id, enabled: false });
const SYNC_1 = [0, 0, 1, 0] as const;
const isAnswer = (message: Uint8Array): boolean => message[0] === 0 && message[1] === 1;
const readAnswer = (message: Uint8Array): Uint8Array => decoding.readVarUint8Array(decoding.createDecoder(message.subarray(2)));
const isUpdate = (message: Uint8Array): boolean => message[0] === 0 && message[1] === 2;

describe('a stock y-websocket client', () => {
  test('SYNC-1 follows a document and sees edits arrive', async () => {
    const doc = new Y.Doc();
    await synced(stock(doc));
    expect(user(doc)).toMatchObject({ externalId: 'u1', enabled: true });
    const verdict = await switchOff();
    await eventually(() => readMeta(doc)?.version === verdict.versions['production']);
    expect(user(doc)).toMatchObject({ enabled: false });
  });

  test('CASE-4 one that writes is closed with 4403 and changes nothing', async () => {
    const [writer, reader] = [new Y.Doc(), new Y.Doc()];
    const [writing, reading] = [stock(writer), stock(reader)];
    await Promise.all([synced(writing), synced(reading)]);
    const before = await scene.state('production');
    const code = closing(writing);
    writer.getMap('users').set('u1', '{"enabled":false}');
    expect(await code).toBe(4403);
    expect(await scene.state('production')).toEqual(before);
    await switchOff('mia', 'u2');
    await eventually(() => (user(reader, 'u2') as { enabled: boolean }).enabled === false);
    expect(user(reader)).toMatchObject({ enabled: true });
  });

  test('after a new epoch it is closed for good, and one that comes back with the old one as well', async () => {
    const doc = new Y.Doc();
    const provider = stock(doc);
    await synced(provider);
    const code = closing(provider);
    const device = await scene.device('max').show();
    const { epoch } = await scene.state('production');
    while ((await scene.state('production')).epoch === epoch) {
      await device.send(...Array.from({ length: 200 }, (_, i) => device.edit('connectedUser.setEnabled', { user: `u${1 + (i % 3)}`, enabled: i % 2 === 0 })));
      await pause(); // as between requests
    }
    expect(await code).toBe(4409);
    const again = stock(doc);
    expect(await closing(again)).toBe(4409);
    const fresh = new Y.Doc();
    await synced(stock(fresh));
    expect([...readAll(fresh)].length).toBe([...readAll(doc)].length);
  });

  test('SYNC-7 CASE-27 presence under another name: the server writes the name', async () => {
    const [left, right] = [new Y.Doc(), new Y.Doc()];
    const [max, mia] = [stock(left, { person: 'max' }), stock(right, { person: 'mia' })];
    await Promise.all([synced(max), synced(mia)]);
    max.awareness.setLocalState({ view: 'users', record: 'u1', editing: null, member: { id: 'olivia', name: 'Olivia' } });
    await eventually(() => (mia.awareness.getStates().get(left.clientID) as { record?: string } | undefined)?.record === 'u1');
    expect(mia.awareness.getStates().get(left.clientID)).toEqual({ view: 'users', record: 'u1', editing: null, member: { id: 'max', name: 'max' } });
    max.destroy();
    await eventually(() => !mia.awareness.getStates().has(left.clientID));
  });
});

describe('a client that tells its version', () => {
  test('SYNC-1 gets nothing when there is nothing, and exactly the tail when there is', async () => {
    const { epoch, version } = await scene.state('production');
    const idle = await RawClient.open(`${address.url}/production?epoch=${epoch}&version=${version}`);
    idle.send(...SYNC_1);
    expect(await idle.hears(isAnswer)).toEqual(encodeAnswer(Uint8Array.of(0, 0)));

    const doc = new Y.Doc();
    await synced(stock(doc));
    await switchOff('mia', 'u1');
    await switchOff('max', 'u2');
    const behind = await RawClient.open(`${address.url}/production?epoch=${epoch}&version=${version}`);
    behind.send(...SYNC_1);
    const answer = await behind.hears(isAnswer);
    expect(answer.length).toBeLessThan(2_000);
    const replica = new Y.Doc();
    Y.applyUpdate(replica, Y.encodeStateAsUpdate(doc));
    Y.applyUpdate(replica, readAnswer(answer));
    expect(readMeta(replica)).toEqual(readMeta(doc));
    expect(user(replica, 'u2')).toMatchObject({ enabled: false });
  });

  test('SYNC-3 of another epoch, or from the future, is closed with 4409', async () => {
    const { epoch, version } = await scene.state('production');
    for (const query of [`epoch=other&version=${version}`, `epoch=${epoch}&version=${version + 1}`]) {
      const client = await RawClient.open(`${address.url}/production?${query}`);
      client.send(...SYNC_1);
      expect(await client.closed).toBe(4409);
    }
  });

  test('no commit is lost or comes twice between the answer and the first broadcast', async () => {
    const doc = new Y.Doc();
    const { epoch, version } = await scene.state('production');
    await synced(stock(doc));
    const start = Y.encodeStateAsUpdate(doc);
    const device = await scene.device('max').show();
    const clients = await Promise.all(
      Array.from({ length: 20 }, async (_, i) => {
        const client = await RawClient.open(`${address.url}/production?epoch=${epoch}&version=${version}`);
        client.send(...SYNC_1);
        await device.do('connectedUser.setEnabled', { user: `u${1 + (i % 3)}`, enabled: i % 2 === 0 });
        return client;
      }),
    );
    const last = (await scene.state('production')).version;
    await eventually(() => readMeta(doc)?.version === last);
    for (const client of clients) {
      const replica = new Y.Doc();
      Y.applyUpdate(replica, start);
      const versions: number[] = [];
      const apply = (message: Uint8Array): void => {
        Y.applyUpdate(replica, readAnswer(message));
        versions.push(readMeta(replica)?.version ?? -1);
      };
      apply(await client.hears(isAnswer));
      await client.hears((message) => {
        if (isUpdate(message)) apply(message);
        return versions.at(-1) === last;
      });
      expect(versions).toEqual(versions.map((_, i) => (versions[0] ?? 0) + i));
      expect([...readAll(replica)]).toEqual([...readAll(doc)]);
    }
  });
});

describe('sockets close', () => {
  test('SYNC-6 CASE-17 of a disabled member, within 1 s', async () => {
    const client = await RawClient.open(`${address.url}/production?person=max`);
    client.send(...SYNC_1);
    await client.hears(isAnswer);
    const owner = await scene.device('olivia').show();
    const from = performance.now();
    await owner.do('member.setEnabled', { member: 'max', enabled: false });
    expect(await client.closed).toBe(4401);
    expect(performance.now() - from).toBeLessThan(1_000);
  });

  test('CASE-17 of a member who is disabled right after another change of theirs', async () => {
    const clients = await Promise.all(Array.from({ length: 10 }, () => RawClient.open(`${address.url}/production?person=max`)));
    for (const client of clients) client.send(...SYNC_1);
    await Promise.all(clients.map((client) => client.hears(isAnswer)));
    const owner = await scene.device('olivia').show();
    await Promise.all([
      owner.do('member.setEnvironmentLevel', { member: 'max', environment: 'production', level: 'monitor' }),
      owner.do('member.setEnabled', { member: 'max', enabled: false }),
    ]);
    expect(await Promise.all(clients.map(({ closed }) => closed))).toEqual(clients.map(() => 4401));
  });

  test('PERM-7 of one who may no longer read the document, and of no one else', async () => {
    const [max, mia] = await Promise.all((['max', 'mia'] as const).map((person) => RawClient.open(`${address.url}/production?person=${person}`)));
    if (max === undefined || mia === undefined) throw new Error('no clients');
    for (const client of [max, mia]) client.send(...SYNC_1);
    await Promise.all([max.hears(isAnswer), mia.hears(isAnswer)]);
    const owner = await scene.device('olivia').show();
    await owner.do('member.setEnvironmentLevel', { member: 'max', environment: 'production', level: 'none' });
    expect(await max.closed).toBe(4403);
    await mia.hears(isUpdate);
    expect(mia.socket.readyState).toBe(WebSocket.OPEN);
  });

  test('CASE-30 of one whose rights went between the upgrade and the first question', async () => {
    const client = await RawClient.open(`${address.url}/production?person=nora`);
    client.send(...SYNC_1);
    expect(await client.closed).toBe(4403);
    expect(client.heard.some(isAnswer)).toBe(false);
  });

  test('SYNC-6 of one sign-in, or of all of a person', async () => {
    const open = (signIn: string) => RawClient.open(`${address.url}/production?person=max&signIn=${signIn}`);
    const [phone, laptop] = [await open('phone'), await open('laptop')];
    scene.library.revoke('user-max', 'phone');
    expect(await phone.closed).toBe(4401);
    expect(laptop.socket.readyState).toBe(WebSocket.OPEN);
    scene.library.revoke('user-max', null);
    expect(await laptop.closed).toBe(4401);
  });

  test('SYNC-6 a graceful stop closes with 1001', async () => {
    const client = await RawClient.open(`${address.url}/production`);
    await scene.library.close();
    expect(await client.closed).toBe(1001);
  });
});

test('PERM-7 DOC-9 a changed team has the rights of sockets of its workspace read again, and of no other', async () => {
  let reads = 0;
  const counted = await openScene({ wrap: (store) => ({ ...store, read: (work) => (reads++, store.read(work)) }) });
  const place = await listen(counted);
  for (const workspace of [WORKSPACE, 'other']) {
    for (let n = 0; n < 60; n++) {
      const client = await RawClient.open(`${place.url}/production?person=max&workspace=${workspace}`);
      client.send(...SYNC_1);
      await client.hears(isAnswer);
    }
  }
  reads = 0;
  await counted.put([teamRow('crew', { workspace: WORKSPACE, name: 'Crew', members: {}, integrations: {}, createdAt: FOUNDED })]);
  expect(reads).toBeLessThanOrEqual(50);
  await eventually(() => reads >= 60);
  await counted.library.close();
  expect(reads).toBe(60);
  await place.close();
  await counted.close();
});
