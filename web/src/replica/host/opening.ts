/** Whom the replica is opened for: as the server has just said, as this device remembers, or as the server says now. */
import type { Session } from '@latchkey/shared/protocol/http';
import { refusalFor, type Refusal } from '../account/refusal.ts';
import { fetchSession } from '../account/session.ts';
import type { SignedOut } from '../channel/tab-channel.ts';
import { Outbox } from '../outbox/outbox.ts';
import { unlessStorage } from '../storage/deadline.ts';
import { removeForGood } from '../storage/remove.ts';
import type { UserStore } from '../storage/user-store.ts';
import type { CoreWorld } from './core-world.ts';
import { loadProfile, type Profile } from './profile.ts';

export interface Opening extends Profile {
  readonly session: Session;
}

/** Why it can not be: where neither this device nor the server knows this user. */
export interface Unopened {
  readonly kind: Refusal['kind'];
  readonly signIn: string | null;
}

/** With storage that fails, it goes on in memory. */
export async function openProfile(store: UserStore, world: CoreWorld, fresh: Session | null): Promise<Opening | Unopened> {
  const profile = (await loadProfile(store, world.uuid).catch(unlessStorage)) ?? { device: world.uuid(), session: null, signIn: null, contact: null };
  const known = fresh ?? profile.session;
  if (known !== null) return { ...profile, session: known };
  const { signIn } = profile;
  const answer = await fetchSession(world.fetch, signIn);
  if (answer.kind === 'unreachable') return { kind: 'unrecognised', signIn };
  if (answer.kind !== 'session') return { kind: refusalFor(world.user, answer), signIn };
  if (answer.session.user.id === world.user) return { ...profile, session: answer.session };
  world.otherUser(answer.session);
  return { kind: 'unrecognised', signIn };
}

/** Leaves what could not be opened: as it is, to wait for a sign-in, or removed (OUT-8, OUT-11). */
export async function leave(store: UserStore, world: CoreWorld, { kind: why, signIn }: Unopened): Promise<SignedOut> {
  const unsent = (await new Outbox(store).unsent().catch(unlessStorage)) ?? 0;
  await store.close();
  if (why === 'unrecognised') return { kind: 'signed-out', why, waiting: unsent };
  await removeForGood(world.user, world, signIn ?? true);
  return why === 'wiped' ? { kind: 'signed-out', why, lost: unsent, user: world.user } : { kind: 'signed-out', why, lost: unsent };
}
