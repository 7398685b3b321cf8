/** The login an end user gave for a connector. Metadata only: secrets never enter a record. */
import * as v from 'valibot';
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
 */
export function connectionName(connector: string, authorizedAt: string, nameOfUser: string): string {
  const words = nameOfUser.split(/\s+/u).filter((word) => word !== '');
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  const initials = ends.map((word) => [...(word ?? '')][0] ?? '').join('').toLocaleUpperCase('en');
  return `${connector} Login authorized on ${authorizedAt.slice(0, 10)} by ${initials}`;
}
