/** Records as others name them. */
import type { IntegrationLink, MemberLink, Shown, UserLink } from '../../environment-rows.ts';
import type { AppTeamLink, Person, RoleLink } from '../../integration-rows.ts';
import type { Integration } from '@latchkey/shared/domain/integration';
import type { Kind, RecordOf } from '@latchkey/shared/domain/kinds';
import type { ScopedLevel } from '@latchkey/shared/domain/levels';
import { byName } from '../by-name.ts';
import type { Sources } from '../sources.ts';

/** The record with its unsaved edits, or undefined where there is none, or none any more. */
export function shownRecord<K extends Kind>({ records }: Sources, kind: K, id: string | null): RecordOf<K> | undefined {
  const set = records.of(kind);
  const at = id === null ? -1 : set.ids.find(id);
  return at === -1 || set.removed(at) ? undefined : records.effective(kind, at);
}

/** The same with how its edits stand, or null. */
export function shownWith<K extends Kind>(sources: Sources, kind: K, id: string | null): Shown<RecordOf<K>> | null {
  const record = shownRecord(sources, kind, id);
  const set = sources.records.of(kind);
  return record === undefined || id === null ? null : { id, record, pending: set.pending(set.ids.find(id)) };
}

export function integrationLink(sources: Sources, id: string): IntegrationLink | null {
  const record = shownRecord(sources, 'integration', id);
  return record === undefined ? null : { id, name: record.name, connector: record.connector };
}

export function userLink(sources: Sources, id: string | null): UserLink | null {
  const record = shownRecord(sources, 'connectedUser', id);
  return record === undefined || id === null ? null : { id, externalId: record.externalId, name: record.name };
}

export function memberLink(sources: Sources, id: string | null): MemberLink | null {
  const record = shownRecord(sources, 'member', id);
  return record === undefined || id === null ? null : { id, name: record.name };
}

export function personLink(sources: Sources, id: string | null): Person | null {
  const record = shownRecord(sources, 'member', id);
  return record === undefined || id === null ? null : { id, name: record.name, userName: record.userName, email: record.email };
}

export function teamLink(sources: Sources, id: string | null): MemberLink | null {
  const record = shownRecord(sources, 'team', id);
  return record === undefined || id === null ? null : { id, name: record.name };
}

export const roleLink = (catalogue: Integration['roles'], id: string): RoleLink => ({ id, name: catalogue[id]?.name ?? id });

export function appTeamLink(sources: Sources, id: string, catalogue: Integration['roles']): AppTeamLink | null {
  const record = shownRecord(sources, 'appTeam', id);
  if (record === undefined) return null;
  return { id, name: record.name, role: record.role === null ? null : roleLink(catalogue, record.role), team: teamLink(sources, record.team) };
}

/** When a member last signed in, in milliseconds since 1970; null where they have not yet. */
export function lastSignIn({ records }: Sources, member: string): number | null {
  const status = records.status('member', records.of('member').ids.find(member));
  return status === undefined ? null : Date.parse(status.lastSignInAt);
}

/** The integrations of this environment to which levels are given, in the order of their names. */
export function levelLinks(sources: Sources, levels: Readonly<Record<string, ScopedLevel>>): readonly (IntegrationLink & { readonly level: 'manage' | 'monitor' })[] {
  const links = Object.entries(levels).flatMap(([integration, level]) => {
    const link = integrationLink(sources, integration);
    return link === null || level === 'none' ? [] : [{ ...link, level }];
  });
  return sortedLinks(sources, links);
}

/** In the order of their names. */
export const sortedLinks = <L extends MemberLink>({ collator }: Sources, links: readonly L[]): readonly L[] => links.toSorted((a, b) => byName(collator, a, b));
