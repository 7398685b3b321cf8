import { describe, expect, test } from 'vitest';
import type { Library, Publication } from '../documents/library.ts';
import type { Store, Transaction } from '../store/store.ts';
import { commit } from './commit.ts';

const changes = new Map([['production', []]]);

describe('EDIT-6 a write without a base', () => {
  const events: string[] = [];
  const publication: Publication = {
    versions: {},
    committed: () => void events.push('committed'),
    discarded: () => void events.push('discarded'),
  };
  const library = {
    write: () => {
      events.push('write');
      return Promise.resolve(publication);
    },
  } as Pick<Library, 'write'> as Library;
  const store = (finish: () => Promise<void>) =>
    ({
      async transact<T>(work: (transaction: Transaction) => Promise<T>) {
        const result = await work({} as Transaction);
        await finish();
        events.push('COMMIT');
        return result;
      },
    }) as Pick<Store, 'transact'> as Store;

  test('is broadcast after COMMIT', async () => {
    events.length = 0;
    expect(await commit({ store: store(() => Promise.resolve()), library }, () => Promise.resolve({ changes, result: 7 }))).toBe(7);
    expect(events).toEqual(['write', 'COMMIT', 'committed']);
  });

  test('is discarded where COMMIT fails, and never broadcast', async () => {
    events.length = 0;
    const failing = store(() => Promise.reject(new Error('disk full')));
    await expect(commit({ store: failing, library }, () => Promise.resolve({ changes, result: 7 }))).rejects.toThrow('disk full');
    expect(events).toEqual(['write', 'discarded']);
  });

  test('that changes nothing touches no document', async () => {
    events.length = 0;
    await commit({ store: store(() => Promise.resolve()), library }, () => Promise.resolve({ changes: new Map(), result: 7 }));
    expect(events).toEqual(['COMMIT']);
  });
});
