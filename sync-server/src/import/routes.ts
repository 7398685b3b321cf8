/** `POST /api/environments/{environment}/connected-users/import?dryRun=true|false`, a CSV body. */
import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { can } from '@latchkey/shared/permissions';
import type { ImportReport } from '@latchkey/shared/protocol/http';
import { limits } from '@latchkey/shared/protocol/limits';
import { Environment } from '@latchkey/shared/domain/workspace';
import { Hono } from 'hono';
import * as v from 'valibot';
import { atMost } from '../http/body.ts';
import { createBuckets } from '../http/buckets.ts';
import { deviceNameIn } from '../http/device-name.ts';
import { rawSegment, type SignedInEnv } from '../http/env.ts';
import { problem, problems } from '../http/problem.ts';
import type { Services } from '../http/services.ts';
import { signedIn } from '../http/signed-in.ts';
import { membershipIn, type Membership } from '../identity/memberships.ts';
import { commit } from '../records/commit.ts';
import type { Reader } from '../store/store.ts';
import { parseUsers } from './csv.ts';
import { carryOut, reportOf, type Planned } from './import.ts';

const nothing = { created: 0, updated: 0, unchanged: 0 } as const;

export function importRoutes({ store, library, identity, clock, newId }: Services): Hono<SignedInEnv> {
  const attempts = createBuckets({ burst: 20, perSecond: 0.5 }, clock);
  /** A file and what it changes take some hundred megabytes: one at a time. */
  let busy = false;

  const importer = async (reader: Reader, user: string, environment: string): Promise<Membership | Response> => {
    const record = v.safeParse(Environment, await reader.environment(environment));
    const membership = record.success ? await membershipIn(reader, user, record.output.workspace) : null;
    if (membership === null) return problems.notFound();
    const place = { workspace: membership.actor.workspace, environment, integration: null, group: null };
    if (can(membership.actor, { kind: 'environment.read' }, place) !== null) return problems.notFound();
    const denial = can(membership.actor, { kind: 'connectedUsers.manage' }, place);
    return denial === null ? membership : problems.forbidden(denial);
  };

  return new Hono<SignedInEnv>().post(
    '/api/environments/:environment/connected-users/import',
    signedIn(identity),
    atMost(limits.importBytes),
    async (c) => {
      const [environment, user] = [rawSegment(c.env, 2), c.var.signIn.user.id];
      const mayImport = await store.read((reader) => importer(reader, user, environment));
      if (mayImport instanceof Response) return mayImport;
      const wait = attempts.take(user);
      if (wait > 0 || busy) return problems.tooMany(Math.max(wait, 5));
      const flag = c.req.query('dryRun');
      if (flag !== 'true' && flag !== 'false') return problems.invalid([{ field: 'dryRun', message: 'must be true or false' }]);
      if (!/^text\/csv\s*(;|$)/i.test(c.req.header('content-type') ?? '')) {
        return problem(415, 'wrong-type', "The body has to be CSV, with 'Content-Type: text/csv'.");
      }
      busy = true;
      try {
        const bytes = Buffer.from(await c.req.arrayBuffer());
        const text = utf8(bytes);
        if (text === null) return problem(400, 'not-utf8', "The file is not UTF-8; save it as 'CSV UTF-8' and try again.");
        const file = await parseUsers(text, () => nextTurn());
        if (file.tooLong) return problem(413, 'too-many-rows', `A file may have at most ${limits.importRows} rows; this one has more.`);
        const fresh = { id: newId, at: new Date(clock()).toISOString() };
        const breathe = () => nextTurn();
        if (file.errors.length > 0) return c.json(reportOf(flag === 'true', file, nothing) satisfies ImportReport);
        const place = { workspace: mayImport.actor.workspace, environment };
        if (flag === 'true') {
          const planned = await store.read((reader) => carryOut(reader, () => Promise.resolve(), place, file, fresh, breathe));
          return c.json(reportOf(true, file, planned) satisfies ImportReport);
        }
        // Before all of it is written: to write it twice would take long.
        await library.load([environment]);
        const result = await commit<Planned | Response>({ store, library }, async (transaction) => {
          const by = await importer(transaction, user, environment); // today's rights, under the lock (PERM-6)
          if (by instanceof Response) return { changes: new Map(), result: by };
          const planned = await carryOut(transaction, (row) => transaction.putRow(row), place, file, fresh, breathe);
          await transaction.appendAudit({
            ...place,
            at: fresh.at,
            actor: { kind: 'member', id: by.id, name: by.name },
            device: null,
            deviceName: deviceNameIn(c.req),
            thread: newId(),
            action: 'connectedUsers.import',
            subject: null,
            before: null,
            after: { rows: file.rows, created: planned.created, updated: planned.updated, unchanged: planned.unchanged, sha256: sha256(bytes) },
            outcome: 'applied',
            detail: null,
          });
          return { changes: planned.changes, result: planned };
        });
        return result instanceof Response ? result : c.json(reportOf(false, file, result) satisfies ImportReport);
      } finally {
        busy = false;
      }
    },
  );
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null; // the one reason that a fatal decoder throws for
  }
}
