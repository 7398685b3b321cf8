/** The table of teams: who is in each, and what it gives them here (PRODUCT: Members and Teams). */
import type { Kind } from '@latchkey/shared/domain/kinds';
import type { TeamDetail, TeamRow } from '../../environment-rows.ts';
import type { LazySource } from '../lazy-table.ts';
import { present } from '../overview.ts';
import type { UserSources } from '../user-views.ts';
import { levelLinks, shownRecord, sortedLinks } from './links.ts';

export function teams(sources: UserSources): LazySource<TeamRow, TeamDetail> {
  const { records } = sources;
  const set = records.of('team');

  const given = (id: string): TeamDetail['integrations'] => levelLinks(sources, shownRecord(sources, 'team', id)?.integrations ?? {});
  const membersOf = (id: string): TeamDetail['members'] => {
    const ids = Object.keys(shownRecord(sources, 'team', id)?.members ?? {});
    const links = ids.flatMap((member) => {
      const record = shownRecord(sources, 'member', member);
      return record === undefined ? [] : [{ id: member, name: record.name, email: record.email, enabled: record.enabled }];
    });
    return sortedLinks(sources, links);
  };
  const row = (at: number): TeamRow | null => {
    const id = set.ids.text(at);
    const team = shownRecord(sources, 'team', id);
    if (team === undefined) return null;
    const integrations = given(id).map(({ level: _level, ...link }) => link);
    return { id, name: team.name, members: membersOf(id).length, integrations, createdAt: Date.parse(team.createdAt), pending: set.pending(at) };
  };

  return {
    search: ({ name }) => [name],
    columns: {
      name: { kind: 'text', of: ({ name }) => name },
      members: { kind: 'labels', of: ({ members }) => [members > 0 ? 'some' : 'none'], rank: ({ members }) => members },
      integrations: { kind: 'labels', of: ({ integrations }) => integrations.map(({ id }) => id), rank: ({ integrations }) => integrations.length },
      created: { kind: 'number', of: ({ createdAt }) => createdAt },
    },
    counted: ['members', 'integrations'],
    set,
    row,
    detail: (at) => {
      const record = records.effective('team', at);
      const shown = row(at);
      if (record === undefined || shown === null) return null;
      return { id: shown.id, record, pending: shown.pending, row: shown, members: membersOf(shown.id), integrations: given(shown.id) };
    },
    affected: (kind: Kind, at: number) => {
      if (kind === 'team') return [at];
      return kind === 'member' || kind === 'integration' ? present(sources, 'team') : [];
    },
  };
}
