/** What the rows around a connection say of it: which integrations use it, and whether its name may be chosen. */
import { Connection, mayBeNamed, type Authorized } from '@latchkey/shared/domain/connection';
import type { ConnectionFacts } from '@latchkey/shared/edits/terms/terms';
import * as v from 'valibot';
import { integrationsUsingRow } from '../documents/surroundings.ts';
import type { Reader, Row } from '../store/store.ts';

/** @throws if the row is no connection */
export async function connectionFacts(reader: Reader, row: Row): Promise<ConnectionFacts> {
  const connection = v.parse(Connection, row.record);
  const { environment, user } = connection;
  const others = user === null ? [] : await connectionsOf(reader, environment, user);
  return { usedBy: await integrationsUsingRow(reader, row), mayBeNamed: mayBeNamed(row.id, connection, others) };
}

/** The connections of a connected user, those included that an account shares. */
export const connectionsOf = async (reader: Reader, environment: string, user: string): Promise<readonly { readonly id: string; readonly connection: Authorized }[]> =>
  (await reader.rowsHeldBy('connection', environment, { user, account: null })).map(({ id, record }) => ({ id, connection: v.parse(Connection, record) }));
