/** Takes a user's data off the device, all of it (CASE-46, CASE-47). */
import { deleteDB } from 'idb';
import { sendGone } from '../account/session.ts';
import { unlessStorage, withDeadline } from './deadline.ts';
import type { DeviceStore, Left } from './device-store.ts';
import { belongsTo, indexDatabase, userDatabase } from './names.ts';
import type { PieceFiles } from './piece-files.ts';

/**
 * Deletes every database and file of the user. Those that are open in this tab must have been closed.
 * @throws {import('./deadline.ts').StorageFailed} if one of them does not go
 */
export async function removeUserData(user: string, files: PieceFiles): Promise<void> {
  await withDeadline('removing your data from this device', async () => {
    const listed = (await indexedDB.databases()).flatMap(({ name }) => (name !== undefined && belongsTo(user, name) ? [name] : []));
    await Promise.all([...new Set([...listed, userDatabase(user), indexDatabase(user)])].map((name) => deleteDB(name)));
    await files.clear();
  });
}

export interface RemovalWorld {
  readonly files: (user: string) => PieceFiles;
  readonly device: Pick<DeviceStore, 'leave'>;
  readonly fetch: typeof fetch;
}

/**
 * The same, and until it has succeeded, and the server knows, the device remembers that it is to be done (OUT-8, OUT-11).
 * @param left the sign-in of which the server is told that its data has gone
 * @throws {import('./deadline.ts').StorageFailed}
 */
export async function removeForGood(user: string, { files, device, fetch }: RemovalWorld, left: Left): Promise<void> {
  await device.leave(user, left).catch(unlessStorage);
  await removeUserData(user, files(user));
  if (left === true || (await sendGone(fetch, left))) await device.leave(user, null).catch(unlessStorage);
}
