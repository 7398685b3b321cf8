/** What the replica worker does for its page: knows whose data is shown, and passes the calls on. */
import type { Session } from '@latchkey/shared/protocol/http';
import { fetchSession, sendFarewell } from '../account/session.ts';
import type { PageCalls } from '../channel/page-channel.ts';
import type { EventMessage, HostCalls, ProfileMessage, SignedOut } from '../channel/tab-channel.ts';
import type { Account } from '../client.ts';
import { unlessStorage } from '../storage/deadline.ts';
import { removeForGood } from '../storage/remove.ts';
import type { DeviceStore } from '../storage/device-store.ts';
import { UserTab, type UserTabWorld } from './user-tab.ts';

export interface TabWorld extends Omit<UserTabWorld, 'event' | 'ended' | 'otherUser'> {
  readonly device: DeviceStore;
  readonly storage: Pick<StorageManager, 'estimate' | 'persisted'>;
  readonly tell: (message: EventMessage) => void;
}

/** A sign-out that the server has not heard of is tried again this often, in milliseconds, while nobody is signed in. */
const FAREWELL_EVERY = 5_000;

export class Tab {
  readonly #world: TabWorld;
  readonly #profile: BroadcastChannel;
  readonly #started: Promise<void>;
  #user: UserTab | null = null;
  #account: Account = { kind: 'loading' };
  /** How often somebody was to be shown. */
  #turns = 0;
  #farewell: ReturnType<typeof setTimeout> | undefined;
  /** Held for whoever is shown next, too. */
  readonly #standing: Partial<{ visible: boolean; persistent: boolean; hears: true }> = {};

  constructor(world: TabWorld) {
    this.#world = world;
    this.#profile = world.channel('latchkey');
    this.#profile.onmessage = (event: MessageEvent) => {
      const { user } = event.data as ProfileMessage;
      if (user !== this.#user?.user) void this.#show(user, null);
    };
    this.#started = this.#start();
  }

  readonly calls: PageCalls = {
    refreshAccount: () => this.#refresh(),
    signOut: ({ everywhere }) => this.#signOut(everywhere),
    unsent: () => this.#call('unsent'),
    open: async (environment) => (await this.#shown()).open(environment),
    page: (table, environment, query) => this.#call('page', table, environment, query),
    ids: (table, environment, query) => this.#call('ids', table, environment, query),
    rows: (table, environment, query) => this.#call('rows', table, environment, query),
    peek: (table, place, query) => this.#call('peek', table, place, query),
    look: (environment) => this.#call('look', environment),
    detail: (table, environment, id) => this.#call('detail', table, environment, id),
    overview: (environment) => this.#call('overview', environment),
    views: (environment) => this.#call('views', environment),
    edit: (environment, requests) => {
      const { uuid } = this.#world;
      return this.#call('keep', environment, uuid(), requests.map((request) => ({ ...request, id: uuid() })));
    },
    undo: (thread) => this.#call('undo', thread, this.#world.uuid()),
    changes: (which) => this.#call('changes', which),
    names: (environment, requests) => this.#call('names', environment, requests),
    settled: async () => {
      if (this.#user !== null) await this.#call('settled');
    },
    storage: async () => {
      const { storage } = this.#world;
      const [{ usage = 0, quota = 0 }, persistent] = await Promise.all([storage.estimate(), storage.persisted()]);
      return { usage, quota, persistent };
    },
    claim: (claim) => this.#user?.stand('claim', claim),
    visible: (visible) => {
      this.#standing.visible = visible;
      this.#user?.stand('visible', visible);
    },
    hears: () => {
      this.#standing.hears = true;
      this.#user?.stand('hears');
    },
    persistent: (persistent) => {
      this.#standing.persistent = persistent;
      this.#user?.stand('persistent', persistent);
    },
  };

  /** The browser's word on the network. */
  network(up: boolean): void {
    if (this.#user !== null) void this.#user.call('network', up).catch(() => undefined /* it ended meanwhile */);
    else if (up) void this.#sayFarewell();
  }

  /** Leaves the tab as its closing would; nothing is signed out. */
  async close(): Promise<void> {
    clearTimeout(this.#farewell);
    const user = this.#user;
    this.#user = null;
    await user?.close();
    this.#profile.close();
  }

  async #start(): Promise<void> {
    await this.#removeLeft();
    const user = await this.#world.device.current().catch(unlessStorage);
    if (user !== undefined && user !== null) return this.#show(user, null);
    if (!(await this.#sayFarewell())) return this.#become({ kind: 'signed-out', why: 'asked', lost: 0 });
    const answer = await fetchSession(this.#world.fetch, null);
    if (answer.kind === 'session') return this.#adopt(answer.session);
    this.#become({ kind: 'signed-out', why: 'never' });
  }

  /** The data of whoever left, where it would not go then (OUT-8). */
  async #removeLeft(): Promise<void> {
    for (const [user, left] of (await this.#world.device.leaving().catch(unlessStorage)) ?? []) {
      if (user !== this.#user?.user) await removeForGood(user, this.#world, left).catch(unlessStorage);
    }
  }

  async #refresh(): Promise<Account> {
    await this.#started;
    const answer = await fetchSession(this.#world.fetch, null);
    if (answer.kind === 'session') {
      // Somebody has signed in since: the sign-out that the server was to hear of is that of a cookie now gone.
      await this.#world.device.remember(null).catch(unlessStorage);
      clearTimeout(this.#farewell);
      await this.#adopt(answer.session);
      return (await this.#user?.call('account')) ?? this.#account;
    }
    if (answer.kind !== 'unreachable') {
      if (this.#user !== null) await this.#user.call('refused', answer).catch(() => undefined /* it ended meanwhile */);
      // What waited here for a sign-in of theirs must not wait any longer.
      else if (answer.kind !== 'unrecognised' && answer.user === (await this.#world.device.current().catch(unlessStorage))) await this.#show(answer.user, null);
      else if (this.#account.kind === 'loading') this.#become({ kind: 'signed-out', why: 'never' });
      return this.#account;
    }
    if (this.#user === null) throw new Error('The server could not be reached. Check the network, then try again.');
    return this.#account;
  }

  async #adopt(session: Session): Promise<void> {
    const { id } = session.user;
    if (this.#user?.user === id) return this.#user.call('adopt', session);
    await this.#removeLeft();
    await this.#world.device.leave(id, null).catch(unlessStorage);
    await this.#world.device.become(id).catch(unlessStorage);
    await this.#show(id, session);
    this.#profile.postMessage({ user: id } satisfies ProfileMessage);
  }

  /** Shows this user from now on, and nobody else (CASE-46). Of several at once the one that was asked for last is shown. */
  async #show(user: string, fresh: Session | null): Promise<void> {
    const turn = ++this.#turns;
    const before = this.#user;
    this.#user = null;
    await before?.close();
    if (turn !== this.#turns) return;
    const shown: UserTab = new UserTab(
      {
        ...this.#world,
        event: (message) => {
          if (this.#user !== shown) return;
          if (message.name === 'account') this.#account = message.value;
          this.#world.tell(message);
        },
        ended: (account, led) => void this.#ended(shown, account, led),
        otherUser: (session) => void this.#adopt(session),
      },
      user,
      fresh,
    );
    this.#user = shown;
    const { visible, persistent, hears } = this.#standing;
    if (visible !== undefined) shown.stand('visible', visible);
    if (persistent !== undefined) shown.stand('persistent', persistent);
    if (hears) shown.stand('hears');
    await shown.call('account').catch(() => undefined /* it ended, which is told as an event */);
  }

  async #ended(user: UserTab, account: SignedOut, led: boolean): Promise<void> {
    if (this.#user !== user) return;
    this.#user = null;
    this.#become(account);
    await user.close();
    // One who only has to sign in again keeps their data, and is shown again after it.
    if (led && !('waiting' in account)) await this.#world.device.become(null).catch(unlessStorage);
  }

  async #signOut(everywhere: boolean): Promise<void> {
    const { device } = this.#world;
    // Remembered first: whatever happens next, the server is told in the end (CASE-47).
    await device.remember({ everywhere }).catch(unlessStorage);
    if (this.#user === null) await device.become(null).catch(unlessStorage);
    else await this.#user.call('signOut').catch((error: unknown) => this.#unlessEnded(error));
    await this.#sayFarewell();
  }

  /** Where the user ended while it was asked, the call was answered by that. */
  #unlessEnded(error: unknown): void {
    if (this.#user !== null) throw error;
  }

  /** @returns whether the server has heard of the last sign-out */
  async #sayFarewell(): Promise<boolean> {
    const { device, fetch } = this.#world;
    clearTimeout(this.#farewell);
    const farewell = await device.farewell().catch(unlessStorage);
    if (farewell === undefined || farewell === null) return true;
    if (await sendFarewell(fetch, farewell)) {
      await device.remember(null).catch(unlessStorage);
      return true;
    }
    this.#farewell = setTimeout(() => void this.#sayFarewell(), FAREWELL_EVERY);
    return false;
  }

  async #call<M extends keyof HostCalls>(method: M, ...args: Parameters<HostCalls[M]>): Promise<Awaited<ReturnType<HostCalls[M]>>> {
    return (await this.#shown()).call(method, ...args);
  }

  /** The user whose data is shown. */
  async #shown(): Promise<UserTab> {
    await this.#started;
    if (this.#user === null) throw new Error('Nobody is signed in.');
    return this.#user;
  }

  #become(account: Account): void {
    this.#account = account;
    this.#world.tell({ name: 'account', value: account });
  }
}
