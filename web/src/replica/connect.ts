/** The page's end of the replica: starts the worker, and knows what only a window can know. */
import { openLink, portOf } from './channel/link.ts';
import type { PageCalls, PageListener } from './channel/page-channel.ts';
import { tableQueries } from './channel/table-calls.ts';
import type { Account, Replica, ReplicaEvents } from './client.ts';

type Listeners = { readonly [K in keyof ReplicaEvents]: Set<(value: ReplicaEvents[K]) => void> };

/** Starts the replica of this page; called once. */
export function connectReplica(): Replica {
  const worker = new Worker(new URL('./replica.worker.ts', import.meta.url), { type: 'module', name: 'latchkey replica' });
  const listeners: Listeners = {
    account: new Set(),
    sync: new Set(),
    changed: new Set(),
    edit: new Set(),
    presence: new Set(),
    notices: new Set(),
  };
  /** What stands until it changes is told to late listeners, too. */
  const standing: Partial<ReplicaEvents> = { account: { kind: 'loading' } satisfies Account };

  const emit = <K extends keyof ReplicaEvents>(name: K, value: ReplicaEvents[K]): void => {
    if (name !== 'edit' && name !== 'changed') standing[name] = value;
    for (const listener of listeners[name]) listener(value);
  };
  const link = openLink<PageListener, PageCalls>(portOf(worker), { event: ({ name, value }) => emit(name, value) });

  const tables = tableQueries({
    page: (table, environment, query) => timed(() => link.call('page', table, environment, query)),
    ids: (table, environment, query) => link.call('ids', table, environment, query),
    rows: (table, environment, query) => link.call('rows', table, environment, query),
    peek: (table, place, query) => link.call('peek', table, place, query),
    look: (environment) => link.call('look', environment),
    detail: (table, environment, id) => link.call('detail', table, environment, id),
  });

  const visibility = (): void => link.tell('visible', document.visibilityState === 'visible');
  document.addEventListener('visibilitychange', visibility);
  visibility();
  void navigator.storage.persisted().then((persistent) => link.tell('persistent', persistent));

  return {
    on: (event, listener) => {
      listeners[event].add(listener);
      const value = standing[event];
      if (value !== undefined) queueMicrotask(() => listeners[event].has(listener) && listener(value));
      if (event === 'edit') link.tell('hears');
      return () => listeners[event].delete(listener);
    },
    refreshAccount: () => link.call('refreshAccount'),
    signOut: (options) => link.call('signOut', options),
    unsent: () => link.call('unsent'),
    open: (environment) => link.call('open', environment),
    ...tables,
    overview: (environment) => link.call('overview', environment),
    views: (environment) => link.call('views', environment),
    edit: (environment, requests) => link.call('edit', environment, requests),
    undo: (thread) => link.call('undo', thread),
    changes: (which) => link.call('changes', which),
    names: (environment, requests) => link.call('names', environment, requests),
    presence: (claim) => link.tell('claim', claim),
    storage: () => link.call('storage'),
    persist: async () => {
      const persistent = await navigator.storage.persist();
      link.tell('persistent', persistent);
      return persistent;
    },
    settled: () => link.call('settled'),
  };
}

/** Leaves how long the page waited for an answer in the browser's User Timing, where its tools show it. */
async function timed<T>(ask: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const answer = await ask();
  performance.measure('latchkey:query', { start });
  return answer;
}
