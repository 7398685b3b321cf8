/** What a million changes leave behind: the document just before compaction, and a reconnect with nothing new. */
import { rm } from 'node:fs/promises';
import { countStructs } from '@latchkey/shared/document/chunks';
import { readAll, type Change } from '@latchkey/shared/document/records';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { LiveDocument } from '../src/documents/live-document.ts';
import { loadStored } from '../src/documents/load.ts';
import { listen, RawClient } from '../src/documents/sockets.ts';
import { openScene, personRow, type Scene } from '../src/edits/scene.ts';
import type { Publication } from '../src/documents/library.ts';
import { atMost, timedInTurns, told, type Figure } from './figure.ts';
import { makeFolder } from './folder.ts';

const USERS = 10_000;
const CHANGES = 1_000_000;
/** Commits that share a transaction, and so an fsync; each is a version of its own, as one edit is. */
const TOGETHER = 500;
const DOCUMENT = 'production';

/** The n-th change: a switch or a report of when someone was last seen, in turns. */
function changeAt(n: number): Change {
  const turn = Math.floor(n / 2);
  const id = `user-${(turn * 7_919) % USERS}`;
  const round = Math.floor(turn / USERS);
  if (n % 2 === 0) return { kind: 'connectedUser', id, part: 'record', text: JSON.stringify({ ...personRow(id).record, enabled: round % 2 === 1 }) };
  return { kind: 'connectedUser', id, part: 'status', text: JSON.stringify({ lastSeenAt: new Date(1_767_225_600_000 + n * 1_000).toISOString() }) };
}

async function commitMany({ store, library }: Scene, first: number): Promise<void> {
  const publications: Publication[] = [];
  await store.transact(async (transaction) => {
    for (let n = first; n < first + TOGETHER; n++) publications.push(await library.write(transaction, new Map([[DOCUMENT, [changeAt(n)]]])));
  });
  for (const publication of publications) publication.committed();
}

/** The document from its snapshot and its log, and where it is. */
async function stored({ store }: Scene): Promise<{ readonly doc: Y.Doc; readonly epoch: string; readonly version: number }> {
  return store.read(async (reader) => {
    const row = await reader.document(DOCUMENT);
    const live = row === undefined ? null : await loadStored(reader, row);
    if (row === undefined || live === null) throw new Error('the document is gone');
    // Not the writer's own: what follows is of its client id.
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(live.doc));
    return { doc, epoch: row.epoch, version: row.version };
  });
}

/** Follows the document as a device does, epoch by epoch, and keeps the state in which it was at its worst. */
class Follower {
  worst: Uint8Array = new Uint8Array();
  epochs = 0;
  #structs = 0;
  #epoch = '';
  #version = -1;
  #doc = new Y.Doc();

  async catchUp(scene: Scene): Promise<void> {
    const row = await scene.store.read((reader) => reader.document(DOCUMENT));
    if (row?.epoch !== this.#epoch) {
      ({ doc: this.#doc, epoch: this.#epoch, version: this.#version } = await stored(scene));
      this.epochs++;
    }
    for (const { update, version } of await scene.store.read((reader) => reader.log(DOCUMENT, this.#version))) {
      Y.applyUpdate(this.#doc, update);
      this.#version = version;
    }
    const structs = countStructs(this.#doc);
    if (structs <= this.#structs) return;
    this.#structs = structs;
    this.worst = Y.encodeStateAsUpdate(this.#doc);
  }
}

const load = (update: Uint8Array): Y.Doc => {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  return doc;
};

/** Bytes that a device which has everything sends and hears, and what Yjs's own difference would have been; null where an epoch turned meanwhile. */
async function reconnect(scene: Scene): Promise<{ readonly bytes: number; readonly stock: number } | null> {
  const address = await listen(scene);
  const { doc: known, epoch, version } = await stored(scene);
  const stateVector = Y.encodeStateVector(known);
  const question = encoding.encode((encoder) => {
    encoding.writeUint8Array(encoder, Uint8Array.of(0, 0));
    encoding.writeVarUint8Array(encoder, stateVector);
  });
  const client = await RawClient.open(`${address.url}/${DOCUMENT}?epoch=${epoch}&version=${version}`);
  client.socket.send(question);
  const answered = client.hears((message) => message[0] === 0 && message[1] === 1).then(() => true);
  const inTime = await Promise.race([answered, client.closed.then(() => false)]);
  const heard = client.heard.reduce((sum, message) => sum + message.length, 0);
  await address.close();
  if (!inTime) return null;
  return { bytes: question.length + heard, stock: question.length + Y.encodeStateAsUpdate(known, stateVector).length };
}

export async function history(): Promise<Figure[]> {
  const folder = await makeFolder();
  const scene = await openScene({ folder });
  await scene.put(Array.from({ length: USERS }, (_, i) => personRow(`user-${i}`)));
  await scene.state(DOCUMENT); // made: what nobody has asked for exists only as rows
  const follower = new Follower();
  for (let n = 0; n < CHANGES; n += TOGETHER) {
    await commitMany(scene, n);
    await follower.catchUp(scene);
    // Each commit is a request of its own, between which the event loop turns: that is when an epoch is made anew (DOC-9).
    for (let request = 0; request < TOGETHER; request++) await new Promise((resolve) => setImmediate(resolve));
  }
  let again = await reconnect(scene);
  while (again === null) again = await reconnect(scene);
  const worst = load(follower.worst);
  const fresh = Y.encodeStateAsUpdate((await LiveDocument.fresh(crypto.randomUUID(), 1, [[...readAll(worst)]])).doc);
  const [atWorst = Number.NaN, whenFresh = Number.NaN] = timedInTurns([() => load(follower.worst), () => load(fresh)]);
  await scene.close();
  await rm(folder, { recursive: true });
  return [
    told('epochs that 1,000,000 status changes on 10,000 users went through', follower.epochs, ''),
    told('the document at its worst, just before compaction', follower.worst.length / 1e6, 'MB'),
    atMost('its bytes beside a fresh one', follower.worst.length / fresh.length, '×', 2.5),
    told('time to load it at its worst', atWorst, 'ms'),
    atMost('its time to load beside a fresh one', atWorst / whenFresh, '×', 2.5),
    {
      ...atMost('reconnect with nothing new after 1,000,000 edits, payload both ways', again.bytes, 'bytes', 1_024),
      peer: { name: 'stock y-websocket', value: again.stock, ratio: again.stock / again.bytes },
    },
  ];
}
