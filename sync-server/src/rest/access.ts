/** How the routes of the REST API read and write: with the rights of the key, as they are inside the transaction (PERM-6). */
import { Environment } from '@latchkey/shared/domain/workspace';
import { can, type Action, type Place } from '@latchkey/shared/permissions';
import type { Context } from 'hono';
import * as v from 'valibot';
import type { ChangeSet } from '../documents/projection.ts';
import { rawSegment, type Env } from '../http/env.ts';
import { problem, problems } from '../http/problem.ts';
import type { Services } from '../http/services.ts';
import { keyHolderOf, type KeyHolder } from '../identity/api-keys.ts';
import { commit } from '../records/commit.ts';
import type { AuditEntry } from '../store/audit-log.ts';
import type { Reader, Row, Transaction } from '../store/store.ts';

/** A key at work in one environment of its workspace. */
export interface Access {
  readonly key: KeyHolder;
  readonly workspace: string;
  readonly environment: string;
}

/** What a write did: its answer, and what documents have to show. */
export interface Written {
  readonly response: Response;
  readonly changes: ChangeSet;
}

const noKey = () =>
  problem(401, 'no-key', "This needs a key: 'Authorization: Bearer lk_…'. Keys are made in the settings of the workspace.", {
    headers: { 'www-authenticate': 'Bearer' },
  });

/**
 * A segment of the path, decoded, as an id; or null where it is none.
 * @param index as in {@link rawSegment}
 */
export function idAt(c: Context<Env>, index: number): string | null {
  const raw = rawSegment(c.env, index);
  return /%(?![0-9a-f]{2})/i.test(raw) || !isDecodable(raw) ? null : decodeURIComponent(raw);
}

/** Whether the escapes are those of well-formed UTF-8: anything else names nothing. */
function isDecodable(raw: string): boolean {
  try {
    decodeURIComponent(raw);
    return true;
  } catch {
    return false;
  }
}

async function access(reader: Reader, c: Context<Env>, action: Action): Promise<Access | Response> {
  const key = await keyHolderOf(reader, c.req.header('authorization'));
  if (key === null) return noKey();
  const environment = rawSegment(c.env, 3);
  const record = v.safeParse(Environment, await reader.environment(environment));
  const { workspace } = key.actor;
  const place: Place = { workspace, environment, integration: null, group: null };
  // An environment of another workspace, or one that the key may not read, is unknown to it (PERM-5, PERM-7).
  if (!record.success || record.output.workspace !== workspace || can(key.actor, { kind: 'environment.read' }, place) !== null) return problems.notFound();
  const denial = can(key.actor, action, place);
  return denial === null ? { key, workspace, environment } : problems.forbidden(denial);
}

export const reading = ({ store }: Services, c: Context<Env>, work: (reader: Reader, access: Access) => Promise<Response>): Promise<Response> =>
  store.read(async (reader) => {
    const allowed = await access(reader, c, { kind: 'environment.read' });
    return allowed instanceof Response ? allowed : work(reader, allowed);
  });

/** Runs `work` where the key may do `action`, and commits what it wrote. */
export const writing = (
  services: Services,
  c: Context<Env>,
  action: Action,
  work: (transaction: Transaction, access: Access) => Promise<Written>,
): Promise<Response> =>
  commit(services, async (transaction) => {
    const allowed = await access(transaction, c, action);
    if (allowed instanceof Response) return { changes: new Map(), result: allowed };
    const { response, changes } = await work(transaction, allowed);
    return { changes, result: response };
  });

/** The entry of one write by a key (AUDIT-1). */
export const entryOf = ({ key, workspace, environment }: Access, at: string, action: string, before: Row | undefined, after: Row | null, name: string): AuditEntry => {
  const row = after ?? before;
  return {
    workspace,
    environment,
    at,
    actor: { kind: 'key', id: key.id, name: key.name },
    device: null,
    thread: null,
    action,
    subject: row === undefined ? null : { kind: row.kind, id: row.id, name },
    before: before === undefined ? null : { ...before.record, ...before.status },
    after: after === null ? null : { ...after.record, ...after.status },
    outcome: 'applied',
    detail: null,
  };
};
