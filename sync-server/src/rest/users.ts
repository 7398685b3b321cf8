/** `/api/v1/environments/{environment}/connected-users`: the product's users, as the product knows them. */
import { ConnectedUser, ConnectedUserStatus } from '@latchkey/shared/domain/connected-user';
import { Id } from '@latchkey/shared/domain/text';
import { Hono } from 'hono';
import * as v from 'valibot';
import { project, type ChangeSet } from '../documents/projection.ts';
import { readJson } from '../http/body.ts';
import type { Env } from '../http/env.ts';
import { fieldErrors, problems } from '../http/problem.ts';
import type { Services } from '../http/services.ts';
import { withProfile } from '../records/connected-users.ts';
import { remove } from '../records/removal.ts';
import type { Row } from '../store/store.ts';
import { describe } from './describe.ts';
import { entryOf, idAt, reading, writing } from './access.ts';
import { ListQuery, PutUser, User, Users } from './schemas.ts';

const list = '/api/v1/environments/:environment/connected-users';
const one = `${list}/:externalId`;
const manage = { kind: 'connectedUsers.manage' } as const;

export function userRoutes(services: Services): Hono<Env> {
  const { clock, newId } = services;
  return new Hono<Env>()
    .get(list, describe({ summary: 'List connected users', query: ['after', 'limit'], answers: { 200: Users } }), (c) => {
      const query = v.safeParse(ListQuery, c.req.query());
      if (!query.success) return problems.invalid(fieldErrors(query.issues));
      const { after, limit } = query.output;
      return reading(services, c, async (reader, { environment }) => {
        const rows = await reader.rows('connectedUser', environment, { after: after ?? null, limit });
        return c.json({ users: rows.map(shown), next: rows.length < limit ? null : (rows.at(-1)?.id ?? null) });
      });
    })
    .get(one, describe({ summary: 'Get a connected user', answers: { 200: User } }), (c) =>
      reading(services, c, async (reader, { environment }) => {
        const externalId = idAt(c, 5);
        const row = externalId === null ? undefined : await reader.rowByKey('connectedUser', environment, externalId);
        return row === undefined ? problems.notFound() : c.json(shown(row));
      }),
    )
    .put(one, describe({ summary: 'Put a connected user', takes: PutUser, answers: { 200: User, 201: User } }), async (c) => {
      const externalId = v.safeParse(Id, idAt(c, 5));
      if (!externalId.success) return problems.invalid([{ field: 'externalId', message: fieldErrors(externalId.issues)[0]?.message ?? 'is no id' }]);
      const read = await readJson(c.req, PutUser);
      if (!read.ok) return read.response;
      const at = new Date(clock()).toISOString();
      return writing(services, c, manage, async (transaction, access) => {
        const { workspace, environment } = access;
        const changes: ChangeSet = new Map();
        const before = await transaction.rowByKey('connectedUser', environment, externalId.output);
        const after = withProfile(before, { workspace, environment, externalId: externalId.output }, read.value, { id: newId, at });
        if (after !== null) {
          await transaction.putRow(after);
          await project(changes, transaction, before, after);
          await transaction.appendAudit(entryOf(access, at, 'rest.putConnectedUser', before, after, externalId.output));
        }
        const row = after ?? before;
        if (row === undefined) throw new Error('a put made no row');
        return { changes, response: c.json(shown(row), before === undefined ? 201 : 200) };
      });
    })
    .delete(one, describe({ summary: 'Remove a connected user', answers: { 204: null } }), (c) =>
      writing(services, c, manage, async (transaction, access) => {
        const changes: ChangeSet = new Map();
        const externalId = idAt(c, 5);
        const row = externalId === null ? undefined : await transaction.rowByKey('connectedUser', access.environment, externalId);
        if (row === undefined) return { changes, response: problems.notFound() };
        await remove(transaction, row, changes);
        await transaction.appendAudit(entryOf(access, new Date(clock()).toISOString(), 'rest.removeConnectedUser', row, null, row.key ?? row.id));
        return { changes, response: c.body(null, 204) };
      }),
    );
}

function shown(row: Row): User {
  const { externalId, name, email, account, enabled, createdAt } = v.parse(ConnectedUser, row.record);
  const { lastSeenAt } = row.status === null ? { lastSeenAt: null } : v.parse(ConnectedUserStatus, row.status);
  return { id: row.id, externalId, name, email, account, enabled, createdAt, lastSeenAt };
}
