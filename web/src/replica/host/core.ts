/** The replica of one user, opened: library, outbox, sender, pulse and account, and how they tell each other. */
import { memberOfOwnDocument, readDocumentName } from '@latchkey/shared/document/placement';
import type { Session } from '@latchkey/shared/protocol/http';
import type { Final } from '../account/contact-machine.ts';
import type { Refusal } from '../account/refusal.ts';
import type { SignedOut } from '../channel/tab-channel.ts';
import type { Account } from '../client.ts';
import { Outbox } from '../outbox/outbox.ts';
import type { RecordOverlay } from '../outbox/overlay.ts';
import { sendRound } from '../outbox/send.ts';
import { Sender } from '../outbox/sender.ts';
import { unlessStorage, withDeadline } from '../storage/deadline.ts';
import { removeForGood } from '../storage/remove.ts';
import { UserStore } from '../storage/user-store.ts';
import { Background } from './background.ts';
import { ServerContact } from './contact.ts';
import type { CoreWorld } from './core-world.ts';
import { documentFor } from './edited.ts';
import { Editor } from './editor.ts';
import { IndexStore } from './index-store.ts';
import { Library } from './library.ts';
import { calledHere } from './naming.ts';
import { leave, openProfile, type Opening } from './opening.ts';
import { Places } from './places.ts';
import { forgetSession, keepContact, keepSession } from './profile.ts';
import { basesOf, environmentAt, everyDocument, membershipFor, ownDocuments } from './readable.ts';
import { Screens } from './screens.ts';
import type { SyncFacts } from './sync-state.ts';
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
  readonly places: Places;
  readonly screens: Screens;
  readonly #world: CoreWorld;
  readonly #tabs: Tabs;
  readonly #store: UserStore;
  readonly #library: Library;
  readonly #contact: ServerContact;
  readonly #sender: Sender;
  readonly #background: Background;
  readonly #indexes: IndexStore;
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
    if (!('session' in opening)) return leave(store, world, opening);
    core = new Core(world, tabs, store, opening, fresh !== null);
    await core.#start(fresh);
    return core;
  }

  private constructor(world: CoreWorld, tabs: Tabs, store: UserStore, { device, session, contact }: Opening, fresh: boolean) {
    this.#world = world;
    this.#tabs = tabs;
    this.#store = store;
    this.#session = session;
    this.#indexes = new IndexStore(world.user, world.files(world.user), world.uuid);
    this.outbox = new Outbox(store);
    this.#worker = world.documents();
    this.#library = new Library(this.#worker.port, {
      user: world.user,
      origin: world.origin,
      locale: world.locale,
      store: this.#indexes,
      changed: (document) => this.screens.changed(document),
      advanced: (document) => this.#advanced(document),
      progressed: (document) => {
        this.#background.progressed(document, this.#library.opened(document)?.progress.kind ?? 'absent');
        this.syncChanged();
      },
      noticed: () => tabs.tell({ name: 'notices', value: this.#library.notices() }),
      present: (document, present) => tabs.tell({ name: 'presence', value: present }, (tab) => tab.place === document),
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
      show: (document, overlay) => this.#show(document, overlay),
      counted: () => this.syncChanged(),
    });
    const current = (): Session => this.#session;
    const collator = new Intl.Collator(world.locale, { numeric: true });
    this.places = new Places({ library: this.#library, session: current, collator, now: () => this.#contact.serverNow() });
    this.screens = new Screens({ tabs, library: this.#library, places: this.places, session: current, facts: () => this.#facts() });
    this.verdicts = new Verdicts(this.outbox, this.unsaved, tabs);
    this.#contact = new ServerContact(
      {
        user: world.user,
        signIn: () => this.#session.signIn,
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
        left: (why) => void this.end(why).catch(unlessStorage), // the device remembers what would not go
        keep: (now) => void keepContact(store, now).catch(() => undefined /* the store has said that it fails */),
      },
      fresh ? null : contact,
      session,
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
    const edited = { library: this.#library, places: this.places, session: current };
    this.editor = new Editor({
      outbox: this.outbox,
      unsaved: this.unsaved,
      device,
      now: world.now,
      serverNow: () => this.#contact.serverNow(),
      uuid: world.uuid,
      documentFor: (...of) => documentFor(edited, ...of),
      called: (...of) => calledHere(edited, ...of),
      kept: () => this.#sender.on({ kind: 'kept' }),
    });
    this.#background = new Background({
      now: world.now,
      rest: world.rest,
      documents: () => everyDocument(this.#session).filter((document) => memberOfOwnDocument(document) === null),
      onScreen: (document) => this.screens.shows(document),
      bring: (document) => this.places.bring(document, (one) => this.screens.shows(one)).catch(unlessStorage).then((brought) => brought === true),
      counted: () => this.syncChanged(),
    });
  }

  async #start(fresh: Session | null): Promise<void> {
    await this.unsaved.reload().catch(unlessStorage);
    if (this.#contact.kind === 'lapsed') return this.end('lapsed');
    if (fresh !== null) await this.#keepSession(fresh);
    await this.#leaveUnreadable();
    for (const document of ownDocuments(this.#session)) this.#library.own(document);
    if (fresh === null) this.#contact.ask();
    else this.#contact.told(fresh);
  }

  account(): Account {
    return { kind: 'signed-in', session: this.#session };
  }

  /** Takes a session that the server has just told; what can no longer be read leaves the device. */
  async adopt(session: Session): Promise<void> {
    if (session.user.id !== this.#world.user) return this.#world.otherUser(session);
    this.#session = session;
    await this.#keepSession(session);
    this.#contact.told(session);
    this.places.renew();
    await this.#leaveUnreadable();
    for (const document of ownDocuments(session)) this.#library.own(document);
    await this.screens.renew().catch(unlessStorage);
    this.#background.refresh();
    this.#tabs.tell({ name: 'account', value: this.account() });
  }

  /** @throws with a sentence where the place is not one of this user's */
  async open(tab: TabClient, place: string): Promise<void> {
    await this.screens.open(tab, place);
    this.#background.refresh();
    this.greet(tab);
  }

  /** Tells a tab how everything is. */
  greet(tab: TabClient): void {
    tab.link.tell('event', { name: 'account', value: this.account() });
    tab.sync = null;
    this.screens.tellSyncTo(tab);
    tab.link.tell('event', { name: 'notices', value: this.#library.notices() });
  }

  claim(tab: TabClient): void {
    this.screens.claimed(tab.place);
  }

  looked(): void {
    if ([...this.#tabs].some(({ visible }) => visible)) this.#contact.ask();
    this.screens.looked();
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
    this.screens.tellSync();
  }

  /**
   * Closes, and takes this user's data off the device, unless they only have to sign in again (OUT-8).
   * @throws {StorageFailed} where the data would not go
   */
  end(why: 'asked' | Final['kind']): Promise<void> {
    return (this.#ending ??= this.#end(why === 'ended' && this.unsaved.waiting === 0 ? 'revoked' : why));
  }

  #end(why: 'asked' | Final['kind']): Promise<void> {
    return why === 'asked' || why === 'revoked' || why === 'wiped' ? this.#remove(why) : this.#lock(why);
  }

  async #remove(why: 'asked' | 'revoked' | 'wiped'): Promise<void> {
    const lost = this.unsaved.waiting;
    await this.close(true);
    try {
      await removeForGood(this.#world.user, this.#world, why === 'asked' || this.#session.signIn);
    } finally {
      this.#world.ended(why === 'wiped' ? { kind: 'signed-out', why, lost, user: this.#world.user } : { kind: 'signed-out', why, lost });
    }
  }

  /** From now on nothing shows without an answer of the server. */
  async #lock(why: 'ended' | 'unrecognised' | 'lapsed'): Promise<void> {
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
    this.screens.close();
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
    this.#background.removed(document);
    this.places.renew();
    await this.unsaved.reload().catch(unlessStorage);
    await this.verdicts.deliver();
    this.screens.renewed(document);
  }

  /** What may not be read goes, also what an earlier removal has left (PERM-8). */
  async #leaveUnreadable(): Promise<void> {
    const readable = new Set(everyDocument(this.#session));
    const stored = (await this.#store.run('listing documents', (db) => db.getAllKeys('documents')).catch(unlessStorage)) ?? [];
    const indexed = (await this.#indexes.documents().catch(unlessStorage)) ?? [];
    for (const document of new Set([...stored, ...indexed, ...this.#library.open])) if (!readable.has(document)) await this.#leave(document);
    this.#background.stored(stored.filter((document) => readable.has(document)));
  }

  /** A document on this device has reached another version. */
  #advanced(document: string): void {
    this.unsaved.refresh(document);
    const waiting = [...this.unsaved.documents].filter((one) => readDocumentName(one).kind === 'runs');
    for (const runs of waiting) if (this.#basesOf(runs).includes(document)) this.unsaved.refresh(runs);
  }

  /** Runs that were only asked for on this device show beside their activations too. */
  #show(document: string, overlay: ReadonlyMap<string, RecordOverlay>): void {
    this.#library.show(document, overlay);
    if (readDocumentName(document).kind !== 'runs') return;
    const unsaved = new Map([...overlay].filter(([, { state }]) => state !== null));
    for (const base of this.#basesOf(document)) this.#library.opened(base)?.show(unsaved, document);
  }

  #basesOf(document: string): readonly string[] {
    const readable = environmentAt(this.#session, document);
    return readable === null ? [] : basesOf(readable);
  }

  #facts(): Omit<SyncFacts, 'progress'> {
    return {
      contact: this.#contact.kind,
      waiting: this.unsaved.waiting,
      sending: this.unsaved.sending,
      persistent: this.#persistent,
      documents: this.#background.here,
      health: this.#store.health,
      documentStorage: this.#documentStorage ?? this.#indexStorage,
    };
  }

  #keepSession(session: Session): Promise<void> {
    return keepSession(this.#store, session).catch(unlessStorage);
  }
}
