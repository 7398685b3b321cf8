/** The replica of one user, opened: library, outbox, sender, pulse and account, and how they tell each other. */
import { memberOfOwnDocument } from '@latchkey/shared/document/placement';
import type { Session } from '@latchkey/shared/protocol/http';
import type { Refusal } from '../account/refusal.ts';
import type { SignedOut } from '../channel/tab-channel.ts';
import type { Account, SavedView } from '../client.ts';
import { byName } from '../index/by-name.ts';
import { savedViews } from '../index/saved-views.ts';
import { Outbox } from '../outbox/outbox.ts';
import { sendRound } from '../outbox/send.ts';
import { Sender } from '../outbox/sender.ts';
import { unlessStorage, withDeadline } from '../storage/deadline.ts';
import { removeUserData } from '../storage/remove.ts';
import { UserStore } from '../storage/user-store.ts';
import { Announcer } from './announcer.ts';
import { Background } from './background.ts';
import { ServerContact } from './contact.ts';
import type { CoreWorld } from './core-world.ts';
import { Editor, type EditedDocument } from './editor.ts';
import type { EnvironmentView } from './environment-view.ts';
import { IndexStore } from './index-store.ts';
import { Library } from './library.ts';
import { leave, openProfile, type Opening } from './opening.ts';
import { forgetSession, keepContact, keepSession, membershipFor, ownDocumentFor, ownDocuments, readableEnvironments } from './profile.ts';
import { syncState } from './sync-state.ts';
import type { TabClient, Tabs } from './tabs.ts';
import { Unsaved } from './unsaved.ts';
import { Verdicts } from './verdicts.ts';

/** Where the core ends, the documents are given this long to close before their worker is stopped. */
const CLOSING = 2_000;

export class Core {
  readonly outbox: Outbox;
  readonly unsaved: Unsaved;
  readonly editor: Editor;
  readonly verdicts: Verdicts;
  readonly #world: CoreWorld;
  readonly #tabs: Tabs;
  readonly #store: UserStore;
  readonly #library: Library;
  readonly #contact: ServerContact;
  readonly #sender: Sender;
  readonly #background: Background;
  readonly #changed: Announcer;
  readonly #worker: ReturnType<CoreWorld['documents']>;
  #session: Session;
  #persistent = false;
  /** Why documents, and the index, can not be kept here; null: they are. */
  #documentStorage: string | null = null;
  #indexStorage: string | null = null;
  #ending: Promise<void> | null = null;

  /** @param fresh the session, where the server has just told it; else the one that is stored here */
  static async open(world: CoreWorld, tabs: Tabs, fresh: Session | null): Promise<Core | SignedOut> {
    let core: Core | null = null;
    const store = new UserStore(world.user, () => core?.syncChanged());
    const opening = await openProfile(store, world, fresh);
    if (typeof opening === 'string') return leave(store, world, opening);
    core = new Core(world, tabs, store, opening, fresh !== null);
    await core.#start(fresh);
    return core;
  }

  private constructor(world: CoreWorld, tabs: Tabs, store: UserStore, { device, session, contact }: Opening, fresh: boolean) {
    this.#world = world;
    this.#tabs = tabs;
    this.#store = store;
    this.#session = session;
    this.#changed = new Announcer((place) => tabs.tell({ name: 'changed', value: { place } }));
    this.outbox = new Outbox(store);
    this.#worker = world.documents();
    this.#library = new Library(this.#worker.port, {
      user: world.user,
      origin: world.origin,
      locale: world.locale,
      store: new IndexStore(world.user, world.files(world.user), world.uuid),
      changed: (environment) => this.#changed.changed(environment),
      advanced: (document) => this.unsaved.refresh(document),
      progressed: (document) => {
        this.#background.progressed(document, this.#library.opened(document)?.progress.kind ?? 'absent');
        this.syncChanged();
      },
      noticed: () => tabs.tell({ name: 'notices', value: this.#library.notices() }),
      present: (environment, present) => tabs.tell({ name: 'presence', value: present }, (tab) => tab.environment === environment),
      gone: (document) => void this.#leave(document),
      pulse: () => this.#contact.ask(),
      storageFailing: (message) => {
        this.#documentStorage = message;
        this.syncChanged();
      },
      indexStored: (error) => {
        this.#indexStorage = error === null ? null : error instanceof Error ? error.message : String(error);
        this.syncChanged();
      },
    });
    this.unsaved = new Unsaved({
      outbox: this.outbox,
      versionOf: (document) => this.#library.versionOf(document),
      membershipFor: (document) => membershipFor(this.#session, document),
      show: (document, overlay) => this.#library.show(document, overlay),
      counted: () => this.syncChanged(),
    });
    this.verdicts = new Verdicts(this.outbox, this.unsaved, tabs);
    this.#contact = new ServerContact(
      {
        user: world.user,
        fetch: world.fetch,
        now: world.now,
        wanted: () => [...tabs].some(({ visible }) => visible) || this.unsaved.waiting > 0,
        changed: () => this.syncChanged(),
        online: (online) => {
          this.#library.link(online);
          this.#sender.on({ kind: online ? 'online' : 'offline' });
          if (online) this.#background.online();
        },
        session: (heard) => void this.adopt(heard),
        revoked: () => void this.end('revoked'),
        unrecognised: () => void this.end('unrecognised'),
        lapsed: () => void this.end('lapsed'),
        keep: (now) => void keepContact(store, now).catch(() => undefined /* the store has said that it fails */),
      },
      fresh ? null : contact,
      session.rights,
    );
    this.#sender = new Sender({
      now: world.now,
      random: world.random,
      pulse: () => this.#contact.ask(),
      round: (size) =>
        sendRound((what, work) => store.run(what, work), {
          user: world.user,
          fetch: world.fetch,
          locks: world.locks,
          size,
          sending: (edits) => this.unsaved.onTheirWay(edits),
        }),
      told: (events) => this.verdicts.answered(events),
    });
    this.editor = new Editor({
      outbox: this.outbox,
      unsaved: this.unsaved,
      device,
      now: world.now,
      serverNow: () => this.#contact.serverNow(),
      uuid: world.uuid,
      documentFor: async (environment, kind) => (kind === 'notice' ? this.#ownDocument(environment) : this.view(environment)),
      kept: () => this.#sender.on({ kind: 'kept' }),
    });
    this.#background = new Background({
      now: world.now,
      environments: () => [...readableEnvironments(this.#session)],
      onScreen: (environment) => [...tabs].some((tab) => tab.environment === environment),
      open: (environment) => this.#library.environment(environment),
      close: (environment) => this.#library.close(environment),
    });
  }

  async #start(fresh: Session | null): Promise<void> {
    await this.unsaved.reload().catch(unlessStorage);
    if (this.#contact.kind === 'lapsed') return this.end('lapsed');
    if (fresh !== null) await this.#keepSession(fresh);
    for (const document of ownDocuments(this.#session)) this.#library.own(document);
    if (fresh === null) this.#contact.ask();
    else this.#contact.on({ kind: 'session', at: this.#world.now(), rights: fresh.rights });
  }

  account(): Account {
    return { kind: 'signed-in', session: this.#session };
  }

  /** Takes a session that the server has just told; what can no longer be read leaves the device. */
  async adopt(session: Session): Promise<void> {
    if (session.user.id !== this.#world.user) return this.#world.otherUser(session);
    this.#session = session;
    await this.#keepSession(session);
    this.#contact.on({ kind: 'session', at: this.#world.now(), rights: session.rights });
    const readable = new Set([...readableEnvironments(session), ...ownDocuments(session)]);
    const stored = await this.#store.run('listing documents', (db) => db.getAllKeys('documents')).catch(unlessStorage);
    for (const document of stored ?? []) if (!readable.has(document)) await this.#leave(document);
    for (const document of ownDocuments(session)) this.#library.own(document);
    this.#tabs.tell({ name: 'account', value: this.account() });
  }

  /** @throws with a sentence where the environment is not one of this user's */
  async view(environment: string): Promise<EnvironmentView> {
    if (!readableEnvironments(this.#session).has(environment)) throw new Error('You have no access to this environment.');
    return this.#library.environment(environment);
  }

  /** Saved views: those of the environment, and the member's own. */
  async views(environment: string): Promise<readonly SavedView[]> {
    const { index } = await this.view(environment);
    const own = ownDocumentFor(this.#session, environment);
    const views = [...savedViews(index.sources.records, environment), ...(own === null ? [] : this.#library.own(own).views(environment))];
    return views.sort((a, b) => byName(index.sources.collator, a, b));
  }

  async open(tab: TabClient, environment: string): Promise<void> {
    const before = tab.environment;
    tab.environment = environment;
    await this.view(environment);
    this.#claimed(environment);
    if (before !== null && before !== environment) {
      this.#claimed(before);
      await this.#background.left(before).catch(unlessStorage);
    }
    this.#background.refresh();
    this.greet(tab);
  }

  /** Tells a tab how everything is. */
  greet(tab: TabClient): void {
    tab.link.tell('event', { name: 'account', value: this.account() });
    tab.sync = null;
    this.#tellSync(tab);
    tab.link.tell('event', { name: 'notices', value: this.#library.notices() });
  }

  claim(tab: TabClient): void {
    this.#claimed(tab.environment);
  }

  looked(): void {
    if ([...this.#tabs].some(({ visible }) => visible)) this.#contact.ask();
    for (const { environment } of this.#tabs) this.#claimed(environment);
  }

  network(up: boolean): void {
    this.#contact.on({ kind: 'network', up });
  }

  refused(refusal: Refusal): void {
    this.#contact.refused(refusal);
  }

  persistent(persistent: boolean): void {
    this.#persistent = persistent;
    this.syncChanged();
  }

  syncChanged(): void {
    for (const tab of this.#tabs) this.#tellSync(tab);
  }

  /**
   * Closes, and takes this user's data off the device, unless they only have to sign in again (OUT-8).
   * @throws {StorageFailed} where the data would not go
   */
  end(why: 'asked' | 'revoked' | 'unrecognised' | 'lapsed'): Promise<void> {
    return (this.#ending ??= why === 'asked' || why === 'revoked' ? this.#remove(why) : this.#lock(why));
  }

  async #remove(why: 'asked' | 'revoked'): Promise<void> {
    const lost = this.unsaved.waiting;
    await this.close(true);
    try {
      await removeUserData(this.#world.user, this.#world.files(this.#world.user));
    } finally {
      this.#world.ended({ kind: 'signed-out', why, lost });
    }
  }

  /** From now on nothing shows without an answer of the server. */
  async #lock(why: 'unrecognised' | 'lapsed'): Promise<void> {
    const waiting = this.unsaved.waiting;
    await forgetSession(this.#store).catch(unlessStorage);
    await this.close();
    this.#world.ended({ kind: 'signed-out', why, waiting });
  }

  /** Stops without taking anything away: another tab leads, or another user is shown. */
  async close(discard = false): Promise<void> {
    this.#background.close();
    this.#sender.close();
    this.#contact.close();
    this.#changed.close();
    await withDeadline('closing', () => this.#library.stop(discard), CLOSING).catch(unlessStorage);
    this.#worker.terminate();
    await this.#store.close().catch(() => undefined /* it never opened, and has said so */);
  }

  /** A document that can no longer be read: it goes, with its overlay and its unsent edits. */
  async #leave(document: string): Promise<void> {
    await this.outbox
      .abandon(document, 'It was not sent: you may no longer read what it belongs to, so it has left this device.')
      .catch(unlessStorage);
    await this.#library.remove(document).catch(unlessStorage);
    await this.unsaved.reload().catch(unlessStorage);
    await this.verdicts.deliver();
    if (memberOfOwnDocument(document) === null) this.#tabs.tell({ name: 'changed', value: { place: document } });
  }

  #ownDocument(environment: string): EditedDocument {
    const document = ownDocumentFor(this.#session, environment);
    if (document === null) throw new Error('You are not a member of any workspace.');
    const own = this.#library.own(document);
    return { id: document, seen: own.known, shown: (kind, id) => own.shown(kind, id) };
  }

  #claimed(environment: string | null): void {
    if (environment !== null) this.#library.claim(environment, this.#tabs.claimFor(environment));
  }

  #tellSync(tab: TabClient): void {
    const value = syncState({
      contact: this.#contact.kind,
      progress: tab.environment === null ? null : (this.#library.opened(tab.environment)?.progress ?? null),
      waiting: this.unsaved.waiting,
      sending: this.unsaved.sending,
      persistent: this.#persistent,
      health: this.#store.health,
      documentStorage: this.#documentStorage ?? this.#indexStorage,
    });
    const text = JSON.stringify(value);
    if (tab.sync === text) return;
    tab.sync = text;
    tab.link.tell('event', { name: 'sync', value });
  }

  #keepSession(session: Session): Promise<void> {
    return keepSession(this.#store, session).catch(unlessStorage);
  }
}
