/** The table of activations: a row for each copy of an integration (PRODUCT: Integrations). */
import type { Kind } from '@latchkey/shared/domain/kinds';
import { switchesOff } from '@latchkey/shared/domain/running';
import type { ActivationDetail, ActivationRow, EditState } from '../../environment-rows.ts';
import { names } from '../engine/columns/names-column.ts';
import { words } from '../engine/columns/words-column.ts';
import type { LazySource } from '../lazy-table.ts';
import { shownDependent } from '../owned.ts';
import type { UserSources } from '../user-views.ts';
import { present } from '../overview.ts';
import { integrationLink, shownRecord, shownWith, userLink } from './links.ts';

export function activations(sources: UserSources): LazySource<ActivationRow, ActivationDetail> {
  const { records } = sources;
  const set = records.of('activation');
  const runs = records.of('run');
  /** Activation → the run of it that waits and that its status does not tell of yet, until a run changes. */
  let asked: ReadonlyMap<string, { readonly run: string; readonly pending: EditState | null }> | null = null;

  const waiting = (): NonNullable<typeof asked> => {
    asked ??= new Map(
      present(sources, 'run')
        .flatMap((at) => {
          const run = records.effective('run', at);
          return run?.state.kind === 'queued' ? [[run.activation, { run: runs.ids.text(at), pending: runs.pending(at) }] as const] : [];
        })
        // Of several, the first by id is what stays.
        .sort(([, a], [, b]) => (a.run > b.run ? -1 : 1)),
    );
    return asked;
  };

  const row = (at: number): ActivationRow | null => {
    const activation = shownDependent(sources, 'activation', at);
    if (activation === undefined) return null;
    const { enabled, account, sharing } = activation;
    const integration = shownRecord(sources, 'integration', activation.integration);
    const user = shownRecord(sources, 'connectedUser', activation.user);
    const status = records.status('activation', at);
    const id = set.ids.text(at);
    const run = waiting().get(id);
    // Who may not view runs knows of one by its activation alone, and may cancel it.
    const told = status?.queued === undefined || !runs.removed(runs.ids.find(status.queued)) ? (status?.inFlight ?? null) : status.inFlight === 'queued' ? null : status.inFlight;
    const queued = run?.run ?? (told === null ? null : (status?.queued ?? null));
    return {
      id,
      integration: integrationLink(sources, activation.integration),
      enabled,
      off: switchesOff(activation, integration?.enabled ?? false, user?.enabled ?? false),
      latestRun: status?.latestRun ?? null,
      inFlight: told ?? (run === undefined ? null : 'queued'),
      waits: told === 'queued' || run !== undefined,
      queued,
      flow: integration?.flow ?? null,
      configuration: integration?.configuration ?? null,
      group: integration?.group ?? null,
      user: userLink(sources, activation.user),
      account,
      sharing,
      pending: set.pending(at) ?? run?.pending ?? null,
    };
  };

  return {
    search: (shown) => [shown.integration?.name ?? null, shown.user?.externalId ?? null, shown.user?.name ?? null, shown.account, shown.flow?.name ?? null],
    columns: {
      integration: names((shown) => shown.integration?.name ?? null),
      integrationId: { kind: 'labels', of: (shown) => (shown.integration === null ? [] : [shown.integration.id]), rank: null },
      status: { kind: 'labels', of: ({ off }) => [off.length === 0 ? 'enabled' : 'disabled'], rank: ({ off }) => off.length },
      /** Sorted by when it was. */
      latestRun: {
        kind: 'labels',
        of: ({ latestRun }) => [latestRun?.result ?? 'none'],
        rank: ({ latestRun }) => (latestRun === null ? 0 : Date.parse(latestRun.at)),
      },
      inFlight: { kind: 'labels', of: ({ inFlight }) => (inFlight === null ? [] : [inFlight]), rank: null },
      flow: names(({ flow }) => flow?.name ?? null),
      configurationId: names(({ configuration }) => configuration?.id ?? null),
      configurationName: names(({ configuration }) => configuration?.name ?? null),
      group: names(({ group }) => group),
      user: words(({ user }) => user?.externalId ?? null),
      account: words(({ account }) => account),
      sharing: names(({ sharing }) => sharing),
    },
    counted: ['integrationId', 'status', 'latestRun', 'inFlight', 'flow', 'configurationId', 'configurationName', 'group', 'sharing'],
    set,
    row,
    detail: (at) => {
      const record = records.effective('activation', at);
      const shown = row(at);
      if (record === undefined || shown === null) return null;
      // Of itself: how a run of it stands is the row's to say.
      return { id: shown.id, record, pending: set.pending(at), row: shown, integration: shownWith(sources, 'integration', record.integration), user: shownWith(sources, 'connectedUser', record.user) };
    },
    affected: function* affected(kind: Kind, at: number) {
      if (kind === 'activation') yield at;
      if (kind === 'run') {
        const before = asked ?? new Map<string, never>();
        asked = null;
        for (const [activation, { run }] of [...before, ...waiting()]) if (run === runs.ids.text(at)) yield set.ids.find(activation);
      }
      if (kind === 'connectedUser') yield* sources.activations.of(at);
      if (kind === 'integration') for (const copy of sources.activations.all()) if (sources.activations.get(copy)?.subject === at) yield copy;
    },
  };
}
