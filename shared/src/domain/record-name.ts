/** What a record is called when a person is told about it: on the device and on the server alike. Never an id. */
import type { Kind } from './kinds.ts';

type Json = Readonly<Record<string, unknown>>;

const words: Readonly<Record<Kind, string>> = {
  member: 'a member',
  team: 'a team',
  invitation: 'an invitation',
  connectedUser: 'a connected user',
  integration: 'an integration',
  activation: 'an activation',
  connection: 'a connection',
  appAccount: 'an app account',
  appTeam: 'an app team',
  run: 'a run',
  view: 'a view',
  device: 'a device',
  notice: 'a notice',
};

/** `record` is what is known of it: names come first, then what else people know it by. */
export function recordName(kind: Kind, record: Json | null): string {
  for (const field of ['name', 'username', 'email', 'externalId', 'subject']) {
    const value = record?.[field];
    if (typeof value === 'string' && value !== '') return value;
  }
  return words[kind];
}

/** `HubSpot → Northwind CRM, Roger Simon`: the integration of an activation, and whose copy of it. What is not known is left out. */
export function activationName({ user, account }: Json, integration: Json | null, connectedUser: Json | null): string {
  const of = [integration === null ? null : recordName('integration', integration), connectedUser === null ? null : recordName('connectedUser', connectedUser), user === null ? account : null];
  return of.filter((name) => typeof name === 'string').join(', ') || words.activation;
}
