/** Records as others name them. */
import type { IntegrationLink, MemberLink, Shown, UserLink } from '../../client.ts';
import type { Kind, RecordOf } from '@latchkey/shared/domain/kinds';
import type { ScopedLevel } from '@latchkey/shared/domain/levels';
import { byName } from '../by-name.ts';
import type { UserSources } from '../user-views.ts';

/** The record with its unsaved edits, or undefined where there is none, or none any more. */
export function shownRecord<K extends Kind>({ records }: UserSources, kind: K, id: string | null): RecordOf<K> | undefined {
  const set = records.of(kind);
  const at = id === null ? -1 : set.ids.find(id);
  return at === -1 || set.removed(at) ? undefined : records.effective(kind, at);
}

/** The same with how its edits stand, or null. */
export function shownWith<K extends Kind>(sources: UserSources, kind: K, id: string | null): Shown<RecordOf<K>> | null {
  const record = shownRecord(sources, kind, id);
  const set = sources.records.of(kind);
  return record === undefined || id === null ? null : { id, record, pending: set.pending(set.ids.find(id)) };
}

export function integrationLink(sources: UserSources, id: string): IntegrationLink | null {
  const record = shownRecord(sources, 'integration', id);
  return record === undefined ? null : { id, name: record.name, connector: record.connector };
}

export function userLink(sources: UserSources, id: string | null): UserLink | null {
  const record = shownRecord(sources, 'connectedUser', id);
  return record === undefined || id === null ? null : { id, externalId: record.externalId, name: record.name };
}

export function memberLink(sources: UserSources, id: string | null): MemberLink | null {
  const record = shownRecord(sources, 'member', id);
  return record === undefined || id === null ? null : { id, name: record.name };
}

/** The integrations of this environment to which levels are given, in the order of their names. */
export function levelLinks(sources: UserSources, levels: Readonly<Record<string, ScopedLevel>>): readonly (IntegrationLink & { readonly level: 'manage' | 'monitor' })[] {
  const links = Object.entries(levels).flatMap(([integration, level]) => {
    const link = integrationLink(sources, integration);
    return link === null || level === 'none' ? [] : [{ ...link, level }];
  });
  return sortedLinks(sources, links);
}

/** In the order of their names. */
export const sortedLinks = <L extends MemberLink>({ collator }: UserSources, links: readonly L[]): readonly L[] => links.toSorted((a, b) => byName(collator, a, b));
