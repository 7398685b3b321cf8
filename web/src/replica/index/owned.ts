/** Activations and connections as they belong to users. */
import type { RecordOf } from '@latchkey/shared/domain/kinds';
import type { UserSources } from './user-views.ts';

/**
 * Whether an activation or connection shows: a user's own goes with the user; one that an account shares stays. The
 * server has taken out those whose user is gone, so that only an unsaved removal counts here: of a connection that its
 * account lends to others, the readers of one integration may not know the user (DOC-2). @param user its number, or null
 */
export function hasOwner({ records }: UserSources, kind: 'activation' | 'connection', at: number, user: number | null): boolean {
  return user === null || !records.of('connectedUser').removed(user) || records.effective(kind, at)?.sharing === 'account';
}

/** The activation or connection, or undefined where it is not there, or no longer has whom it belongs to. */
export function shownDependent<K extends 'activation' | 'connection'>(sources: UserSources, kind: K, at: number): RecordOf<K> | undefined {
  const dependent = (kind === 'activation' ? sources.activations : sources.connections).get(at);
  return dependent === null || !hasOwner(sources, kind, at, dependent.owner) ? undefined : sources.records.effective(kind, at);
}
