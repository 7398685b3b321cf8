import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import type { Change } from '@latchkey/shared/document/records';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MemoryFiles } from '../testing/memory-files.ts';
import { IndexKeeper } from './index-keeper.ts';
import { IndexStore, replayable, type JournalRow } from './index-store.ts';

const change = (id: string): Change => ({ kind: 'connectedUser', id, part: 'record', text: `{"id":"${id}"}` });
const row = (version: number, epoch = 'e1'): JournalRow => ({ document: 'doc', epoch, version, changes: [change(`v${version}`)] });

describe('the journal of the index', () => {
  it('QUERY-3 replays what came after the snapshot, in order, and nothing else', () => {
    const rows = [row(1), row(2), row(3, 'e0'), row(4), row(5)];
    expect(replayable({ epoch: 'e1', version: 2 }, rows)).toEqual({ known: { epoch: 'e1', version: 5 }, changes: [change('v4'), change('v5')] });
    expect(replayable({ epoch: 'e2', version: 2 }, rows)).toEqual({ known: { epoch: 'e2', version: 2 }, changes: [] });
  });
});

describe('the stored index', () => {
  let store: IndexStore;
  let files: MemoryFiles;
  let made: number;
  let failures: unknown[];
  beforeEach(() => {
    globalThis.indexedDB = new IDBFactory();
    files = new MemoryFiles();
    store = new IndexStore('u', files, () => crypto.randomUUID());
    made = 0;
    failures = [];
  });
  afterEach(() => store.close());
  const stored = { known: { epoch: 'e1', version: 1 }, rows: 0 };
  const keeper = (from: typeof stored | null) =>
    new IndexKeeper({ store, document: 'doc', snapshot: () => ({ format: 'f', parts: { made: ++made } as never }), stored: (error) => void (error === null || failures.push(error)) }, from);

  it('is a snapshot of the whole, then a journal of what changed, and both come back', async () => {
    const first = keeper(null);
    first.whole({ epoch: 'e1', version: 1 });
    await first.close();
    const second = keeper(stored);
    second.changed([change('a')], { epoch: 'e1', version: 2 });
    second.changed([change('b')], { epoch: 'e1', version: 3 });
    await second.close();
    expect(await store.load('doc')).toEqual({
      known: { epoch: 'e1', version: 3 },
      snapshot: { format: 'f', parts: { made: 1 } },
      journal: [change('a'), change('b')],
      rows: 1,
    });
    expect(failures).toEqual([]);
  });

  it('a new snapshot takes the place of the old one and its journal', async () => {
    await store.save('doc', { epoch: 'e1', version: 1 }, { format: 'f', parts: {} as never });
    await store.append(row(2));
    await store.save('doc', { epoch: 'e2', version: 9 }, { format: 'f', parts: {} as never });
    expect(await store.load('doc')).toMatchObject({ known: { epoch: 'e2', version: 9 }, journal: [], rows: 0 });
  });

  it('has no gap: after a change that could not be stored, none is, until there is a new snapshot', async () => {
    await store.save('doc', { epoch: 'e1', version: 1 }, { format: 'f', parts: {} as never });
    const failing = keeper(stored);
    const append = store.append.bind(store);
    store.append = () => Promise.reject(new Error('full'));
    failing.changed([change('a')], { epoch: 'e1', version: 2 });
    await failing.close();
    store.append = append;
    failing.changed([change('b')], { epoch: 'e1', version: 3 });
    await failing.close();
    expect(failures).toHaveLength(1);
    expect(await store.load('doc')).toMatchObject({ known: { epoch: 'e1', version: 3 }, journal: [], rows: 0, snapshot: { parts: { made: 1 } } });
  });

  it('is made anew of what is stored where there is more to keep than that', async () => {
    await store.save('doc', stored.known, { format: 'f', parts: {} as never });
    const more = keeper(stored);
    more.gained();
    await more.close();
    expect(await store.load('doc')).toMatchObject({ known: stored.known, journal: [], snapshot: { parts: { made: 1 } } });
    await keeper(stored).close();
    expect(made).toBe(1);
  });

  it('is nothing where its file is gone, or was cut short', async () => {
    const large = { format: 'f', parts: { text: 'x'.repeat(1 << 20), buffer: new Uint32Array(1 << 16).fill(7) } as never };
    await store.save('doc', { epoch: 'e1', version: 1 }, large);
    expect(await store.load('doc')).toMatchObject({ snapshot: large });
    for (const [name, bytes] of files.names) files.names.set(name, bytes.slice(1));
    expect(await store.load('doc')).toBeNull();
    files.names.clear();
    expect(await store.load('doc')).toBeNull();
  });

  it('keeps one file for each document', async () => {
    for (const document of ['one', 'other', 'one']) await store.save(document, { epoch: 'e1', version: 1 }, { format: 'f', parts: {} as never });
    expect([...files.names.keys()].map((name) => name.split('.')[0]).toSorted()).toEqual(['one', 'other']);
  });

  it('CASE-47 is not made again once it is closed, whoever still asks', async () => {
    await store.close();
    expect(await store.load('doc')).toBeNull();
    await store.append(row(1));
    await store.save('doc', { epoch: 'e1', version: 1 }, { format: 'f', parts: {} as never });
    expect([await indexedDB.databases(), [...files.names.keys()]]).toEqual([[], []]);
  });

  it('CASE-46 leaves no file where it is abandoned, or fails, in the middle of being written', async () => {
    const large = { format: 'f', parts: { texts: ['x'.repeat(1 << 14), 'y'.repeat(1 << 14)] } as never };
    for (const [what, inBetween] of [
      ['full', () => { throw new Error('full'); }],
      ['abandoned', () => store.abandon()],
    ] as const) {
      files.write = async (name, pieces) => {
        files.names.set(name, new Uint8Array(1));
        const lengths: number[] = [];
        for (const { length } of pieces) {
          lengths.push(length);
          inBetween();
        }
        return lengths;
      };
      const saved = store.save('doc', { epoch: 'e1', version: 1 }, large);
      await (what === 'full' ? expect(saved).rejects.toThrow('full') : saved);
      expect([...files.names.keys()]).toEqual([]);
    }
    expect(await store.load('doc')).toBeNull();
  });

  it('is nothing where it was removed', async () => {
    await store.save('doc', { epoch: 'e1', version: 1 }, { format: 'f', parts: {} as never });
    await store.append(row(2));
    await store.remove('doc');
    expect(await store.load('doc')).toBeNull();
    expect(files.names.size).toBe(0);
  });
});
