/** What the user's database holds beside the outbox: the device's id, the session as last heard, the last contact. */
import type { Session } from '@latchkey/shared/protocol/http';
import type { Membership } from '../outbox/overlay.ts';
import type { Contact } from '../storage/user-schema.ts';
import type { UserStore } from '../storage/user-store.ts';

export interface Profile {
  readonly device: string;
  readonly session: Session | null;
  readonly contact: Contact | null;
}

/** Makes the device's id on first use. @throws {import('../storage/deadline.ts').StorageFailed} */
export const loadProfile = (store: UserStore, uuid: () => string): Promise<Profile> =>
  store.run('opening what is on this device', async (db) => {
    const tx = db.transaction(['device', 'session', 'contact'], 'readwrite', { durability: 'strict' });
    const known = await tx.objectStore('device').get('id');
    const device = known ?? uuid();
    if (known === undefined) await tx.objectStore('device').add(device, 'id');
    const session = (await tx.objectStore('session').get('cached')) ?? null;
    const contact = (await tx.objectStore('contact').get('last')) ?? null;
    await tx.done;
    return { device, session, contact };
  });

export const keepSession = (store: UserStore, session: Session): Promise<void> =>
  store.run('keeping who is signed in', async (db) => void (await db.put('session', session, 'cached')));

/** Until the server tells it again, nothing of this user is shown. */
export const forgetSession = (store: UserStore): Promise<void> => store.run('forgetting who is signed in', (db) => db.delete('session', 'cached'));

export const keepContact = (store: UserStore, contact: Contact): Promise<void> =>
  store.run('keeping the time of contact', async (db) => void (await db.put('contact', contact, 'last')));

/** The environments that the session's member may read as a whole, over all workspaces. */
export const readableEnvironments = (session: Session): ReadonlySet<string> =>
  new Set(session.workspaces.flatMap(({ environments }) => environments.filter(({ id, documents }) => documents.includes(id)).map(({ id }) => id)));

/** The own documents of the session's member. */
export const ownDocuments = (session: Session): ReadonlySet<string> => new Set(session.workspaces.map(({ own }) => own));

/** The member's own document in the workspace of an environment. */
export const ownDocumentFor = (session: Session, environment: string): string | null =>
  session.workspaces.find(({ environments }) => environments.some(({ id }) => id === environment))?.own ?? session.workspaces[0]?.own ?? null;

/** The session's member in the workspace of a document, or null where it is none that they may read. */
export function membershipFor(session: Session, document: string): Membership | null {
  const found = session.workspaces.find(({ own, environments }) => own === document || environments.some(({ documents }) => documents.includes(document)));
  return found === undefined ? null : { workspace: found.id, member: found.member.id };
}
