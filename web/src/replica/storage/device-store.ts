/** What belongs to the browser profile and to no user: who is signed in, a sign-out the server has not heard of, and whose data is to go. */
import { openDB, type DBSchema } from 'idb';
import { withDeadline } from './deadline.ts';
import { DEVICE_DATABASE } from './names.ts';

/** The sign-in whose data is to go: the server is told once it has. True: the server needs to be told nothing. */
export type Left = string | true;

export interface Farewell {
  readonly everywhere: boolean;
}

interface DeviceSchema extends DBSchema {
  current: { key: 'user'; value: string };
  farewell: { key: 'pending'; value: Farewell };
  leaving: { key: string; value: Left };
}

export interface DeviceStore {
  /** The user whose data this profile shows, or null. */
  current(): Promise<string | null>;
  become(user: string | null): Promise<void>;
  farewell(): Promise<Farewell | null>;
  remember(farewell: Farewell | null): Promise<void>;
  /** The users whose data is still to be removed, or called removed. */
  leaving(): Promise<ReadonlyMap<string, Left>>;
  /** @param left null: it has gone, and the server knows what it needs to */
  leave(user: string, left: Left | null): Promise<void>;
}

/** Each call @throws {import('./deadline.ts').StorageFailed} */
export function deviceStore(): DeviceStore {
  const open = () =>
    openDB<DeviceSchema>(DEVICE_DATABASE, 2, {
      upgrade(db, before) {
        if (before < 1) {
          db.createObjectStore('current');
          db.createObjectStore('farewell');
        }
        db.createObjectStore('leaving');
      },
    });
  type Database = Awaited<ReturnType<typeof open>>;
  const run = <T>(work: (database: Database) => Promise<T>): Promise<T> =>
    withDeadline('who is signed in', async () => {
      const database = await open();
      return work(database).finally(() => database.close());
    });
  return {
    current: () => run(async (db) => (await db.get('current', 'user')) ?? null),
    become: (user) => run(async (db) => void (await (user === null ? db.delete('current', 'user') : db.put('current', user, 'user')))),
    farewell: () => run(async (db) => (await db.get('farewell', 'pending')) ?? null),
    remember: (farewell) =>
      run(async (db) => void (await (farewell === null ? db.delete('farewell', 'pending') : db.put('farewell', farewell, 'pending')))),
    leaving: () =>
      run(async (db) => {
        const [users, left] = await Promise.all([db.getAllKeys('leaving'), db.getAll('leaving')]);
        return new Map(users.map((user, i) => [user, left[i] ?? true]));
      }),
    leave: (user, left) => run(async (db) => void (await (left === null ? db.delete('leaving', user) : db.put('leaving', left, user)))),
  };
}
