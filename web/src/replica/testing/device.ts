/** A browser profile for tests under Node: the replica's own code, with a real server, and fakes for what Node lacks. */
import { portOf, type Port } from '../channel/link.ts';
import type { Account, ReplicaEvents, SyncState } from '../client.ts';
import type { EventMessage } from '../channel/tab-channel.ts';
import type { PageCalls } from '../channel/page-channel.ts';
import { serveDocuments } from '../document/documents.ts';
import type { DeviceStore, Farewell, Left } from '../storage/device-store.ts';
import type { PieceFiles } from '../storage/piece-files.ts';
import { Tab } from '../tab/tab.ts';
import { MemoryFiles } from './memory-files.ts';

/**
 * What two tabs of one profile share: cookies, channels, the device's own database. IndexedDB and locks are those of
 * the process, so each user can be on one device at a time.
 */
export class Device {
  readonly #origin: string;
  #cookies = new Map<string, string>();
  #current: string | null = null;
  #farewell: Farewell | null = null;
  readonly #leaving = new Map<string, Left>();
  #sockets = new Set<WebSocket>();
  readonly profile = crypto.randomUUID();
  /** False: nothing gets through, in either direction. */
  online = true;
  /** Whether what is in no hurry is done at once. */
  hurried = false;
  /** How far its clock is ahead of the process's, in milliseconds. */
  ahead = 0;
  /** Requests that got through, as `GET /api/pulse`. */
  readonly requests: string[] = [];

  constructor(origin: string) {
    this.#origin = origin;
  }

  readonly #files = new Map<string, MemoryFiles>();
  readonly files = (user: string): PieceFiles => {
    const files = this.#files.get(user) ?? new MemoryFiles();
    this.#files.set(user, files);
    return files;
  };

  readonly fetch: typeof fetch = async (input, init) => {
    if (!this.online) throw new TypeError('fetch failed');
    const url = new URL(typeof input === 'string' ? input : input instanceof URL ? input : input.url, this.#origin);
    this.requests.push(`${init?.method ?? 'GET'} ${url.pathname}`);
    const headers = new Headers(init?.headers);
    headers.set('cookie', this.#cookie());
    headers.set('origin', this.#origin);
    const response = await fetch(url, { ...init, headers });
    for (const set of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (set.split(';')[0] ?? '').split(/=(.*)/s);
      if (/max-age=0/i.test(set)) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  };

  /** A WebSocket with the profile's cookies, which a browser would send by itself. */
  get WebSocket(): typeof WebSocket {
    const device = this;
    return class extends WebSocket {
      constructor(url: string | URL) {
        // Node's own takes headers where a browser takes protocols.
        super(device.online ? url : 'ws://127.0.0.1:9', { headers: { cookie: device.#cookie(), origin: device.#origin } } as unknown as string[]);
        device.#sockets.add(this);
        this.addEventListener('close', () => device.#sockets.delete(this));
      }
    };
  }

  async signIn(email: string, password: string): Promise<void> {
    const response = await this.fetch('/api/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    if (!response.ok) throw new Error(`${email} could not sign in: ${await response.text()}`);
  }

  /** As after 'clear cookies': the server is told nothing. */
  loseCookies(): void {
    this.#cookies.clear();
  }

  /** Cuts the link, sockets included, or brings it back. */
  link(up: boolean): void {
    this.online = up;
    if (!up) for (const socket of this.#sockets) socket.close();
  }

  readonly store: DeviceStore = {
    current: async () => this.#current,
    become: async (user) => void (this.#current = user),
    farewell: async () => this.#farewell,
    remember: async (farewell) => void (this.#farewell = farewell),
    leaving: async () => new Map(this.#leaving),
    leave: async (user, left) => void (left === null ? this.#leaving.delete(user) : this.#leaving.set(user, left)),
  };

  openTab(): TestTab {
    return new TestTab(this, this.#origin);
  }

  #cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}

/** One tab, with all it was told. */
export class TestTab {
  readonly calls: PageCalls;
  readonly events: EventMessage[] = [];
  readonly #tab: Tab;
  readonly #channels: BroadcastChannel[] = [];
  readonly #waiting = new Set<() => void>();

  constructor(device: Device, origin: string) {
    this.#tab = new Tab({
      tab: crypto.randomUUID(),
      origin,
      locale: 'en',
      fetch: device.fetch,
      locks: navigator.locks,
      storage: { estimate: async () => ({ usage: 0, quota: 0 }), persisted: async () => false },
      device: device.store,
      files: device.files,
      now: () => Date.now() + device.ahead,
      random: () => Math.random(),
      rest: (length) => (device.hurried ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, length))),
      uuid: () => crypto.randomUUID(),
      channel: (name) => {
        const channel = new BroadcastChannel(`${device.profile} ${name}`);
        this.#channels.push(channel);
        return channel;
      },
      documents: () => {
        const { port1, port2 } = new MessageChannel();
        serveDocuments(messagePort(port2), { fetch: device.fetch, WebSocket: device.WebSocket });
        return { port: messagePort(port1), terminate: () => (port1.close(), port2.close()) };
      },
      tell: (message) => {
        this.events.push(message);
        for (const check of this.#waiting) check();
      },
    });
    this.calls = this.#tab.calls;
    this.calls.visible(true);
    this.calls.hears();
  }

  network(up: boolean): void {
    this.#tab.network(up);
  }

  last<K extends keyof ReplicaEvents>(name: K): ReplicaEvents[K] | undefined {
    return this.events.findLast((event) => event.name === name)?.value as ReplicaEvents[K] | undefined;
  }

  all<K extends keyof ReplicaEvents>(name: K): readonly ReplicaEvents[K][] {
    return this.events.flatMap((event) => (event.name === name ? [event.value as ReplicaEvents[K]] : []));
  }

  /** Resolves as soon as `condition` holds, looking after everything that the tab is told. */
  async until(condition: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await condition())) {
      await new Promise<void>((resolve) => {
        const check = (): void => {
          this.#waiting.delete(check);
          resolve();
        };
        this.#waiting.add(check);
      });
    }
  }

  untilSync(condition: (sync: SyncState) => boolean): Promise<void> {
    return this.until(() => {
      const sync = this.last('sync');
      return sync !== undefined && condition(sync);
    });
  }

  untilAccount(kind: Account['kind']): Promise<void> {
    return this.until(() => this.last('account')?.kind === kind);
  }

  close(): Promise<void> {
    return this.#tab.close();
  }
}

const messagePort = (port: MessagePort): Port => {
  port.start();
  return portOf(port);
};

