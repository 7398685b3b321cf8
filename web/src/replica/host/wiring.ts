/** The parts of the replica of one user, and how they tell each other. */
import { memberOfOwnDocument, readDocumentName } from '@latchkey/shared/document/placement';
import type { Session } from '@latchkey/shared/protocol/http';
import type { Final } from '../account/contact-machine.ts';
import type { Replica } from '../client.ts';
import { Outbox } from '../outbox/outbox.ts';
import type { RecordOverlay } from '../outbox/overlay.ts';
import { Sender } from '../outbox/sender.ts';
import { unlessStorage } from '../storage/deadline.ts';
import type { UserStore } from '../storage/user-store.ts';
import { Background } from './background.ts';
import { bringBehind } from './bring-behind.ts';
import { ServerContact } from './contact.ts';
import type { CoreWorld } from './core-world.ts';
import type { Editor, EditorWorld } from './editor.ts';
import { IndexStore } from './index-store.ts';
import { Library } from './library.ts';
import type { Opening } from './opening.ts';
import { Places } from './places.ts';
import { keepContact } from './profile.ts';
import { basesOf, environmentAt, everyDocument, membershipFor } from './readable.ts';
import { Screens } from './screens.ts';
import type { SyncFacts } from './sync-state.ts';
import type { Tabs } from './tabs.ts';
import { Unsaved } from './unsaved.ts';
import { Verdicts } from './verdicts.ts';

/** What whoever has the parts does, and knows. */
export interface Owner {
  /** As last heard. */
  readonly session: () => Session;
  /** What the browser said about keeping the data. */
  readonly persistent: () => boolean;
  /** The server has told the session anew. */
  readonly heard: (session: Session) => void;
  /** The server says that a document can no longer be read. */
  readonly gone: (document: string) => void;
  readonly end: (why: Final['kind']) => void;
}

export interface Parts {
  readonly outbox: Outbox;
  readonly unsaved: Unsaved;
  readonly editor: () => Promise<Editor>;
  readonly names: Replica['names'];
  readonly changes: Replica['changes'];
  readonly look: Replica['look'];
  readonly verdicts: Verdicts;
  readonly places: Places;
  readonly screens: Screens;
  readonly library: Library;
  readonly contact: ServerContact;
  readonly sender: Sender;
  readonly background: Background;
  readonly indexes: IndexStore;
  readonly worker: ReturnType<CoreWorld['documents']>;
}

/** What is on screen has so long for itself once it is up to date, in milliseconds. */
const SOON = 1_000;

/**
 * What edits need, and a first screen does not: by the first edit without a network it is there. Where it can not be
 * had, that edit asks for it again, and says so.
 */
const prepareEdits = (): Promise<unknown> =>
  Promise.all([import('./editor.ts'), import('./edited.ts'), import('./naming.ts'), import('./take-back.ts'), import('../outbox/effect.ts'), import('../outbox/send.ts')]).catch(() => undefined);

/** @param fresh whether the server has just told the session */
export function wire(world: CoreWorld, tabs: Tabs, store: UserStore, { device, session, contact: last }: Opening, fresh: boolean, owner: Owner): Parts {
  /** Why documents, and the index, can not be kept here; null: they are. */
  let documentStorage: string | null = null;
  let indexStorage: string | null = null;

  const facts = (): Omit<SyncFacts, 'progress'> => ({
    contact: contact.kind,
    waiting: unsaved.waiting,
    sending: unsaved.sending,
    persistent: owner.persistent(),
    documents: background.here,
    health: store.health,
    documentStorage: documentStorage ?? indexStorage,
  });
  const syncChanged = (): void => screens.tellSync();

  const basesAt = (document: string): readonly string[] => {
    const readable = environmentAt(owner.session(), document);
    return readable === null ? [] : basesOf(readable);
  };
  /** A document on this device has reached another version. */
  const advanced = (document: string): void => {
    unsaved.refresh(document);
    const waiting = [...unsaved.documents].filter((one) => readDocumentName(one).kind === 'runs');
    for (const runs of waiting) if (basesAt(runs).includes(document)) unsaved.refresh(runs);
  };
  /** Runs that were only asked for on this device show beside their activations too. */
  const show = (document: string, overlay: ReadonlyMap<string, RecordOverlay>): void => {
    library.show(document, overlay);
    if (library.opened(document) === null) places.changed(document);
    if (readDocumentName(document).kind !== 'runs') return;
    const unsavedRuns = new Map([...overlay].filter(([, { state }]) => state !== null));
    for (const base of basesAt(document)) library.opened(base)?.show(unsavedRuns, document);
  };

  const indexes = new IndexStore(world.user, world.files(world.user), world.uuid);
  const outbox = new Outbox(store);
  const worker = world.documents();
  const library: Library = new Library(worker.port, {
    user: world.user,
    origin: world.origin,
    locale: world.locale,
    store: indexes,
    changed: (document) => {
      screens.changed(document);
      places.changed(document);
    },
    advanced,
    progressed: (document) => {
      const progress = library.opened(document)?.progress.kind ?? 'opening';
      background.progressed(document, progress);
      if (progress === 'current') void world.rest(SOON).then(prepareEdits);
      syncChanged();
    },
    noticed: () => tabs.tell({ name: 'notices', value: library.notices() }),
    present: (document, present) => tabs.tell({ name: 'presence', value: present }, (tab) => tab.place === document),
    gone: owner.gone,
    pulse: () => contact.ask(),
    storageFailing: (message) => {
      documentStorage = message;
      syncChanged();
    },
    indexStored: (error) => {
      indexStorage = error === null ? null : error instanceof Error ? error.message : String(error);
      syncChanged();
    },
  });
  const unsaved: Unsaved = new Unsaved({
    outbox,
    versionOf: (document) => library.versionOf(document),
    membershipFor: (document) => membershipFor(owner.session(), document),
    show,
    counted: syncChanged,
  });
  const collator = new Intl.Collator(world.locale, { numeric: true });
  const places: Places = new Places({ library, session: owner.session, unsaved: (document) => unsaved.of(document), collator, now: () => contact.serverNow(), stirred: (place) => screens.renewed(place) });
  const screens: Screens = new Screens({ tabs, library, places, session: owner.session, facts });
  const verdicts = new Verdicts(outbox, unsaved, tabs);
  const contact: ServerContact = new ServerContact(
    {
      user: world.user,
      signIn: () => owner.session().signIn,
      fetch: world.fetch,
      now: world.now,
      wanted: () => [...tabs].some(({ visible }) => visible) || unsaved.waiting > 0,
      changed: syncChanged,
      online: (online) => {
        library.link(online);
        sender.on({ kind: online ? 'online' : 'offline' });
        if (online) background.online();
      },
      session: owner.heard,
      left: owner.end,
      keep: (now) => void keepContact(store, now).catch(() => undefined /* the store has said that it fails */),
    },
    fresh ? null : last,
    session,
  );
  const sender = new Sender({
    now: world.now,
    random: world.random,
    pulse: () => contact.ask(),
    round: async (size) => {
      if ((await outbox.unsent()) === 0) return { kind: 'empty' };
      const sending = await import('../outbox/send.ts').catch(() => null);
      if (sending === null) return { kind: 'unanswered', failure: { kind: 'unreachable' } };
      return sending.sendRound((what, work) => store.run(what, work), {
        user: world.user,
        fetch: world.fetch,
        locks: world.locks,
        size,
        sending: (edits) => unsaved.onTheirWay(edits),
      });
    },
    told: (events) => verdicts.answered(events),
  });
  const edited = { library, places, session: owner.session };
  /** Nothing is called anything before something is edited. */
  const naming = () => import('./naming.ts');
  const names: Replica['names'] = async (environment, requests) => {
    const { namesIn } = await naming();
    return Promise.all(requests.map((request) => namesIn(edited, environment, request)));
  };
  const editing: EditorWorld = {
    store,
    outbox,
    unsaved,
    device,
    now: world.now,
    serverNow: () => contact.serverNow(),
    uuid: world.uuid,
    documentFor: async (...of) => (await import('./edited.ts')).documentFor(edited, ...of),
    called: async (...of) => (await naming()).calledHere(edited, ...of),
    kept: () => sender.on({ kind: 'kept' }),
  };
  const editor = async (): Promise<Editor> => new (await import('./editor.ts')).Editor(editing);
  const changes: Replica['changes'] = async (which) => (await import('./changes.ts')).changesOf({ ...editing, names }, which);
  const look: Replica['look'] = (environment) => bringBehind({ store, library, places, fetch: world.fetch }, environment);
  const background = new Background({
    now: world.now,
    rest: world.rest,
    documents: () => everyDocument(owner.session()).filter((document) => memberOfOwnDocument(document) === null),
    onScreen: (document) => screens.shows(document),
    bring: (document) => places.bring(document, (one) => screens.shows(one)).catch(unlessStorage).then((brought) => brought === true),
    counted: syncChanged,
  });
  return { outbox, unsaved, editor, names, changes, look, verdicts, places, screens, library, contact, sender, background, indexes, worker };
}
