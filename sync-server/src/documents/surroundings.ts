/** Reads what the place of a record depends on beside the record (DOC-2). */
import { placementsOf, type Offer, type Surroundings } from '@latchkey/shared/document/placement';
import { Activation } from '@latchkey/shared/domain/activation';
import { Connection } from '@latchkey/shared/domain/connection';
import { Integration } from '@latchkey/shared/domain/integration';
import { integrationsUsing, runsOn } from '@latchkey/shared/domain/uses';
import * as v from 'valibot';
import type { Json, Reader, Row } from '../store/store.ts';
import { allOf, pagesOf } from './pages.ts';

export const unsurrounded: Surroundings = { environments: [], integrations: [], usedBy: [] };

const Offered = v.object({ environment: Integration.entries.environment, group: Integration.entries.group });

/** An integration as it matters to where others show, and who may read it. @throws if the row is none */
export const offerOf = ({ id, record }: Row): Offer => ({ id, ...v.parse(Offered, record) });

/** The documents that hold a row, each with the record as its readers may see it. */
export async function placesOf(reader: Reader, row: Row): Promise<ReadonlyMap<string, Json>> {
  return placementsOf(row.kind, row.id, row.record, await surroundingsOf(reader, row));
}

/** The names of the documents that hold a row. */
export const documentsOf = async (reader: Reader, row: Row): Promise<readonly string[]> => [...(await placesOf(reader, row)).keys()];

async function surroundingsOf(reader: Reader, row: Row): Promise<Surroundings> {
  switch (row.kind) {
    case 'connection':
      return { ...unsurrounded, usedBy: await integrationsUsingRow(reader, row) };
    case 'connectedUser':
      return { ...unsurrounded, usedBy: await integrationsOfUser(reader, row) };
    case 'member':
    case 'team':
    case 'invitation': {
      const environments = (await reader.environments(row.workspace)).map(({ id }) => id);
      const integrations: Offer[] = [];
      // A damaged one is passed over: its documents are made anew when its environment's is lifted from quarantine (DOC-7).
      for (const environment of environments) integrations.push(...(await reader.soundRows('integration', environment)).map(offerOf));
      return { ...unsurrounded, environments, integrations };
    }
    default:
      return unsurrounded;
  }
}

/** The ids of the integrations that a connected user has. @param row of that kind */
async function integrationsOfUser(reader: Reader, { id, environment }: Row): Promise<readonly string[]> {
  const held = environment === null ? [] : await reader.rowsHeldBy('activation', environment, { user: id, account: null });
  return [...new Set(held.map(({ record }) => v.parse(Activation, record).integration))];
}

/** The ids of the integrations that use the connection of a row. */
export async function integrationsUsingRow(reader: Reader, { record }: Row): Promise<readonly string[]> {
  const connection = v.parse(Connection, record);
  const { environment, user, account } = connection;
  const integrations = new Map<string, Integration>();
  const keep = (row: Row | undefined): void => {
    if (row !== undefined && !row.removed) integrations.set(row.id, v.parse(Integration, row.record));
  };
  if (user === null && account === null) {
    (await allOf(pagesOf(reader, 'integration', environment))).forEach(keep);
    return integrationsUsing(connection, integrations, []);
  }
  const activations = (await reader.rowsHeldBy('activation', environment, { user, account })).map(({ record }) => v.parse(Activation, record)).filter((activation) => runsOn(activation, connection));
  for (const id of new Set(activations.map(({ integration }) => integration))) keep(await reader.row('integration', id));
  return integrationsUsing(connection, integrations, activations);
}
