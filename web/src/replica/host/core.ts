/** The replica of one user, opened: whose it is, what they may read, and how it ends. */
import type { Session } from '@latchkey/shared/protocol/http';
import type { Final } from '../account/contact-machine.ts';
import type { Refusal } from '../account/refusal.ts';
import type { SignedOut } from '../channel/tab-channel.ts';
import type { Account } from '../client.ts';
import { unlessStorage, withDeadline } from '../storage/deadline.ts';
import { removeForGood } from '../storage/remove.ts';
import { UserStore } from '../storage/user-store.ts';
import type { CoreWorld } from './core-world.ts';
import { leave, openProfile, type Opening } from './opening.ts';
import { forgetSession, keepSession } from './profile.ts';
import { everyDocument, ownDocuments } from './readable.ts';
import type { TabClient, Tabs } from './tabs.ts';
import { wire, type Parts } from './wiring.ts';

/** Where the core ends, the documents are given this long to close before their worker is stopped. */
const CLOSING = 2_000;

export class Core {
  readonly parts: Parts;
  readonly #world: CoreWorld;
  readonly #tabs: Tabs;
  readonly #store: UserStore;
  #session: Session;
  #persistent = false;
  #ending: Promise<void> | null = null;

  /** @param fresh the session, where the server has just told it; else the one that is stored here */
  static async open(world: CoreWorld, tabs: Tabs, fresh: Session | null): Promise<Core | SignedOut> {
    let core: Core | null = null;
    const store = new UserStore(world.user, () => core?.syncChanged());
    const opening = await openProfile(store, world, fresh);
    if (!('session' in opening)) return leave(store, world, opening);
    core = new Core(world, tabs, store, opening, fresh !== null);
    await core.#start(fresh);
    return core;
  }

  private constructor(world: CoreWorld, tabs: Tabs, store: UserStore, opening: Opening, fresh: boolean) {
    this.#world = world;
    this.#tabs = tabs;
    this.#store = store;
    this.#session = opening.session;
    this.parts = wire(world, tabs, store, opening, fresh, {
      session: () => this.#session,
      persistent: () => this.#persistent,
      heard: (session) => void this.adopt(session),
      gone: (document) => void this.#leave(document),
      end: (why) => void this.end(why).catch(unlessStorage), // the device remembers what would not go
    });
  }

  async #start(fresh: Session | null): Promise<void> {
    await this.parts.unsaved.reload().catch(unlessStorage);
    if (this.parts.contact.kind === 'lapsed') return this.end('lapsed');
    if (fresh !== null) await this.#keepSession(fresh);
    await this.#leaveUnreadable();
    for (const document of ownDocuments(this.#session)) this.parts.library.own(document);
    if (fresh === null) this.parts.contact.ask();
    else this.parts.contact.told(fresh);
  }

  account(): Account {
    return { kind: 'signed-in', session: this.#session };
  }

  /** Takes a session that the server has just told; what can no longer be read leaves the device. */
  async adopt(session: Session): Promise<void> {
    if (session.user.id !== this.#world.user) return this.#world.otherUser(session);
    this.#session = session;
    await this.#keepSession(session);
    this.parts.contact.told(session);
    this.parts.places.renew();
    await this.#leaveUnreadable();
    for (const document of ownDocuments(session)) this.parts.library.own(document);
    await this.parts.screens.renew().catch(unlessStorage);
    this.parts.background.refresh();
    this.#tabs.tell({ name: 'account', value: this.account() });
  }

  /** @throws with a sentence where the place is not one of this user's */
  async open(tab: TabClient, place: string): Promise<void> {
    await this.parts.screens.open(tab, place);
    this.parts.background.refresh();
    this.greet(tab);
  }

  /** Tells a tab how everything is. */
  greet(tab: TabClient): void {
    tab.link.tell('event', { name: 'account', value: this.account() });
    tab.sync = null;
    this.parts.screens.tellSyncTo(tab);
    tab.link.tell('event', { name: 'notices', value: this.parts.library.notices() });
  }

  claim(tab: TabClient): void {
    this.parts.screens.claimed(tab.place);
  }

  looked(): void {
    if ([...this.#tabs].some(({ visible }) => visible)) this.parts.contact.ask();
    this.parts.screens.looked();
  }

  network(up: boolean): void {
    this.parts.contact.on({ kind: 'network', up });
  }

  refused(refusal: Refusal): void {
    this.parts.contact.refused(refusal);
  }

  persistent(persistent: boolean): void {
    this.#persistent = persistent;
    this.syncChanged();
  }

  syncChanged(): void {
    this.parts.screens.tellSync();
  }

  /**
   * Closes, and takes this user's data off the device, unless they only have to sign in again (OUT-8).
   * @throws {StorageFailed} where the data would not go
   */
  end(why: 'asked' | Final['kind']): Promise<void> {
    return (this.#ending ??= why === 'unrecognised' || why === 'lapsed' ? this.#lock(why) : this.#remove(why));
  }

  async #remove(why: 'asked' | 'ended' | 'revoked' | 'wiped'): Promise<void> {
    const lost = this.parts.unsaved.waiting;
    await this.close(true);
    try {
      await removeForGood(this.#world.user, this.#world, why === 'asked' || this.#session.signIn);
    } finally {
      this.#world.ended(why === 'wiped' ? { kind: 'signed-out', why, lost, user: this.#world.user } : { kind: 'signed-out', why, lost });
    }
  }

  /** From now on nothing shows without an answer of the server. */
  async #lock(why: 'unrecognised' | 'lapsed'): Promise<void> {
    const waiting = this.parts.unsaved.waiting;
    await forgetSession(this.#store).catch(unlessStorage);
    await this.close();
    this.#world.ended({ kind: 'signed-out', why, waiting });
  }

  /** Stops without taking anything away: another tab leads, or another user is shown. */
  async close(discard = false): Promise<void> {
    this.parts.background.close();
    this.parts.sender.close();
    this.parts.contact.close();
    this.parts.screens.close();
    this.parts.places.close();
    await withDeadline('closing', () => this.parts.library.stop(discard), CLOSING).catch(unlessStorage);
    this.parts.worker.terminate();
    await this.#store.close().catch(() => undefined /* it never opened, and has said so */);
  }

  /** A document that can no longer be read: it goes, with its overlay and its unsent edits. */
  async #leave(document: string): Promise<void> {
    await this.parts.outbox
      .abandon(document, 'It was not sent: you may no longer read what it belongs to, so it has left this device.')
      .catch(unlessStorage);
    await this.parts.library.remove(document).catch(unlessStorage);
    this.parts.background.removed(document);
    this.parts.places.renew();
    await this.parts.unsaved.reload().catch(unlessStorage);
    await this.parts.verdicts.deliver();
    this.parts.screens.renewed(document);
  }

  /** What may not be read goes, also what an earlier removal has left (PERM-8). */
  async #leaveUnreadable(): Promise<void> {
    const readable = new Set(everyDocument(this.#session));
    const stored = (await this.#store.run('listing documents', (db) => db.getAllKeys('documents')).catch(unlessStorage)) ?? [];
    const indexed = (await this.parts.indexes.documents().catch(unlessStorage)) ?? [];
    for (const document of new Set([...stored, ...indexed, ...this.parts.library.open])) if (!readable.has(document)) await this.#leave(document);
    this.parts.background.stored(stored.filter((document) => readable.has(document)));
  }

  #keepSession(session: Session): Promise<void> {
    return keepSession(this.#store, session).catch(unlessStorage);
  }
}
