/** `/api/workspaces/{workspace}/api-keys`: made, listed and removed by those who manage the settings. */
import { can } from '@latchkey/shared/permissions';
import { NewApiKey, type ApiKey, type MadeApiKey } from '@latchkey/shared/protocol/api-keys';
import { Hono, type Context } from 'hono';
import * as v from 'valibot';
import { apiKeyRecord, hashOfSecret, newSecret, StoredApiKey } from '../identity/api-keys.ts';
import { membershipIn, type Membership } from '../identity/memberships.ts';
import type { AuditEntry } from '../store/audit-log.ts';
import type { Reader, Transaction } from '../store/store.ts';
import { readJson } from './body.ts';
import { deviceNameIn } from './device-name.ts';
import { rawSegment, type SignedInEnv } from './env.ts';
import { problems } from './problem.ts';
import type { Services } from './services.ts';
import { signedIn } from './signed-in.ts';

export function apiKeyRoutes({ store, identity, clock, newId, random }: Services): Hono<SignedInEnv> {
  /** The membership that may manage keys here, or why not. */
  const manager = async (c: Context<SignedInEnv>, reader: Reader): Promise<Membership | Response> => {
    const workspace = rawSegment(c.env, 2);
    const membership = await membershipIn(reader, c.var.signIn.user.id, workspace);
    if (membership === null) return problems.notFound();
    const denial = can(membership.actor, { kind: 'settings.manage' }, { workspace, environment: null, integration: null, group: null });
    return denial === null ? membership : problems.forbidden(denial);
  };
  const audit = (c: Context<SignedInEnv>, transaction: Transaction, by: Membership, action: string, change: Pick<AuditEntry, 'before' | 'after'>) =>
    transaction.appendAudit({
      workspace: by.actor.workspace,
      environment: null,
      at: new Date(clock()).toISOString(),
      actor: { kind: 'member', id: by.id, name: by.name },
      device: null,
      deviceName: deviceNameIn(c.req),
      thread: null,
      action,
      subject: null,
      outcome: 'applied',
      detail: null,
      ...change,
    });
  const path = '/api/workspaces/:workspace/api-keys';
  return new Hono<SignedInEnv>()
    .get(path, signedIn(identity), (c) =>
      store.read(async (reader) => {
        const by = await manager(c, reader);
        if (by instanceof Response) return by;
        return c.json({ keys: (await reader.apiKeys(by.actor.workspace)).map(({ id, record }) => shown(id, v.parse(StoredApiKey, record))) });
      }),
    )
    .post(path, signedIn(identity), async (c) => {
      const read = await readJson(c.req, NewApiKey);
      if (!read.ok) return read.response;
      const [id, secret] = [newId(), newSecret(random)];
      return store.transact(async (transaction) => {
        const by = await manager(c, transaction);
        if (by instanceof Response) return by;
        const { workspace } = by.actor;
        const known = new Set((await transaction.environments(workspace)).map((environment) => environment.id));
        const unknown = read.value.access.level === 'none' ? Object.keys(read.value.access.environments).filter((environment) => !known.has(environment)) : [];
        if (unknown.length > 0) {
          return problems.invalid(unknown.map((environment) => ({ field: `access.environments.${environment}`, message: 'is no environment of this workspace' })));
        }
        const record = apiKeyRecord(workspace, read.value, secret, { at: new Date(clock()).toISOString(), by: by.name });
        await transaction.putApiKey(id, hashOfSecret(secret), workspace, record);
        await audit(c, transaction, by, 'apiKey.create', { before: null, after: { id, name: record.name, access: record.access } });
        return c.json({ ...shown(id, record), secret } satisfies MadeApiKey, 201);
      });
    })
    .delete(`${path}/:key`, signedIn(identity), (c) =>
      store.transact(async (transaction) => {
        const by = await manager(c, transaction);
        if (by instanceof Response) return by;
        const id = rawSegment(c.env, 4);
        const key = (await transaction.apiKeys(by.actor.workspace)).find((candidate) => candidate.id === id);
        if (key === undefined || !(await transaction.deleteApiKey(by.actor.workspace, id))) return problems.notFound();
        const { name, access } = v.parse(StoredApiKey, key.record);
        await audit(c, transaction, by, 'apiKey.delete', { before: { id, name, access }, after: null });
        return c.body(null, 204);
      }),
    );
}

const shown = (id: string, { name, access, hint, createdAt, createdBy }: StoredApiKey): ApiKey => ({ id, name, access, hint, createdAt, createdBy });
