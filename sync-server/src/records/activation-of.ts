/** Which activation of an integration is a user's. */
import type { Reader, Row } from '../store/store.ts';
import { activationKey } from './rows.ts';

/** The user's own copy or, where they have none, the one that their account shares: whatever the integration's level is by now (CONF-2). */
export async function activationOf(reader: Reader, integration: string, { id, environment, record }: Row): Promise<Row | undefined> {
  const place = String(environment);
  const { account } = record;
  const own = await reader.rowByKey('activation', place, activationKey(integration, { user: id }));
  return own ?? (typeof account === 'string' ? reader.rowByKey('activation', place, activationKey(integration, { account })) : undefined);
}
