/** `/api/workspaces/{workspace}`: its name, whether members may invite, how long its devices may be silent, its environments, and what of it is damaged. */
import { Environment, Workspace } from '@latchkey/shared/domain/workspace';
import { can } from '@latchkey/shared/permissions';
import { EnvironmentChange, NewEnvironment, WorkspaceChange, type DamagedDocuments, type MadeEnvironment } from '@latchkey/shared/protocol/workspace-settings';
import { Hono, type Context } from 'hono';
import * as v from 'valibot';
import type { ChangeSet } from '../documents/projection.ts';
import { membershipIn, type Membership } from '../identity/memberships.ts';
import { commit } from '../records/commit.ts';
import type { AuditEntry } from '../store/audit-log.ts';
import type { Reader, Transaction } from '../store/store.ts';
import { readJson } from './body.ts';
import { deviceNameIn } from './device-name.ts';
import { rawSegment, type SignedInEnv } from './env.ts';
import { problems } from './problem.ts';
import type { Services } from './services.ts';
import { signedIn } from './signed-in.ts';

export function workspaceSettingsRoutes({ store, library, identity, clock, newId }: Services): Hono<SignedInEnv> {
  const now = () => new Date(clock()).toISOString();
  /** The membership that may change settings here, or why not. */
  const manager = async (c: Context<SignedInEnv>, reader: Reader): Promise<Membership | Response> => {
    const workspace = rawSegment(c.env, 2);
    const membership = await membershipIn(reader, c.var.signIn.user.id, workspace);
    if (membership === null) return problems.notFound();
    const denial = can(membership.actor, { kind: 'settings.manage' }, { workspace, environment: null, integration: null, group: null });
    return denial === null ? membership : problems.forbidden(denial);
  };
  const audit = (c: Context<SignedInEnv>, transaction: Transaction, by: Membership, change: Pick<AuditEntry, 'action' | 'environment' | 'before' | 'after'>) =>
    transaction.appendAudit({
      ...{ workspace: by.actor.workspace, at: now(), device: null, deviceName: deviceNameIn(c.req), thread: null, subject: null, outcome: 'applied', detail: null },
      actor: { kind: 'member', id: by.id, name: by.name },
      ...change,
    });
  return new Hono<SignedInEnv>()
    .patch('/api/workspaces/:workspace', signedIn(identity), async (c) => {
      const read = await readJson(c.req, WorkspaceChange);
      if (!read.ok) return read.response;
      return store.transact(async (transaction) => {
        const by = await manager(c, transaction);
        if (by instanceof Response) return by;
        const before = v.parse(Workspace, await transaction.workspace(by.actor.workspace));
        const { name = before.name, membersMayInvite = before.membersMayInvite, silentDays = before.silentDays } = read.value;
        const after: Workspace = { ...before, name, membersMayInvite, silentDays };
        await transaction.putWorkspace(by.actor.workspace, after);
        await audit(c, transaction, by, { action: 'workspace.change', environment: null, before, after });
        return c.body(null, 204);
      });
    })
    .post('/api/workspaces/:workspace/environments', signedIn(identity), async (c) => {
      const read = await readJson(c.req, NewEnvironment);
      if (!read.ok) return read.response;
      const id = newId();
      return commit({ store, library }, async (transaction) => {
        const by = await manager(c, transaction);
        if (by instanceof Response) return { changes: new Map(), result: by };
        const { workspace } = by.actor;
        await transaction.putEnvironment(id, { workspace, name: read.value.name, isProduction: read.value.isProduction ?? false, createdAt: now() } satisfies Environment);
        await audit(c, transaction, by, { action: 'environment.create', environment: id, before: null, after: read.value.name });
        // Its document is made from the rows of the workspace that show in it.
        return { changes: new Map([[id, []]]) satisfies ChangeSet, result: c.json({ id } satisfies MadeEnvironment, 201) };
      });
    })
    .patch('/api/workspaces/:workspace/environments/:environment', signedIn(identity), async (c) => {
      const read = await readJson(c.req, EnvironmentChange);
      if (!read.ok) return read.response;
      return store.transact(async (transaction) => {
        const by = await manager(c, transaction);
        if (by instanceof Response) return by;
        const id = rawSegment(c.env, 4);
        const record = await transaction.environment(id);
        if (record?.['workspace'] !== by.actor.workspace) return problems.notFound();
        const before = v.parse(Environment, record);
        const after: Environment = { ...before, name: read.value.name ?? before.name, isProduction: read.value.isProduction ?? before.isProduction };
        await transaction.putEnvironment(id, after);
        const of = ({ name, isProduction }: Environment) => ({ name, isProduction });
        await audit(c, transaction, by, { action: 'environment.change', environment: id, before: of(before), after: of(after) });
        return c.body(null, 204);
      });
    })
    .get('/api/workspaces/:workspace/damaged', signedIn(identity), (c) =>
      store.read(async (reader) => {
        const by = await manager(c, reader);
        if (by instanceof Response) return by;
        const documents = await reader.quarantined(by.actor.workspace);
        return c.json({ documents: documents.map(({ id, quarantined }) => ({ id, why: quarantined ?? '' })) } satisfies DamagedDocuments);
      }),
    );
}
