/** The table of the connections that one integration uses (PRODUCT: Integration → Connections). */
import type { Activation } from '@latchkey/shared/domain/activation';
import type { Connection } from '@latchkey/shared/domain/connection';
import type { Kind } from '@latchkey/shared/domain/kinds';
import { runsOn } from '@latchkey/shared/domain/uses';
import type { ConnectionDetail, ConnectionRow } from '../../environment-rows.ts';
import type { LazySource } from '../lazy-table.ts';
import { shownDependent } from '../owned.ts';
import type { UserSources } from '../user-views.ts';
import { connections } from './connections.ts';
import { shownRecord } from './links.ts';

/** @param integration its id */
export function usedConnections(sources: UserSources, integration: string): LazySource<ConnectionRow, ConnectionDetail> {
  const { records, activations } = sources;
  const all = connections(sources);
  const own = (): number => records.of('integration').ids.find(integration);
  /** The integration's activations by their account, read once until one of them changes. */
  let byAccount: ReadonlyMap<string | null, readonly Activation[]> | null = null;
  /** Activations that were the integration's when they were read: they may have become another's, or be gone. */
  const read = new Set<number>();

  const ofAccount = (account: string): readonly Activation[] => {
    byAccount ??= Map.groupBy(copiesIn(activations.all()), (activation) => activation.account);
    return byAccount.get(account) ?? [];
  };
  /** Of these activations, the integration's. */
  function* copiesIn(copies: Iterable<number>): Generator<Activation> {
    const subject = own();
    for (const copy of copies) {
      const activation = activations.get(copy)?.subject === subject ? shownDependent(sources, 'activation', copy) : undefined;
      if (activation === undefined) continue;
      read.add(copy);
      yield activation;
    }
  }
  function* copiesNear(at: number, { account }: Connection): Generator<Activation> {
    const owner = sources.connections.get(at)?.owner ?? null;
    if (owner !== null) yield* copiesIn(activations.of(owner));
    if (account !== null) yield* ofAccount(account);
  }
  /** As `integrationsUsing` decides for all integrations at once; that of other connectors is told without reading it. */
  function isUsed(at: number): boolean {
    const connector = shownRecord(sources, 'integration', integration)?.connector;
    if (connector === undefined || sources.connections.get(at)?.subject !== sources.connectors.find(connector)) return false;
    const connection = shownDependent(sources, 'connection', at);
    if (connection === undefined) return false;
    if (connection.user === null && connection.account === null) return true;
    for (const activation of copiesNear(at, connection)) if (runsOn(activation, connection)) return true;
    return false;
  }

  return {
    ...all,
    row: (at) => (isUsed(at) ? all.row(at) : null),
    detail: (at) => (isUsed(at) ? all.detail(at) : null),
    affected: (kind: Kind, at: number) => {
      const concerns =
        (kind === 'integration' && at === own()) ||
        (kind === 'activation' && (read.has(at) || activations.get(at)?.subject === own())) ||
        (kind === 'connectedUser' && [...activations.of(at)].some((copy) => activations.get(copy)?.subject === own()));
      if (!concerns) return all.affected(kind, at);
      byAccount = null;
      return 'all';
    },
  };
}
