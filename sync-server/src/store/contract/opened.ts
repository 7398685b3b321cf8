/** A store for each test of the contract, open, in a place of its own. */
import { afterEach, beforeEach } from 'vitest';
import type { Store } from '../store.ts';

/** How the suite gets at an implementation. */
export interface Fixture {
  open(): Promise<Store>;
  /** Removes all that the test left. */
  clear(): Promise<void>;
}

export interface OpenedStore extends Store {
  /** Closes it and opens it again, as a restart does. */
  reopen(): Promise<void>;
}

/** To be called in a `describe`. @returns the store of the test that runs */
export function openedStore(createFixture: () => Promise<Fixture>): OpenedStore {
  let opened: { readonly fixture: Fixture; readonly store: Store } | null = null;
  const current = () => {
    if (opened === null) throw new Error('a store is open while a test runs');
    return opened;
  };
  beforeEach(async () => {
    const fixture = await createFixture();
    opened = { fixture, store: await fixture.open() };
  });
  afterEach(async () => {
    const { fixture, store } = current();
    await store.close();
    await fixture.clear();
  });
  return {
    transact: (work) => current().store.transact(work),
    read: (work) => current().store.read(work),
    quarantine: (document, why, epoch) => current().store.quarantine(document, why, epoch),
    close: () => current().store.close(),
    async reopen() {
      const { fixture, store } = current();
      await store.close();
      opened = { fixture, store: await fixture.open() };
    },
  };
}
