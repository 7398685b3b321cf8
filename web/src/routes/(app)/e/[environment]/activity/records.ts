/** Where a record that an entry is about can be seen. */
import type { ActivityEntry } from '@latchkey/shared/protocol/activity';

/** Kind → its place in an environment, and the parameter that opens its sheet there. */
const sheets: Readonly<Record<string, readonly [place: string, param: string]>> = {
  connectedUser: ['users', 'user'],
  integration: ['integrations', 'integration'],
  activation: ['integrations/activations', 'activation'],
  connection: ['connections', 'connection'],
  member: ['members', 'member'],
  team: ['teams', 'team'],
};

/** Null where its kind has no sheet. What is of the whole workspace shows in the environment at hand. */
export function recordHref(here: string, { subject, environment }: ActivityEntry): string | null {
  const sheet = sheets[subject?.kind ?? ''];
  return subject === null || sheet === undefined ? null : `/e/${environment ?? here}/${sheet[0]}?${new URLSearchParams({ [sheet[1]]: subject.id })}`;
}
