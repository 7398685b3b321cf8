/** What a member reaches in an environment, and what gives it (PRODUCT: who has what, from where). */
import { scopedRank } from '@latchkey/shared/domain/ranks';
import type { Member } from '@latchkey/shared/domain/member';
import type { Team } from '@latchkey/shared/domain/team';
import type { Grant, MemberLink, MemberRole } from '../../environment-rows.ts';

export interface NamedTeam extends MemberLink {
  readonly record: Team;
}

/** The further a role reaches, the higher. */
export const roleRank: Readonly<Record<MemberRole, number>> = { owner: 6, administrator: 5, manage: 4, monitor: 3, 'integration-manage': 2, 'integration-monitor': 1, none: 0 };

/** What reaches every integration of the environment. */
export function wideGrants(member: Pick<Member, 'level' | 'environments'>, environment: string): readonly Grant[] {
  const grants: Grant[] = [];
  if (member.level !== 'none') grants.push({ from: 'workspace', level: member.level });
  const level = member.environments[environment] ?? 'none';
  if (level !== 'none') grants.push({ from: 'environment', level });
  return grants;
}

/** Everything that gives a member one integration, the furthest reaching first. */
export function grantsOf(id: string, member: Member, teams: readonly NamedTeam[], environment: string, integration: string): readonly Grant[] {
  const own = member.integrations[integration] ?? 'none';
  const direct: readonly Grant[] = own === 'none' ? [] : [{ from: 'member', level: own }];
  const ofTeams = teams.flatMap(({ id: team, name, record }): readonly Grant[] => {
    const level = record.integrations[integration] ?? 'none';
    return level === 'none' || record.members[id] !== true ? [] : [{ from: 'team', team: { id: team, name }, level }];
  });
  return [...wideGrants(member, environment), ...direct, ...ofTeams];
}

/** Whether it gives more than to look. */
export const manages = (grant: Grant): boolean => grant.from === 'workspace' || grant.level === 'manage';

/** The furthest reaching of all grants, in a word. */
export function roleOf(wide: readonly Grant[], single: readonly Grant[]): MemberRole {
  const workspace = wide.find((grant) => grant.from === 'workspace');
  if (workspace !== undefined) return workspace.level;
  const environment = wide.find((grant) => grant.from === 'environment');
  if (environment !== undefined) return environment.level;
  const levels = single.flatMap((grant) => (grant.from === 'member' || grant.from === 'team' ? [grant.level] : []));
  const best = levels.toSorted((a, b) => scopedRank[b] - scopedRank[a])[0];
  return best === undefined ? 'none' : `integration-${best}`;
}
