/** What every store must do about tokens and API keys. */
import { describe, expect, test } from 'vitest';
import { openedStore, type Fixture } from './opened.ts';

export function credentialsContract(createFixture: () => Promise<Fixture>): void {
  describe('tokens and keys', () => {
    const store = openedStore(createFixture);

    test('a token is found by its hash until another takes its place, or it goes', async () => {
      const token = { purpose: 'invitation', subject: 'i1', record: { by: 'm1' } } as const;
      const find = (hash: string) => store.read((reader) => reader.token(hash));
      await store.transact((tx) => tx.putToken('one', token));
      expect(await find('one')).toEqual(token);
      expect(await store.read((reader) => reader.tokenOf('invitation', 'i1'))).toEqual(token);
      await store.transact((tx) => tx.putToken('two', token));
      expect([await find('one'), await find('two')]).toEqual([undefined, token]);
      await store.transact((tx) => tx.deleteToken('email', 'i1'));
      expect(await find('two')).toEqual(token);
      await store.transact((tx) => tx.deleteToken('invitation', 'i1'));
      expect(await find('two')).toBeUndefined();
    });

    test('API keys are found by their hash and go for good', async () => {
      await store.transact((tx) => tx.putApiKey('k1', 'hash-1', 'acme', { name: 'product' }));
      expect(await store.read((reader) => reader.apiKeyByHash('hash-1'))).toEqual({ id: 'k1', record: { name: 'product' } });
      expect(await store.transact((tx) => tx.deleteApiKey('other', 'k1'))).toBe(false);
      expect(await store.transact((tx) => tx.deleteApiKey('acme', 'k1'))).toBe(true);
      expect(await store.read((reader) => reader.apiKeys('acme'))).toEqual([]);
    });
  });
}
