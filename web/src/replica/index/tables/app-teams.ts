/** The table of app teams: teams, collections or groups inside the external app (PRODUCT: Integration → App teams). */
import { explainTeamStatus, teamStatuses, teamStatusOf, type TeamStatus } from '@latchkey/shared/domain/app-team-status';
import type { Kind } from '@latchkey/shared/domain/kinds';
import type { AppTeamDetail, AppTeamRow } from '../../integration-rows.ts';
import { names } from '../engine/columns/names-column.ts';
import { words } from '../engine/columns/words-column.ts';
import type { LazySource } from '../lazy-table.ts';
import { byName } from '../by-name.ts';
import { present } from '../overview.ts';
import type { Sources } from '../sources.ts';
import { appTeamLink, personLink, shownRecord, shownWith } from './links.ts';

/** In the order of precedence; agreeing comes last. */
const statusRank = (status: TeamStatus): number => (status === null ? teamStatuses.length : teamStatuses.indexOf(status));

export function appTeams(sources: Sources, integration: string): LazySource<AppTeamRow, AppTeamDetail> {
  const { records, collator } = sources;
  const set = records.of('appTeam');
  /** App team → numbers of the accounts that have access through it, until an account changes. */
  let counted: ReadonlyMap<string, readonly number[]> | null = null;

  const accountsOf = (team: string): readonly number[] => {
    counted ??= accountsByTeam(sources);
    return counted.get(team) ?? [];
  };

  const row = (at: number): AppTeamRow | null => {
    const id = set.ids.text(at);
    const record = shownRecord(sources, 'integration', integration);
    const link = appTeamLink(sources, id, record?.roles ?? {});
    const team = records.effective('appTeam', at);
    if (link === null || team === undefined) return null;
    return { ...link, type: record?.teamWord ?? 'team', accounts: accountsOf(id).length, wanted: team.presence !== 'gone', status: teamStatusOf(team), pending: set.pending(at) };
  };

  return {
    search: ({ name, role, team }) => [name, role?.name ?? null, team?.name ?? null],
    columns: {
      name: words(({ name }) => name),
      role: names(({ role }) => role?.name ?? null),
      roleId: { kind: 'labels', of: ({ role }) => [role?.id ?? 'none'], rank: null },
      type: names(({ type }) => type),
      team: names(({ team }) => team?.name ?? null),
      teamId: { kind: 'labels', of: ({ team }) => [team?.id ?? 'none'], rank: null },
      accounts: { kind: 'number', of: ({ accounts }) => accounts },
      status: { kind: 'labels', of: ({ status }) => [status ?? 'none'], rank: ({ status }) => statusRank(status) },
    },
    counted: ['roleId', 'type', 'team', 'status'],
    set,
    row,
    detail: (at) => {
      const record = records.effective('appTeam', at);
      const shown = row(at);
      if (record === undefined || shown === null) return null;
      const accounts = accountsOf(shown.id).flatMap((account) => {
        const found = records.effective('appAccount', account);
        return found === undefined ? [] : [{ id: records.of('appAccount').ids.text(account), username: found.username, member: personLink(sources, found.member) }];
      });
      const inOrder = accounts.toSorted((a, b) => byName(collator, { id: a.id, name: a.username }, { id: b.id, name: b.username }));
      return { id: shown.id, record, pending: shown.pending, row: shown, explanation: explainTeamStatus(record), accounts: inOrder, integration: shownWith(sources, 'integration', integration) };
    },
    affected: (kind: Kind, at: number) => {
      if (kind === 'appTeam') return [at];
      if (kind !== 'appAccount' && kind !== 'team' && kind !== 'integration') return [];
      if (kind === 'appAccount') counted = null;
      return present(sources, 'appTeam');
    },
  };
}

function accountsByTeam(sources: Sources): ReadonlyMap<string, readonly number[]> {
  const byTeam = new Map<string, number[]>();
  for (const at of present(sources, 'appAccount')) {
    for (const team of Object.keys(sources.records.effective('appAccount', at)?.teams ?? {})) {
      const accounts = byTeam.get(team);
      if (accounts === undefined) byTeam.set(team, [at]);
      else accounts.push(at);
    }
  }
  return byTeam;
}
