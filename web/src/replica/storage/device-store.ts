/** What belongs to the browser profile and to no user: who is signed in, a sign-out the server has not heard of, and whose data is to go. */
import { openDB, type DBSchema } from 'idb';
import { withDeadline } from './deadline.ts';
import { DEVICE_DATABASE } from './names.ts';

export interface Farewell {
  readonly everywhere: boolean;
}

interface DeviceSchema extends DBSchema {
  current: { key: 'user'; value: string };
  farewell: { key: 'pending'; value: Farewell };
  leaving: { key: string; value: true };
}

export interface DeviceStore {
  /** The user whose data this profile shows, or null. */
  current(): Promise<string | null>;
  become(user: string | null): Promise<void>;
  farewell(): Promise<Farewell | null>;
  remember(farewell: Farewell | null): Promise<void>;
  /** The users whose data is still to be removed. */
  leaving(): Promise<readonly string[]>;
  leave(user: string, how: 'leaving' | 'gone'): Promise<void>;
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
    leaving: () => run((db) => db.getAllKeys('leaving')),
    leave: (user, how) => run(async (db) => void (await (how === 'gone' ? db.delete('leaving', user) : db.put('leaving', true, user)))),
  };
}
