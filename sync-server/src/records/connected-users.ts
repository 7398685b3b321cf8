/** Writing a connected user without a base: profile fields and what the product reports, never the switch (EDIT-9). */
import { ConnectedUser, ConnectedUserStatus } from '@latchkey/shared/domain/connected-user';
import * as v from 'valibot';
import type { Row } from '../store/store.ts';
import { connectedUserRow } from './rows.ts';

/** What to write; a field that is absent is left as it is. */
export interface Profile {
  readonly name?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly account?: string | null | undefined;
  readonly createdAt?: string | undefined;
  readonly lastSeenAt?: string | null | undefined;
}

export interface UserPlace {
  readonly workspace: string;
  readonly environment: string;
  readonly externalId: string;
}

/**
 * The row as it has to be, or null where it is so already.
 * @param before the unremoved row of that external id; without one it is a new record with a new id (EDIT-10)
 */
export function withProfile(before: Row | undefined, place: UserPlace, profile: Profile, fresh: { readonly id: () => string; readonly at: string }): Row | null {
  const { lastSeenAt, ...fields } = profile;
  if (before === undefined) {
    const { name = null, email = null, account = null, createdAt = fresh.at } = fields;
    const user: ConnectedUser = { environment: place.environment, externalId: place.externalId, name, email, account, enabled: true, createdAt };
    return connectedUserRow(place.workspace, fresh.id(), user, { lastSeenAt: lastSeenAt ?? null });
  }
  const record = v.parse(ConnectedUser, before.record);
  const status = before.status === null ? null : v.parse(ConnectedUserStatus, before.status);
  const changes = Object.entries(fields).filter(([field, value]) => value !== undefined && value !== record[field as keyof typeof fields]);
  const seen = lastSeenAt !== undefined && lastSeenAt !== (status?.lastSeenAt ?? null);
  if (changes.length === 0 && !seen) return null;
  return { ...before, record: { ...record, ...Object.fromEntries(changes) }, status: seen ? { lastSeenAt } : status };
}
