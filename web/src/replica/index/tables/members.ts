/** The table of members: what each is in this environment, and where it comes from (PRODUCT: Members and Teams). */
import type { Kind } from '@latchkey/shared/domain/kinds';
import type { MemberDetail, MemberRole, MemberRow } from '../../client.ts';
import type { LazySource } from '../lazy-table.ts';
import { present } from '../overview.ts';
import type { UserSources } from '../user-views.ts';
import { grantsOf, roleOf, wideGrants, type NamedTeam } from './access.ts';
import { integrationLink, shownRecord, sortedLinks } from './links.ts';

const roleRank: Readonly<Record<MemberRole, number>> = { owner: 6, administrator: 5, manage: 4, monitor: 3, 'integration-manage': 2, 'integration-monitor': 1, none: 0 };

export function members(sources: UserSources, environment: string): LazySource<MemberRow, MemberDetail> {
  const { records } = sources;
  const set = records.of('member');
  /** What members are in and can reach, until one of them changes. */
  let around: { readonly teams: readonly NamedTeam[]; readonly integrations: readonly string[] } | null = null;

  const surroundings = (): NonNullable<typeof around> => {
    around ??= {
      teams: present(sources, 'team').flatMap((at) => {
        const record = records.effective('team', at);
        return record === undefined ? [] : [{ id: records.of('team').ids.text(at), name: record.name, record }];
      }),
      integrations: present(sources, 'integration').map((at) => records.of('integration').ids.text(at)),
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
    const grants = integrations.map((integration) => grantsOf(id, member, own, environment, integration)).filter((list) => list.length > 0);
    return {
      id,
      name,
      userName,
      email,
      role: roleOf(wide, grants.flat()),
      integrations: grants.length,
      teams: sortedLinks(sources, own.map((team) => ({ id: team.id, name: team.name }))),
      enabled,
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
      integrations: { kind: 'number', of: ({ integrations }) => integrations },
      teams: { kind: 'labels', of: ({ teams }) => teams.map(({ id }) => id), rank: ({ teams }) => teams.length },
      enabled: { kind: 'labels', of: ({ enabled }) => [enabled ? 'yes' : 'no'], rank: ({ enabled }) => Number(enabled) },
      joined: { kind: 'number', of: ({ joinedAt }) => joinedAt },
    },
    counted: ['role', 'teams', 'enabled'],
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
