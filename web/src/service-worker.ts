/// <reference lib="webworker" />
/**
 * The shell, on the device: every route opens offline (CASE-51). Data is the replica's; nothing under `/api`
 * is ever answered from here.
 */
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { sendOutbox } from './background-sync.ts';

declare const self: ServiceWorkerGlobalScope;

cleanupOutdatedCaches();
precacheAndRoute(self.__WB_MANIFEST);
registerRoute(new NavigationRoute(createHandlerBoundToURL('index.html'), { denylist: [/^\/api\//] }));

// The page of the very first visit, too, has all of the app from then on, and not only what it has loaded.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

/** Ends what this version has under way once a newer one takes over: the browser would wait minutes for it. */
const superseded = new AbortController();

// A new version waits until the page has asked and nothing is being written (CASE-49).
self.addEventListener('message', (event) => {
  const message: unknown = event.data;
  if (typeof message !== 'object' || message === null || !('type' in message)) return;
  if (message.type === 'SKIP_WAITING') void self.skipWaiting();
  if (message.type === 'SUPERSEDED') superseded.abort();
});

/** Background Sync is not in the DOM's types: https://wicg.github.io/background-sync/spec/#sync-event */
interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}
const isOutbox = (event: Event): event is SyncEvent => 'tag' in event && event.tag === 'outbox';
self.addEventListener('sync', (event) => {
  if (isOutbox(event)) event.waitUntil(sendOutbox(superseded.signal));
});
