/** A document against a server that is played: what a real one can not be made to do on demand. */
import 'fake-indexeddb/auto';
import { encodeChunks } from '@latchkey/shared/document/chunks';
import { toFrames } from '@latchkey/shared/document/frames';
import { writeChanges, type Change } from '@latchkey/shared/document/records';
import { snapshotHeaders } from '@latchkey/shared/protocol/documents';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { DocumentCalls, DocumentListener } from '../channel/document-channel.ts';
import { openLink, type Link } from '../channel/link.ts';
import { documentDatabase } from '../storage/names.ts';
import { localPorts } from '../tab/local-ports.ts';
import { serveDocuments } from './documents.ts';

/** Enough records for several chunks. */
const records = (prefix: string): readonly Change[] =>
  Array.from({ length: 3_000 }, (_, i) => ({ kind: 'connectedUser', id: `${prefix}${i}`, part: 'record', text: JSON.stringify({ name: 'x'.repeat(400) }) }) as const);

function documentOf(epoch: string, version: number): Y.Doc {
  const doc = new Y.Doc();
  writeChanges(doc, records(epoch), { epoch, version });
  return doc;
}

/** The server: answers by path, with whatever a test puts there. */
let answers: { snapshot: () => Response; standing: () => Response };
let sockets: FakeSocket[];
let told: string[];
let index: Map<string, string>;
let meta: { readonly epoch: string; readonly version: number } | null;
let worker: Link<DocumentCalls>;
let news: (() => void)[];

class FakeSocket {
  binaryType = '';
  readyState = 0;
  onopen: (() => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  onmessage: (() => void) | null = null;
  onerror: (() => void) | null = null;
  readonly url: string;
  constructor(url: string) {
    this.url = url;
    sockets.push(this);
    tell(`socket ${new URL(url).searchParams.get('epoch')}`);
  }
  send(): void {}
  close(): void {}
}

function tell(what: string): void {
  told.push(what);
  for (const wake of news.splice(0)) wake();
}
async function until(what: string): Promise<void> {
  while (!told.includes(what)) await new Promise<void>((resolve) => news.push(resolve));
}

const snapshotOf = (doc: Y.Doc, epoch: string, version: number, cut = 0): Response => {
  const frames = toFrames([...encodeChunks(doc, 100_000)]);
  const headers = { [snapshotHeaders.epoch]: epoch, [snapshotHeaders.version]: String(version), [snapshotHeaders.bytes]: String(frames.length) };
  return new Response(frames.subarray(0, frames.length - cut), { headers });
};
const problem = (status: number): Response => Response.json({ type: 't', title: 't', status }, { status, headers: { 'content-type': 'application/problem+json' } });

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  sockets = [];
  told = [];
  news = [];
  index = new Map();
  meta = null;
  answers = { snapshot: () => snapshotOf(documentOf('one', 4), 'one', 4), standing: () => Response.json({ epoch: 'one', version: 4 }) };
  start();
});
afterEach(() => worker.call('stop'));

/** A document worker with an index that is a map. */
function start(): void {
  const [ours, theirs] = localPorts();
  let fresh = new Set<string>();
  const put = (changes: readonly Change[]): void => {
    for (const { id, text } of changes) {
      fresh.add(id);
      if (text === null) index.delete(id);
      else index.set(id, text);
    }
  };
  serveDocuments(theirs, {
    fetch: async (input) => (String(input).endsWith('/snapshot') ? answers.snapshot() : answers.standing()),
    WebSocket: FakeSocket as unknown as typeof WebSocket,
  });
  worker = openLink<DocumentListener, DocumentCalls>(ours, {
    begin: () => {
      fresh = new Set();
      tell('begin');
    },
    batch: (_, changes) => put(changes),
    end: (_, now) => {
      for (const id of index.keys()) if (!fresh.has(id)) index.delete(id);
      meta = now;
      tell(`end ${now.epoch}:${now.version}`);
    },
    live: (_, changes, now) => {
      put(changes);
      meta = now;
    },
    progress: (_, { kind }) => tell(kind),
    presence: () => undefined,
    gone: () => tell('gone'),
    pulse: () => tell('pulse'),
    storageFailing: (message) => tell(`storage: ${message}`),
  });
  worker.tell('start', 'u', 'http://server.test');
  worker.tell('link', true);
}

const stored = async (): Promise<readonly string[]> =>
  (await indexedDB.databases()).flatMap(({ name }) => (name?.startsWith('latchkey:u:') === true ? [name] : [])).sort();
const close = (code: number): void => sockets.at(-1)?.onclose?.({ code });

describe('a followed document', () => {
  it('SYNC-1 comes chunk by chunk, is stored, and is followed from its version', async () => {
    worker.tell('open', 'doc', null);
    await until('socket one');
    expect(told.filter((what) => what === 'arriving').length).toBeGreaterThan(5);
    expect([index.size, meta]).toEqual([3_000, { epoch: 'one', version: 4 }]);
    expect(sockets[0]?.url).toBe('ws://server.test/api/sync/doc?epoch=one&version=4');
    expect(await stored()).toEqual([documentDatabase('u', 'doc', 'one')]);
  });

  it('DOC-3 starts again from what is stored, and tells nothing to an index that has it all', async () => {
    worker.tell('open', 'doc', null);
    await until('socket one');
    await worker.call('stop');
    told = [];
    answers.snapshot = () => problem(500);
    start();
    worker.tell('open', 'doc', { epoch: 'one', version: 4 });
    await until('socket one');
    expect(told.toSorted()).toEqual(['socket one', 'stale']);
  });

  it('QUERY-3 tells everything to an index that is behind', async () => {
    worker.tell('open', 'doc', null);
    await until('socket one');
    await worker.call('stop');
    told = [];
    index.clear();
    index.set('left over', '{}');
    start();
    worker.tell('open', 'doc', { epoch: 'one', version: 3 });
    await until('socket one');
    expect(told.slice(0, 2)).toEqual(['begin', 'end one:4']);
    expect([index.size, index.has('left over')]).toEqual([3_000, false]);
  });

  it('CASE-48 a snapshot that breaks off leaves nothing, and is fetched again', async () => {
    let attempts = 0;
    answers.snapshot = () => snapshotOf(documentOf('one', 4), 'one', 4, attempts++ === 0 ? 1_000 : 0);
    worker.tell('open', 'doc', null);
    await until('begin');
    worker.tell('link', true);
    await until('socket one');
    expect(attempts).toBe(2);
    expect(told.filter((what) => what === 'begin')).toHaveLength(2);
    expect(index.size).toBe(3_000);
  });

  it('CASE-48 a store that was cut short is not taken for the document', async () => {
    worker.tell('open', 'doc', null);
    await until('socket one');
    await worker.call('stop');
    const name = documentDatabase('u', 'doc', 'one');
    await new Promise<void>((resolve) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => {
        const tx = request.result.transaction('custom', 'readwrite');
        tx.objectStore('custom').clear();
        tx.oncomplete = () => (request.result.close(), resolve());
      };
    });
    told = [];
    start();
    worker.tell('open', 'doc', null);
    await until('socket one');
    expect(told).toContain('arriving');
    expect(told.indexOf('current')).toBe(-1);
  });

  it('DOC-5 a new epoch takes the place of the old one, whose store goes', async () => {
    worker.tell('open', 'doc', null);
    await until('socket one');
    answers = { snapshot: () => snapshotOf(documentOf('two', 9), 'two', 9), standing: () => problem(409) };
    close(1006);
    await until('socket two');
    expect(meta).toEqual({ epoch: 'two', version: 9 });
    expect([...index.keys()].every((id) => id.startsWith('two'))).toBe(true);
    expect(await stored()).toEqual([documentDatabase('u', 'doc', 'two')]);
  });

  it('SYNC-5 one that fell behind starts over from a fresh snapshot', async () => {
    worker.tell('open', 'doc', null);
    await until('socket one');
    answers.snapshot = () => snapshotOf(documentOf('one', 7), 'one', 7);
    close(1013);
    await until('end one:7');
    expect(index.size).toBe(3_000);
  });

  it('PERM-7 one that may no longer be read leaves the device', async () => {
    worker.tell('open', 'doc', null);
    await until('socket one');
    answers.standing = () => problem(404);
    close(4403);
    await until('gone');
    expect(await stored()).toEqual([]);
  });

  it('PERM-7 a 404 that is not from our server takes nothing off the device', async () => {
    worker.tell('open', 'doc', null);
    await until('socket one');
    let asked = (): void => undefined;
    const question = new Promise<void>((resolve) => (asked = resolve));
    answers.standing = () => (asked(), new Response('portal', { status: 404 }));
    close(1006);
    await question;
    await worker.call('close', 'doc');
    expect(told).not.toContain('gone');
    expect(await stored()).toEqual([documentDatabase('u', 'doc', 'one')]);
  });

  it.each([[4401], [1006]])('SYNC-6 a sign-in that ended (%i) is asked about with a pulse', async (code) => {
    worker.tell('open', 'doc', null);
    await until('socket one');
    answers.standing = () => problem(401);
    close(code);
    await until('pulse');
  });

  it('CASE-43 without storage it says so, and goes on in memory', async () => {
    const blocked = (): never => {
      throw new DOMException('storage is blocked', 'SecurityError');
    };
    globalThis.indexedDB = { open: blocked, deleteDatabase: blocked } as unknown as IDBFactory;
    worker.tell('open', 'doc', null);
    await until('socket one');
    expect(told.some((what) => what.startsWith('storage: '))).toBe(true);
    expect(index.size).toBe(3_000);
  });
});
