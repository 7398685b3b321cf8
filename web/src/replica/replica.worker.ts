/** The replica worker: always ready to answer. What takes long is done in the document worker under it. */
import { openLink, portOf } from './channel/link.ts';
import type { PageCalls, PageListener } from './channel/page-channel.ts';
import { deviceStore } from './storage/device-store.ts';
import { OriginFiles } from './storage/origin-files.ts';
import { Tab } from './tab/tab.ts';

const page = portOf(self);

const tab = new Tab({
  tab: crypto.randomUUID(),
  origin: self.location.origin,
  locale: self.navigator.language,
  fetch: self.fetch.bind(self),
  locks: self.navigator.locks,
  storage: self.navigator.storage,
  device: deviceStore(),
  now: () => Date.now(),
  random: () => Math.random(),
  rest: (length) => new Promise((resolve) => setTimeout(resolve, length)),
  uuid: () => crypto.randomUUID(),
  channel: (name) => new BroadcastChannel(name),
  files: (user) => new OriginFiles(self.navigator.storage, user),
  documents: () => {
    const worker = new Worker(new URL('./document.worker.ts', import.meta.url), { type: 'module', name: 'latchkey documents' });
    return { port: portOf(worker), terminate: () => worker.terminate() };
  },
  tell: (message) => link.tell('event', message),
});
const link = openLink<PageCalls, PageListener>(page, tab.calls);

self.addEventListener('online', () => tab.network(true));
self.addEventListener('offline', () => tab.network(false));
