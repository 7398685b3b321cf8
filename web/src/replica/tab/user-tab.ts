/**
 * One user in one tab: leads or follows, and hands every call to whoever leads. A call that got no answer before
 * the lead changed is asked again; edits carry their ids, so nothing is done twice.
 */
import type { Session } from '@latchkey/shared/protocol/http';
import { openLink, type Link, type Port } from '../channel/link.ts';
import { TAB_PROTOCOL, type HostCalls, type SignedOut, type TabCalls, type TabMessage } from '../channel/tab-channel.ts';
import type { CoreWorld } from '../host/core-world.ts';
import { Host } from '../host/host.ts';
import { leaderLock } from '../storage/names.ts';
import { Leadership } from './leadership.ts';
import { localPorts } from './local-ports.ts';

/** A leader that leaves a call without an answer for so long is asked whether it is there … */
const SUSPICION = 1_000;
/** … and has this long to say so, in milliseconds. */
const PATIENCE = 1_000;

export interface UserTabWorld extends Omit<CoreWorld, 'user' | 'ended'> {
  readonly tab: string;
  readonly channel: (name: string) => BroadcastChannel;
  readonly event: TabCalls['event'];
  /** This user is no longer shown. `led`: this tab led, and has to see to what comes after. */
  readonly ended: (account: SignedOut, led: boolean) => void;
}

const tabLock = (tab: string): string => `latchkey:tab:${tab}`;

export class UserTab {
  readonly user: string;
  readonly #world: UserTabWorld;
  readonly #channel: BroadcastChannel;
  readonly #leadership: Leadership;
  readonly #listeners = new Map<string, (body: unknown) => void>();
  readonly #resign = new AbortController();
  #host: Host | null = null;
  #leader: { readonly id: string; readonly link: Link<HostCalls> } | null = null;
  #hasFollowed = false;
  #led: ((link: Link<HostCalls>) => void)[] = [];
  #fresh: Session | null;
  /** What a new leader has to know of this tab. */
  readonly #standing = new Map<string, (link: Link<HostCalls>) => void>();

  constructor(world: UserTabWorld, user: string, fresh: Session | null) {
    this.user = user;
    this.#world = world;
    this.#fresh = fresh;
    this.#channel = world.channel(`latchkey:${user}:${TAB_PROTOCOL}`);
    this.#channel.onmessage = (event: MessageEvent) => this.#heard(event.data as TabMessage);
    // Held as long as this tab lives: that is how the leader learns that it has gone.
    void world.locks.request(tabLock(world.tab), () => new Promise<void>((resolve) => this.#resign.signal.addEventListener('abort', () => resolve())));
    this.#leadership = new Leadership(world.locks, leaderLock(user), { elected: () => this.#lead(), deposed: () => this.#depose() });
    this.#send({ kind: 'hello' });
    void this.#watch(this.#current().then(() => undefined));
  }

  /** Asks the leader, and asks again if the lead changes before it has answered. */
  async call<M extends keyof HostCalls>(method: M, ...args: Parameters<HostCalls[M]>): Promise<Awaited<ReturnType<HostCalls[M]>>> {
    for (;;) {
      const link = await this.#current();
      try {
        const answer = link.call(method, ...args);
        void this.#watch(answer);
        return await answer;
      } catch (error) {
        if (this.#resign.signal.aborted || this.#leader?.link === link) throw error;
      }
    }
  }

  /** Opens an environment, with this leader and, until another one is opened, with every later one. */
  async open(environment: string): Promise<void> {
    await this.call('open', environment);
    this.#standing.set('open', (link) => link.tell('open', environment));
  }

  /** Something that holds from now on, for this leader and for every later one. */
  stand<M extends keyof HostCalls>(method: M, ...args: Parameters<HostCalls[M]>): void {
    const tell = (link: Link<HostCalls>): void => link.tell(method, ...args);
    this.#standing.set(method, tell);
    if (this.#leader !== null) tell(this.#leader.link);
  }

  async close(): Promise<void> {
    this.#resign.abort();
    this.#leader?.link.close('another account is shown');
    for (const waiting of this.#led.splice(0)) waiting(closedLink);
    await this.#host?.close();
    this.#leadership.resign();
    this.#channel.close();
  }

  #current(): Promise<Link<HostCalls>> {
    return this.#leader !== null ? Promise.resolve(this.#leader.link) : new Promise((resolve) => this.#led.push(resolve));
  }

  /** Where the answer does not come, the leader may be frozen: then this tab takes the lead. */
  async #watch(answer: Promise<unknown>): Promise<void> {
    const settled = answer.then(
      () => true,
      () => true,
    );
    while (!(await Promise.race([settled, after(SUSPICION)]))) {
      if (this.#leadership.leads || this.#resign.signal.aborted) return;
      const suspect = this.#leader;
      const alive = suspect === null ? false : await Promise.race([suspect.link.call('ping').then(() => true, () => false), after(PATIENCE)]);
      if (!alive && this.#leader === suspect && !this.#resign.signal.aborted) return this.#leadership.steal();
    }
  }

  #lead(): void {
    const world: CoreWorld = {
      ...this.#world,
      user: this.user,
      ended: (account) => {
        this.#host?.farewell(account);
        this.#host = null;
        this.#world.ended(account, true);
      },
    };
    this.#listeners.clear();
    this.#host = new Host(world, this.#fresh);
    this.#fresh = null;
    const [ours, theirs] = localPorts();
    this.#host.attach(this.#world.tab, theirs, new Promise(() => undefined));
    this.#follow(this.#world.tab, ours);
    this.#send({ kind: 'hosting', host: this.#world.tab });
  }

  #depose(): void {
    void this.#host?.close();
    this.#host = null;
    this.#leader?.link.close('another tab leads now');
    this.#leader = null;
    this.#listeners.clear();
    this.#send({ kind: 'hello' });
  }

  #follow(id: string, port: Port): void {
    this.#leader?.link.close('another tab leads now');
    const link = openLink<TabCalls, HostCalls>(port, {
      event: (message) => this.#world.event(message),
      ended: (account) => this.#world.ended(account, this.#leadership.leads),
    });
    this.#leader = { id, link };
    if (this.#hasFollowed) this.#world.event({ name: 'changed', value: { place: null } });
    this.#hasFollowed = true;
    for (const tell of this.#standing.values()) tell(link);
    for (const waiting of this.#led.splice(0)) waiting(link);
  }

  #heard(message: TabMessage): void {
    const { tab } = this.#world;
    switch (message.kind) {
      case 'hello':
        if (this.#host !== null) this.#send({ kind: 'hosting', host: tab });
        return;
      case 'hosting':
        if (this.#host === null && this.#leader?.id !== message.host) this.#follow(message.host, this.#portTo(message.host));
        return;
      case 'link':
        if (message.to !== tab) return;
        if (this.#host !== null && !this.#listeners.has(message.from)) this.#serve(this.#host, message.from);
        this.#listeners.get(message.from)?.(message.body);
        return;
    }
  }

  #serve(host: Host, other: string): void {
    const gone = this.#world.locks.request(tabLock(other), { signal: this.#resign.signal }, () => undefined);
    const left = gone.then(() => void this.#listeners.delete(other)).catch(() => new Promise<void>(() => undefined)); // we closed first
    host.attach(other, this.#portTo(other), left);
  }

  #portTo(other: string): Port {
    return {
      post: (body) => this.#send({ kind: 'link', from: this.#world.tab, to: other, body }),
      listen: (receive) => this.#listeners.set(other, receive),
    };
  }

  #send(message: TabMessage): void {
    if (!this.#resign.signal.aborted) this.#channel.postMessage(message);
  }
}

const after = (ms: number): Promise<false> => new Promise((resolve) => setTimeout(() => resolve(false), ms));

const closedLink: Link<HostCalls> = {
  call: () => Promise.reject(new Error('Nobody is signed in.')),
  tell: () => undefined,
  close: () => undefined,
};
