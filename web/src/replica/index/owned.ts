/** Activations and connections as they belong to users. */
import type { RecordOf } from '@latchkey/shared/domain/kinds';
import type { UserSources } from './user-views.ts';

/**
 * Whether an activation or connection has whom it belongs to: a user's own goes with the user; one that an account
 * shares stays. @param user the number of its user, or null
 */
export function hasOwner({ records, holdsUsers }: UserSources, kind: 'activation' | 'connection', at: number, user: number | null): boolean {
  const users = records.of('connectedUser');
  return user === null || !holdsUsers || (users.has(user) && !users.removed(user)) || records.effective(kind, at)?.sharing === 'account';
}

/** The activation or connection, or undefined where it is not there, or no longer has whom it belongs to. */
export function shownDependent<K extends 'activation' | 'connection'>(sources: UserSources, kind: K, at: number): RecordOf<K> | undefined {
  const dependent = (kind === 'activation' ? sources.activations : sources.connections).get(at);
  return dependent === null || !hasOwner(sources, kind, at, dependent.owner) ? undefined : sources.records.effective(kind, at);
}
