/** What the user's database holds beside the outbox: the device's id, the session as last heard, the sign-in that it was heard under, the last contact. */
import { Session } from '@latchkey/shared/protocol/http';
import * as v from 'valibot';
import type { Contact } from '../storage/user-schema.ts';
import type { UserStore } from '../storage/user-store.ts';

export interface Profile {
  readonly device: string;
  readonly session: Session | null;
  /** Known also when the session has been forgotten. */
  readonly signIn: string | null;
  readonly contact: Contact | null;
}

/** Makes the device's id on first use. @throws {import('../storage/deadline.ts').StorageFailed} */
export const loadProfile = (store: UserStore, uuid: () => string): Promise<Profile> =>
  store.run('opening what is on this device', async (db) => {
    const tx = db.transaction(['device', 'session', 'contact'], 'readwrite', { durability: 'strict' });
    const known = await tx.objectStore('device').get('id');
    const device = known ?? uuid();
    if (known === undefined) await tx.objectStore('device').add(device, 'id');
    // One that an older version of the app kept may lack what this one needs: the server is asked again.
    const cached = v.safeParse(Session, await tx.objectStore('session').get('cached'));
    const session = cached.success ? cached.output : null;
    const signIn = (await tx.objectStore('device').get('signIn')) ?? null;
    const contact = (await tx.objectStore('contact').get('last')) ?? null;
    await tx.done;
    return { device, session, signIn, contact };
  });

export const keepSession = (store: UserStore, session: Session): Promise<void> =>
  store.run('keeping who is signed in', async (db) => void (await Promise.all([db.put('session', session, 'cached'), db.put('device', session.signIn, 'signIn')])));

/** Until the server tells it again, nothing of this user is shown. */
export const forgetSession = (store: UserStore): Promise<void> => store.run('forgetting who is signed in', (db) => db.delete('session', 'cached'));

export const keepContact = (store: UserStore, contact: Contact): Promise<void> =>
  store.run('keeping the time of contact', async (db) => void (await db.put('contact', contact, 'last')));
