/** Who has an integration: the connected users of its activations, those included that an account shares (DOC-2). */
import { Activation } from '@latchkey/shared/domain/activation';
import * as v from 'valibot';
import type { Reader, Row } from '../store/store.ts';
import { pagesOfIntegration } from './pages.ts';

/** The rows of these users, a few at a time, each once. @param integration a row of that kind */
export async function* usersHaving(reader: Reader, { id, environment }: Row): AsyncGenerator<readonly Row[]> {
  const asked = new Set<string>();
  for await (const activations of pagesOfIntegration(reader, 'activation', id)) {
    const users: Row[] = [];
    for (const { record } of activations) {
      const { user } = v.parse(Activation, record);
      if (user === null || asked.has(user)) continue;
      asked.add(user);
      const row = await reader.row('connectedUser', user);
      if (row !== undefined && !row.removed && row.environment === environment) users.push(row);
    }
    yield users;
  }
}
