/** What a record is called when a person is told about it. */
import type { Kind } from '@latchkey/shared/domain/kinds';

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
export function subjectOf(kind: Kind, record: Readonly<Record<string, unknown>> | null): string {
  for (const field of ['name', 'username', 'subject', 'email', 'externalId']) {
    const value = record?.[field];
    if (typeof value === 'string' && value !== '') return value;
  }
  return words[kind];
}
