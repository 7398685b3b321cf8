/** A new version of the app: it is offered, waits for every edit to be kept, and is taken only then (CASE-49). */
import { dev } from '$app/environment';

/** How long an app that stays open goes without asking for a new version. */
const ASK_MS = 60 * 60_000;

export class Update {
  ready = $state(false);
  readonly #settled: () => Promise<void>;
  #registration: ServiceWorkerRegistration | null = null;

  /** @param settled resolves when no write of an edit is under way */
  constructor(settled: () => Promise<void>) {
    this.#settled = settled;
  }

  /** Keeps the app on this device, and looks out for newer ones. Without a service worker it goes on, online only. */
  async watch(): Promise<void> {
    if (dev || !('serviceWorker' in navigator)) return;
    const { serviceWorker } = navigator;
    let { controller } = serviceWorker;
    serviceWorker.addEventListener('controllerchange', () => {
      // Taken here or in another tab: from now on the old version's files are no longer at hand. The very first one follows none.
      if (controller !== null) void this.#reload();
      controller = serviceWorker.controller;
    });
    try {
      this.#follow(await serviceWorker.register('/service-worker.js'));
    } catch (why) {
      console.warn('The app could not be kept for use offline.', why);
    }
  }

  /** Takes the new version once every edit is kept; every open tab reloads with it. */
  async take(): Promise<void> {
    await this.#settled();
    this.#registration?.active?.postMessage({ type: 'SUPERSEDED' });
    this.#registration?.waiting?.postMessage({ type: 'SKIP_WAITING' });
  }

  #follow(registration: ServiceWorkerRegistration): void {
    this.#registration = registration;
    const look = (): void => {
      // The very first worker waits for nobody, and is no new version.
      this.ready = registration.waiting !== null && navigator.serviceWorker.controller !== null;
    };
    // Opening the page makes the browser ask, too: a newer one may be under way already.
    const expectIt = (): void => registration.installing?.addEventListener('statechange', look);
    look();
    expectIt();
    registration.addEventListener('updatefound', expectIt);
    setInterval(() => {
      registration.update().catch((why: unknown) => console.info('No new version could be asked for.', why));
    }, ASK_MS);
  }

  async #reload(): Promise<void> {
    await this.#settled();
    location.reload();
  }
}
