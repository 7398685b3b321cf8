/** Asks the browser to send the outbox even if the app is closed before there is a network. Chromium can; others just do not. */

interface WithSync {
  readonly sync: { register(tag: string): Promise<void> };
}
const canSync = (registration: object): registration is WithSync => 'sync' in registration;

/** The tag is that of the service worker's `sync` event. */
export function wakeForOutbox(): void {
  if (!('serviceWorker' in navigator)) return;
  navigator.serviceWorker.ready
    .then((registration) => (canSync(registration) ? registration.sync.register('outbox') : undefined))
    .catch((why: unknown) => console.info('The browser will not send edits once the app is closed; the app does when it is opened.', why));
}
