/** The table of app users: every account inside the external app, and whose it is (PRODUCT: Integration → App users). */
import type { AppAccount } from '@latchkey/shared/domain/app-account';
import { isWanted, needOf } from '@latchkey/shared/domain/app-account-need';
import { accountStatuses, explainStatus, statusOf, type AccountStatus } from '@latchkey/shared/domain/app-account-status';
import type { Integration } from '@latchkey/shared/domain/integration';
import type { Kind } from '@latchkey/shared/domain/kinds';
import { offeredRoles } from '@latchkey/shared/domain/roles';
import { suggestedMembers } from '@latchkey/shared/domain/suggested-members';
import type { AccessType, AppAccountDetail, AppAccountRow, AppTeamLink, RoleState } from '../../integration-rows.ts';
import { keys } from '../engine/columns/keys-column.ts';
import { words } from '../engine/columns/words-column.ts';
import type { KeptTable } from '../kept-table.ts';
import type { LazySource } from '../lazy-table.ts';
import { present } from '../overview.ts';
import type { Sources } from '../sources.ts';
import { AccountLinks, type AccountLinksSnapshot } from './account-links.ts';
import { appTeamLink, personLink, roleLink, shownRecord, shownWith, sortedLinks } from './links.ts';

/** In the order of precedence; agreeing comes last. */
const statusRank = (status: AccountStatus): number => (status === null ? accountStatuses.length : accountStatuses.indexOf(status));

/** What such an account can be called in a filter of its type: one word, or the team that gives access. */
const typeLabel = (type: AccessType): string => (type.kind === 'team' ? type.team.id : type.kind);
const typeRank: Readonly<Record<AccessType['kind'], number>> = { individual: 0, team: 1, multiple: 2 };

/** @param now milliseconds since 1970: an invitation expires by itself. @param table where it is kept for the next start */
export function appAccounts(sources: Sources, integration: string, now: () => number, table: KeptTable): LazySource<AppAccountRow, AppAccountDetail> {
  const { records } = sources;
  const set = records.of('appAccount');
  const links = new AccountLinks(sources, integration);

  const teamsOf = ({ teams }: AppAccount): readonly AppTeamLink[] =>
    sortedLinks(sources, Object.keys(teams).flatMap((id) => appTeamLink(sources, id, links.catalogue) ?? []));

  const rolesOf = (account: AppAccount, teams: readonly AppTeamLink[]): AppAccountRow['roles'] => {
    const { desired, reported } = account;
    const own = desired.presence === 'present' ? desired.roles : {};
    const wanted = [...Object.keys(own), ...teams.flatMap(({ role }) => (role === null ? [] : [role.id]))];
    const held = isWanted(account) ? wanted : 'roles' in reported ? Object.keys(reported.roles) : [];
    return sortedLinks(sources, [...new Set(held)].map((id) => roleLink(links.catalogue, id)));
  };

  const row = (at: number): AppAccountRow | null => {
    const id = set.ids.text(at);
    const account = shownRecord(sources, 'appAccount', id);
    if (account === undefined) return null;
    links.put(at, account, now());
    const teams = teamsOf(account);
    const lastUsedAt = records.status('appAccount', at)?.lastUsedAt ?? null;
    return {
      id,
      member: personLink(sources, account.member),
      username: account.username,
      roles: rolesOf(account, teams),
      assets: account.assets,
      type: typeOf(account, teams),
      lastUsedAt: lastUsedAt === null ? null : Date.parse(lastUsedAt),
      status: statusOf(account, now()),
      protected: account.desired.protected,
      exempted: account.desired.exempted,
      pending: set.pending(at),
    };
  };

  const suggestionsFor = ({ member, username }: AppAccount): AppAccountDetail['suggestions'] => {
    if (member !== null) return [];
    const matched = new Set(present(sources, 'appAccount').map((at) => records.effective('appAccount', at)?.member));
    const members = present(sources, 'member').flatMap((at) => {
      const person = personLink(sources, records.of('member').ids.text(at));
      return person === null || matched.has(person.id) ? [] : [person];
    });
    return suggestedMembers(username, sortedLinks(sources, members));
  };

  return {
    search: ({ member, username, roles }) => [username, member?.name ?? null, member?.userName ?? null, member?.email ?? null, ...roles.map(({ name }) => name)],
    columns: {
      user: words(({ member }) => (member === null ? null : `${member.userName} ${member.email}`)),
      member: keys(({ member }) => (member === null ? [] : [member.id])),
      username: words(({ username }) => username),
      roles: { kind: 'labels', of: ({ roles }) => roles.map(({ id }) => id), rank: ({ roles }) => roles.length },
      assets: { kind: 'labels', of: ({ assets }) => assets, rank: ({ assets }) => assets.length },
      type: { kind: 'labels', of: ({ type }) => [typeLabel(type)], rank: ({ type }) => typeRank[type.kind] },
      /** Never comes before all others. */
      lastUsed: { kind: 'number', of: ({ lastUsedAt }) => lastUsedAt ?? 0 },
      status: { kind: 'labels', of: ({ status }) => [status ?? 'none'], rank: ({ status }) => statusRank(status) },
      matched: { kind: 'labels', of: ({ member }) => [member === null ? 'no' : 'yes'], rank: null },
      protected: { kind: 'labels', of: (shown) => [shown.protected ? 'yes' : 'no'], rank: null },
      exempted: { kind: 'labels', of: (shown) => [shown.exempted ? 'yes' : 'no'], rank: null },
    },
    counted: ['roles', 'assets', 'type', 'status', 'matched', 'protected', 'exempted'],
    set,
    row,
    detail: (at) => {
      const record = records.effective('appAccount', at);
      const shown = row(at);
      if (record === undefined || shown === null) return null;
      const teams = teamsOf(record);
      return {
        ...{ id: shown.id, record, pending: shown.pending, row: shown, teams },
        explanation: explainStatus(record, now()),
        roles: roleStates(links.catalogue, record, teams, now()),
        suggestions: suggestionsFor(record),
        integration: shownWith(sources, 'integration', integration),
      };
    },
    affected: (kind: Kind, at: number) => {
      if (kind === 'appAccount') return [at];
      if (kind === 'member') return links.ofMember(records.of('member').ids.text(at));
      if (kind === 'appTeam') return links.ofTeam(records.of('appTeam').ids.text(at));
      return kind === 'integration' && links.catalogueChanged() ? 'all' : [];
    },
    until: () => links.until(now()),
    outdated: () => links.expired(now()),
    kept: { table, snapshot: () => links.snapshot(), restore: (snapshot) => links.restore(snapshot as AccountLinksSnapshot) },
  };
}

/** An account that is to be there, but has no role of its own, comes through its teams. */
function typeOf({ desired }: AppAccount, teams: readonly AppTeamLink[]): AccessType {
  const links = teams.map(({ id, name }) => ({ id, name }));
  const [only] = links;
  if (only === undefined) return { kind: 'individual' };
  const isAlsoOwn = desired.presence === 'present' && Object.keys(desired.roles).length > 0;
  return links.length === 1 && !isAlsoOwn ? { kind: 'team', team: only } : { kind: 'multiple', teams: links };
}

function roleStates(catalogue: Integration['roles'], account: AppAccount, teams: readonly AppTeamLink[], now: number): readonly RoleState[] {
  const { desired, reported } = account;
  const direct = desired.presence === 'present' ? desired.roles : {};
  const there = 'roles' in reported ? reported.roles : {};
  const given = teams.flatMap(({ role }) => (role === null ? [] : [role.id]));
  /** Nothing is on its way to or from an account that Latchkey leaves alone, or that others removed. */
  const settled = desired.exempted || (reported.presence === 'removed' && needOf(account, now) === null);
  const offered = new Set(offeredRoles(catalogue).map(([id]) => id));
  const ids = new Set([...offered, ...Object.keys(direct), ...Object.keys(there), ...given]);
  return [...ids].map((id) => ({
    ...roleLink(catalogue, id),
    description: catalogue[id]?.description ?? null,
    offered: offered.has(id),
    direct: Object.hasOwn(direct, id),
    teams: teams.filter(({ role }) => role?.id === id).map((team) => ({ id: team.id, name: team.name })),
    waiting: !settled && Object.hasOwn(direct, id) !== Object.hasOwn(there, id),
  }));
}
