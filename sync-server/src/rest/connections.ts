/** `PUT …/connected-users/{externalId}/connections/{key}`: a login that a user gave, and whether it still works. */
import { connectionName, Connection, mayBeNamed } from '@latchkey/shared/domain/connection';
import { ConnectedUser } from '@latchkey/shared/domain/connected-user';
import { Id } from '@latchkey/shared/domain/text';
import { Hono } from 'hono';
import * as v from 'valibot';
import { project, type ChangeSet } from '../documents/projection.ts';
import { readJson } from '../http/body.ts';
import type { Env } from '../http/env.ts';
import { problems } from '../http/problem.ts';
import type { Services } from '../http/services.ts';
import { connectionsOf } from '../records/connection-facts.ts';
import { connectionKey, connectionRow } from '../records/rows.ts';
import type { Reader, Row } from '../store/store.ts';
import { describe } from './describe.ts';
import { entryOf, idAt, writing } from './access.ts';
import { ConnectionOut, PutConnection } from './schemas.ts';

const path = '/api/v1/environments/:environment/connected-users/:externalId/connections/:key';

/** Sorts after every id: one that is made now is not the first of those authorized at the same moment. */
const NEWEST = '\uffff';

export function connectionRoutes(services: Services): Hono<Env> {
  const { clock, newId } = services;
  const answers = { 200: ConnectionOut, 201: ConnectionOut };
  return new Hono<Env>().put(path, describe({ summary: 'Put a connection', takes: PutConnection, answers }), async (c) => {
    const read = await readJson(c.req, PutConnection);
    if (!read.ok) return read.response;
    const key = v.safeParse(Id, idAt(c, 7));
    if (!key.success) return problems.invalid([{ field: 'key', message: 'must be an id of 1 to 200 characters' }]);
    const put = read.value;
    if (put.status === 'valid' && put.reason) return problems.invalid([{ field: 'reason', message: 'must be left out or null while the connection is valid' }]);
    const at = new Date(clock()).toISOString();
    return writing(services, c, { kind: 'connections.manage', usedBy: [] }, async (transaction, access) => {
      const { workspace, environment } = access;
      const changes: ChangeSet = new Map();
      const refuse = (response: Response) => ({ changes, response });
      const externalId = idAt(c, 5);
      const user = externalId === null ? undefined : await transaction.rowByKey('connectedUser', environment, externalId);
      if (user === undefined) return refuse(problems.notFound());
      const before = await transaction.rowByKey('connection', environment, connectionKey(user.id, key.output));
      if (before !== undefined && before.record['connector'] !== put.connector) {
        return refuse(problems.invalid([{ field: 'connector', message: `must stay ${String(before.record['connector'])}; another connector is another connection` }]));
      }
      const after = await written(transaction, access.workspace, user, before, put, { key: key.output, id: newId, at });
      const others = await connectionsOf(transaction, environment, user.id);
      if (put.name !== undefined && put.name !== before?.record['name'] && !mayBeNamed(before?.id ?? NEWEST, v.parse(Connection, after.record), others)) {
        return refuse(problems.invalid([{ field: 'name', message: "can be chosen from the user's second connection for this connector on" }]));
      }
      if (before === undefined || JSON.stringify(before.record) !== JSON.stringify(after.record)) {
        await transaction.putRow(after);
        await project(changes, transaction, before, after);
        await transaction.appendAudit({ ...entryOf(access, at, 'rest.putConnection', before, after, String(after.record['name'])), workspace });
      }
      return { changes, response: c.json(shown(after), before === undefined ? 201 : 200) };
    });
  });
}

type Put = v.InferOutput<typeof PutConnection>;
type Fresh = { readonly key: string; readonly id: () => string; readonly at: string };

async function written(reader: Reader, workspace: string, user: Row, before: Row | undefined, put: Put, fresh: Fresh): Promise<Row> {
  const { name: given, ...fields } = put;
  const reason = put.status === 'valid' ? null : (put.reason ?? null);
  if (before !== undefined) {
    // A name that a manager has chosen is theirs (EDIT-9).
    const chosen = given === undefined || (await reader.heads({ kind: 'connection', id: before.id, path: 'name' })).length > 0;
    return { ...before, record: v.parse(Connection, { ...before.record, ...fields, reason, ...(chosen ? {} : { name: given }) }) };
  }
  const { environment, externalId, name, account } = v.parse(ConnectedUser, user.record);
  const authorizedAt = put.authorizedAt ?? fresh.at;
  const connection: Connection = {
    environment,
    connector: put.connector,
    name: given ?? connectionName(put.connector, authorizedAt, name ?? externalId),
    user: user.id,
    account: put.account ?? account,
    sharing: put.sharing ?? 'user',
    proprietary: put.proprietary ?? false,
    status: put.status,
    reason,
    authorizedAt,
  };
  return connectionRow(workspace, fresh.id(), connection, fresh.key);
}

function shown(row: Row): v.InferOutput<typeof ConnectionOut> {
  const { connector, name, account, sharing, proprietary, status, reason, authorizedAt } = v.parse(Connection, row.record);
  return { id: row.id, connector, name, account, sharing, proprietary, status, reason, authorizedAt };
}
