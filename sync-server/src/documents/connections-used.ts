/**
 * Which connections an integration uses, found through who holds what. An activation runs on connections of its user
 * and of its account, so each user and each account is asked about once: work grows with the rows, not with their pairs.
 */
import { Activation } from '@latchkey/shared/domain/activation';
import { Connection } from '@latchkey/shared/domain/connection';
import { Integration } from '@latchkey/shared/domain/integration';
import { runsOn } from '@latchkey/shared/domain/uses';
import * as v from 'valibot';
import type { Holder, Reader, Row } from '../store/store.ts';
import { pagesOfIntegration } from './pages.ts';
import { pause } from './pause.ts';

/** Holders asked about between two pauses: a few milliseconds of work. */
const SLICE = 200;

type Sharing = Activation['sharing'];
type Shared = Holder & { readonly sharing: Sharing };

/** Its user alone, and its account alone: one of the two runs on a connection if and only if both together do. */
const partsOf = ({ user, account, sharing }: Shared): readonly Shared[] => [
  ...(user === null ? [] : [{ user, account: null, sharing }]),
  ...(account === null ? [] : [{ user: null, account, sharing }]),
];

const keyOf = ({ user, account, sharing }: Shared): string => JSON.stringify([user, account, sharing]);

/** The connections that an integration uses, a few at a time, each once. @param integration a row of that kind */
export async function* connectionsUsedBy(reader: Reader, integration: Row): AsyncGenerator<readonly Row[]> {
  const { environment, connector } = v.parse(Integration, integration.record);
  const ofConnector = ({ record }: Row): boolean => record['connector'] === connector;
  yield (await reader.rowsHeldBy('connection', environment, { user: null, account: null })).filter(ofConnector);
  const [asked, known] = [new Set<string>(), new Set<string>()];
  for await (const activations of pagesOfIntegration(reader, 'activation', integration.id)) {
    for (const part of activations.flatMap(({ record }) => partsOf(v.parse(Activation, record)))) {
      if (asked.has(keyOf(part))) continue;
      asked.add(keyOf(part));
      if (asked.size % SLICE === 0) await pause();
      const held = (await reader.rowsHeldBy('connection', environment, part)).filter((row) => ofConnector(row) && !known.has(row.id));
      const used = held.filter(({ record }) => runsOn(part, v.parse(Connection, record)));
      for (const { id } of used) known.add(id);
      yield used;
    }
  }
}

/** A connection, and whether an integration uses it. */
export interface Use {
  readonly connection: Row;
  readonly used: boolean;
}

/**
 * The connections on which an activation runs that came or went, and whether its integration uses each of them now.
 * @param activation as it is or was
 */
export async function* usesOf(reader: Reader, activation: Activation): AsyncGenerator<Use> {
  const { environment } = activation;
  const row = await reader.row('integration', activation.integration);
  const integration = row === undefined || row.removed ? null : v.parse(Integration, row.record);

  /** Those of a user or an account who have activated the integration, by how they share it. */
  const remembered = new Map<string, readonly Shared[]>();
  const activeOf = async (part: Shared): Promise<readonly Shared[]> => {
    const { user, account } = part;
    const key = JSON.stringify([user, account]);
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const theirs = (await reader.rowsHeldBy('activation', environment, { user, account })).filter(({ record }) => record['integration'] === activation.integration);
    const active = [...new Set(theirs.map(({ record }) => v.parse(Activation, record).sharing))].map((sharing) => ({ user, account, sharing }));
    remembered.set(key, active);
    if (remembered.size % SLICE === 0) await pause();
    return active;
  };

  for (const held of partsOf(activation)) {
    for (const row of await reader.rowsHeldBy('connection', environment, held)) {
      if (integration !== null && row.record['connector'] !== integration.connector) continue;
      const connection = v.parse(Connection, row.record);
      if (!runsOn(held, connection)) continue;
      let used = false;
      for (const part of integration?.environment === environment ? partsOf(connection) : []) used ||= (await activeOf(part)).some((active) => runsOn(active, connection));
      yield { connection: row, used };
    }
  }
}
