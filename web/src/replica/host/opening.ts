/** Whom the replica is opened for: as the server has just said, as this device remembers, or as the server says now. */
import type { Session } from '@latchkey/shared/protocol/http';
import { fetchSession } from '../account/session.ts';
import { unlessStorage } from '../storage/deadline.ts';
import type { UserStore } from '../storage/user-store.ts';
import type { CoreWorld } from './core-world.ts';
import { loadProfile, type Profile } from './profile.ts';

export interface Opening extends Profile {
  readonly session: Session;
}

/** Null where neither this device nor the server knows this user. With storage that fails, it goes on in memory. */
export async function openProfile(store: UserStore, world: CoreWorld, fresh: Session | null): Promise<Opening | null> {
  const profile = (await loadProfile(store, world.uuid).catch(unlessStorage)) ?? { device: world.uuid(), session: null, contact: null };
  const known = fresh ?? profile.session;
  if (known !== null) return { ...profile, session: known };
  const answer = await fetchSession(world.fetch);
  return answer.kind === 'session' && answer.session.user.id === world.user ? { ...profile, session: answer.session } : null;
}
