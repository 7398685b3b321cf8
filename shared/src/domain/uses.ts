/**
 * Which integrations use a connection. Nobody records it: it follows from the connector and from who activated what.
 * Decides whose documents show a connection (DOC-2) and who has to manage them all to remove it (PRODUCT: Connections).
 */
import type { Activation } from './activation.ts';
import type { Connection } from './connection.ts';
import type { Integration } from './integration.ts';

type Holder = Pick<Connection, 'user' | 'account' | 'sharing'>;

/**
 * Whether an activation of the connection's own connector runs on the connection: both are of one user, or of one
 * account where either is shared by it. A connection of nobody was set up for all in the flow: every one runs on it.
 */
export function runsOn(activation: Holder, connection: Holder): boolean {
  if (connection.user === null && connection.account === null) return true;
  if (connection.user !== null && connection.user === activation.user) return true;
  const shared = connection.sharing === 'account' || activation.sharing === 'account';
  return shared && connection.account !== null && connection.account === activation.account;
}

/**
 * The ids of the integrations that use a connection, in the order of `integrations`.
 * @param integrations integration id → its record; those of other environments and connectors are passed over
 * @param activations those that are there, enabled or not; others than of `integrations` are passed over
 */
export function integrationsUsing(
  connection: Connection,
  integrations: ReadonlyMap<string, Pick<Integration, 'environment' | 'connector'>>,
  activations: Iterable<Pick<Activation, 'integration'> & Holder>,
): readonly string[] {
  const active = new Set<string>();
  for (const activation of activations) if (runsOn(activation, connection)) active.add(activation.integration);
  const ofNobody = connection.user === null && connection.account === null;
  return [...integrations]
    .filter(([id, { environment, connector }]) => environment === connection.environment && connector === connection.connector && (ofNobody || active.has(id)))
    .map(([id]) => id);
}
