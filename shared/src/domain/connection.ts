/** The login an end user gave for a connector. Metadata only: secrets never enter a record. */
import * as v from 'valibot';
import { connectorName } from './connector-name.ts';
import { SharingLevel } from './integration.ts';
import { Id, Instant, Name } from './text.ts';

export const Connection = v.strictObject({
  environment: Id,
  connector: Id,
  name: Name,
  user: v.nullable(Id),
  account: v.nullable(Id),
  sharing: SharingLevel,
  /** Whether it belongs to the customer's own connector of the configuration. */
  proprietary: v.boolean(),
  status: v.picklist(['valid', 'invalid'], 'must be valid or invalid'),
  /** Why it is invalid, in the far side's words; null while valid. */
  reason: v.nullable(Name),
  authorizedAt: Instant,
});
export type Connection = v.InferOutput<typeof Connection>;

/**
 * The name a connection has until it is changed: `HubSpot Login authorized on 2026-02-21 by RS`.
 * Initials are those of the first and last word of the user's name, of the external id where there is no name.
 * @param connector its slug
 */
export function connectionName(connector: string, authorizedAt: string, nameOfUser: string): string {
  const words = nameOfUser.split(/\s+/u).filter((word) => word !== '');
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  const initials = ends.map((word) => [...(word ?? '')][0] ?? '').join('').toLocaleUpperCase('en');
  return `${connectorName(connector)} Login authorized on ${authorizedAt.slice(0, 10)} by ${initials}`;
}

/** Why a name can not be chosen. */
export const NAME_IS_GIVEN = "A name can be chosen from the user's second connection for a connector on. This is the first.";

export type Authorized = Pick<Connection, 'environment' | 'connector' | 'user' | 'authorizedAt'>;

/**
 * Whether a name may be chosen for a connection: from its user's second one for its connector on (PRODUCT:
 * Connections), in the order in which they were authorized.
 * @param others connections of its user, itself or others among them or not
 */
export function mayBeNamed(id: string, connection: Authorized, others: Iterable<{ readonly id: string; readonly connection: Authorized }>): boolean {
  const time = Date.parse(connection.authorizedAt);
  for (const { id: other, connection: { environment, connector, user, authorizedAt } } of others) {
    if (user === null || user !== connection.user || environment !== connection.environment || connector !== connection.connector) continue;
    const before = Date.parse(authorizedAt) - time;
    if (before < 0 || (before === 0 && other < id)) return true;
  }
  return false;
}
