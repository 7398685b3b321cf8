/** A workspace to test and measure with: a store in a folder of its own, a library, a desk, and people. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Member } from '@latchkey/shared/domain/member';
import type { Edit } from '@latchkey/shared/edits/edit';
import type { Value } from '@latchkey/shared/edits/merge';
import type { Verdict } from '@latchkey/shared/protocol/verdict';
import { pino } from 'pino';
import { createLibrary } from '../documents/create-library.ts';
import type { Library } from '../documents/library.ts';
import { project, type ChangeSet } from '../documents/projection.ts';
import { commit } from '../records/commit.ts';
import { connectedUserRow, memberRow } from '../records/rows.ts';
import { openSqliteStore } from '../store/sqlite/open.ts';
import type { Row, Store } from '../store/store.ts';
import { createDesk } from './create-desk.ts';
import type { Desk } from './desk.ts';

export const WORKSPACE = 'acme';
export const ENVIRONMENTS = ['development', 'production'] as const;
export const FOUNDED = '2026-01-01T00:00:00.000Z';

const people = {
  olivia: { level: 'owner', environments: {} },
  otto: { level: 'owner', environments: {} },
  ada: { level: 'administrator', environments: {} },
  max: { level: 'none', environments: { production: 'manage' } },
  mia: { level: 'none', environments: { production: 'manage' } },
  moritz: { level: 'none', environments: { production: 'monitor', development: 'manage' } },
  nora: { level: 'none', environments: {} },
} as const satisfies Record<string, Pick<Member, 'level' | 'environments'>>;
export type Person = keyof typeof people;

/** Their user id is `user-{name}`, their member id the name. */
export const userOf = (person: Person): string => `user-${person}`;

export const memberOf = (person: Person, change: Partial<Member> = {}): Row => {
  const name = person.charAt(0).toUpperCase() + person.slice(1);
  return memberRow(person, {
    ...{ workspace: WORKSPACE, user: userOf(person), name, userName: person, email: `${person}@example.com` },
    ...{ integrations: {}, runs: {}, enabled: true, joinedAt: FOUNDED },
    ...people[person],
    ...change,
  });
};

export const personRow = (id: string, externalId = id): Row =>
  connectedUserRow(
    WORKSPACE,
    id,
    { environment: 'production', externalId, name: `User ${id}`, email: `${id}@example.com`, account: null, enabled: true, createdAt: FOUNDED },
    { lastSeenAt: null },
  );

export interface SceneOptions {
  /** Where the database is; null: a new folder, removed at the end. */
  readonly folder: string | null;
  /** Wraps the store, to let it fail. */
  readonly wrap: (store: Store) => Store;
  readonly maxPages: number | null;
}

export interface Scene {
  readonly store: Store;
  readonly library: Library;
  readonly desk: Desk;
  readonly folder: string;
  readonly path: string;
  /** Milliseconds since 1970; settable. */
  now: number;
  /** Writes rows as REST does: without a base. */
  put(rows: readonly Row[]): Promise<void>;
  /** A device of a person, whose edits say what it has shown. */
  device(person: Person): Device;
  /** @returns the epoch and version of a document */
  state(document: string): Promise<{ readonly epoch: string; readonly version: number }>;
  row(kind: Row['kind'], id: string): Promise<Row | undefined>;
  notices(person: Person): Promise<readonly Row[]>;
  close(): Promise<void>;
}

export class Device {
  readonly id = randomUUID();
  readonly person: Person;
  readonly #scene: Scene;
  #sequence = 0;
  #shown: { readonly document: string; readonly epoch: string; readonly base: number } | null = null;

  constructor(scene: Scene, person: Person) {
    this.#scene = scene;
    this.person = person;
  }

  /** Brings the device up to date with a document: later edits have seen what is there now. */
  async show(document = 'production'): Promise<this> {
    const { epoch, version } = await this.#scene.state(document);
    this.#shown = { document, epoch, base: version };
    return this;
  }

  /** Makes an edit without sending it. */
  edit(name: string, args: Readonly<Record<string, Value>>, change: Partial<Edit> = {}): Edit {
    if (this.#shown === null) throw new Error('a device edits what it was shown');
    const made = { id: randomUUID(), device: this.id, sequence: ++this.#sequence, thread: randomUUID(), at: this.#scene.now };
    return { ...made, ...this.#shown, name, args, ...change };
  }

  send(...inputs: readonly unknown[]): Promise<readonly Verdict[]> {
    return this.#scene.desk.submit({ user: userOf(this.person), device: this.id }, inputs);
  }

  /** Makes and sends one edit. */
  async do(name: string, args: Readonly<Record<string, Value>>, change: Partial<Edit> = {}): Promise<Verdict> {
    const [verdict] = await this.send(this.edit(name, args, change));
    if (verdict === undefined) throw new Error('an edit without a verdict');
    return verdict;
  }
}

export async function openScene({ folder = null, wrap = (store) => store, maxPages = null }: Partial<SceneOptions> = {}): Promise<Scene> {
  const home = folder ?? (await mkdtemp(join(tmpdir(), 'latchkey-scene-')));
  const path = join(home, 'latchkey.db');
  const log = pino({ level: process.env['LATCHKEY_TEST_LOG'] ?? 'silent' });
  const sqlite = await openSqliteStore(path, {
    maxPages,
    damaged: ({ document, message }) => library.damaged(document, message),
    failed: (cause) => {
      throw cause;
    },
  });
  const store = wrap(sqlite);
  const library = createLibrary({ store, clock: Date.now, id: randomUUID, log });
  const scene: Scene = {
    store,
    library,
    desk: createDesk({ store, library, clock: () => scene.now, id: randomUUID }),
    ...{ folder: home, path, now: Date.now() },
    put: (rows) =>
      commit({ store, library }, async (transaction) => {
        const changes: ChangeSet = new Map();
        for (const row of rows) {
          const before = await transaction.row(row.kind, row.id);
          await transaction.putRow(row);
          await project(changes, transaction, before, row);
        }
        return { changes, result: undefined };
      }),
    device: (person) => new Device(scene, person),
    async state(document) {
      const state = await library.state(document);
      if (state === undefined) throw new Error(`no document ${document}`);
      return state;
    },
    row: (kind, id) => store.read((reader) => reader.row(kind, id)),
    notices: (person) =>
      store.read(async (reader) => (await reader.children(person)).filter((row) => row.kind === 'notice' && !row.removed)),
    async close() {
      await library.close();
      await sqlite.close();
      if (folder === null) await rm(home, { recursive: true });
    },
  };
  if (folder === null || (await store.read((reader) => reader.workspaces())).length === 0) await found(scene);
  return scene;
}

async function found({ store, put }: Scene): Promise<void> {
  await store.transact(async (transaction) => {
    await transaction.putWorkspace(WORKSPACE, { name: 'Acme', membersMayInvite: false, createdAt: FOUNDED });
    for (const id of ENVIRONMENTS) {
      await transaction.putEnvironment(id, { workspace: WORKSPACE, name: id, isProduction: id === 'production', createdAt: FOUNDED });
    }
  });
  await put([...(Object.keys(people) as Person[]).map((person) => memberOf(person)), personRow('u1'), personRow('u2'), personRow('u3')]);
}
