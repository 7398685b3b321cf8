/** The table of integrations: state, group, users and failures of each (PRODUCT: Integrations). */
import type { Kind } from '@latchkey/shared/domain/kinds';
import type { IntegrationDetail, IntegrationRow } from '../../environment-rows.ts';
import type { Selection } from '../engine/selection.ts';
import { names } from '../engine/columns/names-column.ts';
import type { LazySource } from '../lazy-table.ts';
import { present, tally, type Tally } from '../overview.ts';
import type { UserSources } from '../user-views.ts';
import { shownRecord } from './links.ts';

/** @param users all connected users, as they now are */
export function integrations(sources: UserSources, users: () => Selection<string>): LazySource<IntegrationRow, IntegrationDetail> {
  const { records } = sources;
  const set = records.of('integration');
  /** What all rows are counted from, until something of it changes. */
  let counted: { readonly having: ReadonlyMap<string, number>; readonly copies: Tally } | null = null;

  const row = (at: number): IntegrationRow | null => {
    const id = set.ids.text(at);
    const record = shownRecord(sources, 'integration', id);
    if (record === undefined) return null;
    counted ??= { having: users().facet('integrations'), copies: tally(sources, 'activation') };
    const { name, connector, enabled, group, flow, configuration, sharing } = record;
    const copies = counted.copies.bySubject.get(at);
    return {
      id,
      name,
      connector,
      enabled,
      group,
      flow,
      configuration,
      sharing,
      users: counted.having.get(id) ?? 0,
      activations: copies?.total ?? 0,
      failures: copies?.broken ?? 0,
      pending: set.pending(at),
    };
  };

  return {
    search: ({ name, connector, group, flow, configuration }) => [name, connector, group, flow.name, configuration.name],
    columns: {
      name: { kind: 'text', of: ({ name }) => name },
      state: { kind: 'labels', of: ({ enabled }) => [enabled ? 'enabled' : 'disabled'], rank: ({ enabled }) => Number(!enabled) },
      group: names(({ group }) => group),
      flow: names(({ flow }) => flow.name),
      configurationName: names(({ configuration }) => configuration.name),
      sharing: names(({ sharing }) => sharing),
      users: { kind: 'number', of: (shown) => shown.users },
      activations: { kind: 'number', of: (shown) => shown.activations },
      failures: { kind: 'labels', of: ({ failures }) => [failures > 0 ? 'some' : 'none'], rank: ({ failures }) => failures },
    },
    counted: ['state', 'group', 'sharing', 'failures'],
    set,
    row,
    detail: (at) => {
      const record = records.effective('integration', at);
      const shown = row(at);
      return record === undefined || shown === null ? null : { id: shown.id, record, pending: shown.pending, row: shown };
    },
    affected: (kind: Kind, at: number) => {
      if (kind === 'integration') return [at];
      if (kind !== 'activation' && kind !== 'connectedUser') return [];
      counted = null;
      return present(sources, 'integration');
    },
  };
}
