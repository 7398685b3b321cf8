/** What members are, and where their access comes from, in words (PRODUCT: who has what, from where). */
import type { Grant, MemberRole } from '$replica/environment-rows.ts';

export const roles: Readonly<Record<MemberRole, string>> = {
  owner: 'Account owner',
  administrator: 'Administrator',
  manage: 'Account-level manage',
  monitor: 'Account-level monitor',
  'integration-manage': 'Integration-level manage',
  'integration-monitor': 'Integration-level monitor',
  none: 'No access here',
};

/** What a grant by itself makes of somebody. */
export const roleOfGrant = (grant: Grant): MemberRole => (grant.from === 'member' || grant.from === 'team' ? `integration-${grant.level}` : grant.level);

/** What a role on an integration is inherited from, or null where it was given directly. @param grants the furthest reaching first */
export function inheritedFrom(grants: readonly Grant[]): string | null {
  const wide = grants.find(({ from }) => from === 'workspace' || from === 'environment');
  if (wide !== undefined) return `inherited from the ${wide.from}`;
  const [team] = grants.flatMap((grant) => (grant.from === 'team' ? [grant.team.name] : []));
  return team === undefined || grants.some(({ from }) => from === 'member') ? null : `through ${team}`;
}

/** Where a grant comes from: `inherited from the environment`, `through Support EU`, `given directly`. */
export function sourceOf(grant: Grant): string {
  switch (grant.from) {
    case 'workspace':
      return `inherited from the workspace, as ${grant.level}`;
    case 'environment':
      return `inherited from the environment, ${grant.level}`;
    case 'member':
      return `given directly, ${grant.level}`;
    case 'team':
      return `through the team ${grant.team.name}, ${grant.level}`;
  }
}
