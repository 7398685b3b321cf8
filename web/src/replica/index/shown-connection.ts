/** A connection as its screens need it: with the integrations that use it, and whether its name may be chosen (PERM-9, PERM-10). */
import type { Activation } from '@latchkey/shared/domain/activation';
import { mayBeNamed, type Connection } from '@latchkey/shared/domain/connection';
import type { Integration } from '@latchkey/shared/domain/integration';
import { integrationsUsing } from '@latchkey/shared/domain/uses';
import type { ShownConnection } from '../environment-rows.ts';
import { present } from './overview.ts';
import { shownDependent } from './owned.ts';
import { sortedLinks } from './tables/links.ts';
import type { UserSources } from './user-views.ts';

export function shownConnection(sources: UserSources, at: number): ShownConnection | null {
  const { records } = sources;
  const set = records.of('connection');
  const record = records.effective('connection', at);
  if (record === undefined) return null;
  const id = set.ids.text(at);
  const integrations = integrationsFor(sources, record.connector);
  const using = integrationsUsing(record, integrations, activationsNear(sources, at, record, new Set(integrations.keys())));
  const links = using.flatMap((integration) => {
    const found = integrations.get(integration);
    return found === undefined ? [] : [{ id: integration, name: found.name, connector: found.connector }];
  });
  return { id, record, pending: set.pending(at), usedBy: sortedLinks(sources, links), mayBeNamed: mayBeNamed(id, record, connectionsBeside(sources, at)) };
}

function integrationsFor(sources: UserSources, connector: string): ReadonlyMap<string, Integration> {
  const { records } = sources;
  return new Map(
    present(sources, 'integration').flatMap((at) => {
      const record = records.effective('integration', at);
      return record?.connector === connector ? [[records.of('integration').ids.text(at), record] as const] : [];
    }),
  );
}

/** The activations that could run on it: its user's, and where it is an account's, all of the integrations for its connector. */
function* activationsNear(sources: UserSources, at: number, { account }: Connection, integrations: ReadonlySet<string>): Generator<Activation> {
  const { activations, records } = sources;
  const owner = sources.connections.get(at)?.owner ?? null;
  const subjects = new Set([...integrations].map((id) => records.of('integration').ids.find(id)));
  for (const copy of account !== null ? activations.all() : owner !== null ? activations.of(owner) : []) {
    const activation = subjects.has(activations.get(copy)?.subject ?? -1) ? shownDependent(sources, 'activation', copy) : undefined;
    if (activation !== undefined) yield activation;
  }
}

function* connectionsBeside({ connections, records }: UserSources, at: number): Generator<{ readonly id: string; readonly connection: Connection }> {
  const owner = connections.get(at)?.owner ?? null;
  if (owner === null) return;
  for (const other of connections.of(owner)) {
    const connection = records.effective('connection', other);
    if (connection !== undefined) yield { id: records.of('connection').ids.text(other), connection };
  }
}
