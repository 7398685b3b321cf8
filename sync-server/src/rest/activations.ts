/** `PUT …/connected-users/{externalId}/activations/{integration}`: that a user has an integration, and how its flow runs. */
import { Activation, ActivationStatus } from '@latchkey/shared/domain/activation';
import { ConnectedUser } from '@latchkey/shared/domain/connected-user';
import { Integration } from '@latchkey/shared/domain/integration';
import { Hono } from 'hono';
import * as v from 'valibot';
import { project, type ChangeSet } from '../documents/projection.ts';
import { readJson } from '../http/body.ts';
import type { Env } from '../http/env.ts';
import { problems } from '../http/problem.ts';
import type { Services } from '../http/services.ts';
import { activationOf } from '../records/activation-of.ts';
import { activationRow } from '../records/rows.ts';
import type { Row } from '../store/store.ts';
import { describe } from './describe.ts';
import { entryOf, idAt, writing } from './access.ts';
import { ActivationOut, PutActivation } from './schemas.ts';

const path = '/api/v1/environments/:environment/connected-users/:externalId/activations/:integration';

export function activationRoutes(services: Services): Hono<Env> {
  const { clock, newId } = services;
  const answers = { 200: ActivationOut, 201: ActivationOut };
  return new Hono<Env>().put(path, describe({ summary: 'Put an activation', takes: PutActivation, answers }), async (c) => {
    const read = await readJson(c.req, PutActivation);
    if (!read.ok) return read.response;
    const at = new Date(clock()).toISOString();
    return writing(services, c, { kind: 'activations.manage' }, async (transaction, access) => {
      const { workspace, environment } = access;
      const changes: ChangeSet = new Map();
      const [externalId, id] = [idAt(c, 5), idAt(c, 7)];
      const user = externalId === null ? undefined : await transaction.rowByKey('connectedUser', environment, externalId);
      const found = id === null ? undefined : await transaction.row('integration', id);
      // An integration of another environment is unknown in this one (CASE-29).
      if (user === undefined || found === undefined || found.removed || found.environment !== environment) return { changes, response: problems.notFound() };
      const { sharing } = v.parse(Integration, found.record);
      const { account } = v.parse(ConnectedUser, user.record);
      const shared = sharing === 'account' && account !== null;
      const before = await activationOf(transaction, found.id, user);
      const status = before?.status ? v.parse(ActivationStatus, before.status) : { latestRun: null, inFlight: null };
      const now: ActivationStatus = { ...status, latestRun: read.value.latestRun ?? status.latestRun, inFlight: read.value.inFlight === undefined ? status.inFlight : read.value.inFlight };
      const after: Row =
        before === undefined
          ? activationRow(workspace, newId(), { environment, integration: found.id, user: user.id, account, sharing: shared ? 'account' : 'user', enabled: true, createdAt: at }, now)
          : { ...before, status: now };
      if (before === undefined || JSON.stringify(status) !== JSON.stringify(now)) {
        await transaction.putRow(after);
        await project(changes, transaction, before, after);
        await transaction.appendAudit(entryOf(access, at, 'rest.putActivation', before, after, String(found.record['name'])));
      }
      return { changes, response: c.json(shown(after, now), before === undefined ? 201 : 200) };
    });
  });
}

function shown(row: Row, { latestRun, inFlight }: ActivationStatus): v.InferOutput<typeof ActivationOut> {
  const { integration, sharing, account, enabled, createdAt } = v.parse(Activation, row.record);
  return { id: row.id, integration, sharing, account, enabled, createdAt, latestRun, inFlight };
}
