/** The table of members: what each is in this environment, and where it comes from (PRODUCT: Members and Teams). */
import type { Kind } from '@latchkey/shared/domain/kinds';
import type { MemberDetail, MemberRow } from '../../environment-rows.ts';
import type { LazySource } from '../lazy-table.ts';
import { present } from '../overview.ts';
import type { UserSources } from '../user-views.ts';
import { grantsOf, manages, roleOf, roleRank, wideGrants, type NamedTeam } from './access.ts';
import { integrationLink, lastSignIn, shownRecord, sortedLinks } from './links.ts';

export function members(sources: UserSources, environment: string): LazySource<MemberRow, MemberDetail> {
  const { records } = sources;
  const set = records.of('member');
  /** What members are in and can reach, until one of them changes. */
  let around: { readonly teams: readonly NamedTeam[]; readonly integrations: readonly string[] } | null = null;

  const surroundings = (): NonNullable<typeof around> => {
    around ??= {
      teams: sortedLinks(
        sources,
        present(sources, 'team').flatMap((at) => {
          const record = records.effective('team', at);
          return record === undefined ? [] : [{ id: records.of('team').ids.text(at), name: record.name, record }];
        }),
      ),
      integrations: present(sources, 'integration').map((at) => records.of('integration').ids.text(at)).toSorted(),
    };
    return around;
  };
  const reachesOf = (id: string): MemberDetail['reaches'] => {
    const member = shownRecord(sources, 'member', id);
    const { teams, integrations } = surroundings();
    if (member === undefined) return [];
    const reached = integrations.flatMap((integration) => {
      const link = integrationLink(sources, integration);
      const grants = grantsOf(id, member, teams, environment, integration);
      return link === null || grants.length === 0 ? [] : [{ ...link, integration: link, grants }];
    });
    return sortedLinks(sources, reached).map(({ integration, grants }) => ({ integration, grants }));
  };
  const row = (at: number): MemberRow | null => {
    const id = set.ids.text(at);
    const member = shownRecord(sources, 'member', id);
    if (member === undefined) return null;
    const { name, userName, email, enabled, joinedAt } = member;
    const { teams, integrations } = surroundings();
    const own = teams.filter(({ record }) => record.members[id] === true);
    const wide = wideGrants(member, environment);
    const reached = integrations
      .map((integration) => ({ integration, grants: grantsOf(id, member, own, environment, integration) }))
      .filter(({ grants }) => grants.length > 0);
    return {
      id,
      name,
      userName,
      email,
      role: roleOf(wide, reached.flatMap(({ grants }) => grants)),
      integrations: reached.map(({ integration }) => integration),
      manages: reached.filter(({ grants }) => grants.some(manages)).map(({ integration }) => integration),
      teams: sortedLinks(sources, own.map((team) => ({ id: team.id, name: team.name }))),
      enabled,
      lastSignInAt: lastSignIn(sources, id),
      joinedAt: Date.parse(joinedAt),
      pending: set.pending(at),
    };
  };

  return {
    search: ({ name, userName, email }) => [name, userName, email],
    columns: {
      name: { kind: 'text', of: ({ name }) => name },
      userName: { kind: 'text', of: ({ userName }) => userName },
      email: { kind: 'text', of: ({ email }) => email },
      role: { kind: 'labels', of: ({ role }) => [role], rank: ({ role }) => roleRank[role] },
      integrations: { kind: 'labels', of: ({ integrations }) => integrations, rank: ({ integrations }) => integrations.length },
      manages: { kind: 'labels', of: (row) => row.manages, rank: (row) => row.manages.length },
      teams: { kind: 'labels', of: ({ teams }) => teams.map(({ id }) => id), rank: ({ teams }) => teams.length },
      enabled: { kind: 'labels', of: ({ enabled }) => [enabled ? 'yes' : 'no'], rank: ({ enabled }) => Number(enabled) },
      lastSignIn: { kind: 'number', of: ({ lastSignInAt }) => lastSignInAt ?? 0 },
      joined: { kind: 'number', of: ({ joinedAt }) => joinedAt },
    },
    counted: ['role', 'integrations', 'manages', 'teams', 'enabled'],
    set,
    row,
    detail: (at) => {
      const record = records.effective('member', at);
      const shown = row(at);
      return record === undefined || shown === null ? null : { id: shown.id, record, pending: shown.pending, row: shown, wide: wideGrants(record, environment), reaches: reachesOf(shown.id) };
    },
    affected: (kind: Kind, at: number) => {
      if (kind === 'member') return [at];
      if (kind !== 'team' && kind !== 'integration') return [];
      around = null;
      return present(sources, 'member');
    },
  };
}
