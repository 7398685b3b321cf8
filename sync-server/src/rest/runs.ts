/** `PUT …/activations/{integration}/runs/{run}`: what became of one execution of an activation's flow. */
import { Run } from '@latchkey/shared/domain/run';
import { Id } from '@latchkey/shared/domain/text';
import { Hono } from 'hono';
import * as v from 'valibot';
import { project, type ChangeSet } from '../documents/projection.ts';
import { readJson } from '../http/body.ts';
import type { Env } from '../http/env.ts';
import { problem, problems } from '../http/problem.ts';
import type { Services } from '../http/services.ts';
import { activationOf } from '../records/activation-of.ts';
import { runRow } from '../records/rows.ts';
import { hasTooManyRuns, keepLatestRuns, RUNS_UNDER_WAY, withStatusOfRuns } from '../records/runs.ts';
import type { Reader, Row } from '../store/store.ts';
import { describe } from './describe.ts';
import { entryOf, idAt, writing } from './access.ts';
import { PutRun, RunOut } from './schemas.ts';

const path = '/api/v1/environments/:environment/connected-users/:externalId/activations/:integration/runs/:run';

export function runRoutes(services: Services): Hono<Env> {
  const { clock, newId } = services;
  return new Hono<Env>().put(path, describe({ summary: 'Put a run', takes: PutRun, answers: { 200: RunOut, 201: RunOut }, conflict: 'The run has ended otherwise, or too many of the integration are under way' }), async (c) => {
    const read = await readJson(c.req, PutRun);
    if (!read.ok) return read.response;
    const { state } = read.value;
    if (state.kind === 'ended' && state.endedAt < state.startedAt) return problems.invalid([{ field: 'state.endedAt', message: 'must not be before startedAt' }]);
    const name = v.safeParse(Id, idAt(c, 9));
    if (!name.success) return problems.invalid([{ field: 'run', message: 'must be an id of 1 to 200 characters' }]);
    const at = new Date(clock()).toISOString();
    return writing(services, c, { kind: 'activations.manage' }, async (transaction, access) => {
      const changes: ChangeSet = new Map();
      const activation = await activationAt(transaction, access.environment, { externalId: idAt(c, 5), integration: idAt(c, 7) });
      if (activation === undefined) return { changes, response: problems.notFound() };
      const before = await runOf(transaction, activation, name.output);
      const run: Run = { environment: access.environment, integration: String(activation.record['integration']), activation: activation.id, state };
      const made = before === undefined ? { ...runRow(access.workspace, newId(), run), key: keyOf(activation, name.output) } : { ...before, record: run };
      const isSame = before !== undefined && JSON.stringify(v.parse(Run, before.record).state) === JSON.stringify(state);
      if (!isSame && before !== undefined && v.parse(Run, before.record).state.kind === 'ended') return { changes, response: hasEnded() };
      if (before === undefined && state.kind !== 'ended' && (await hasTooManyRuns(transaction, run.integration))) return { changes, response: tooManyRuns() };
      if (!isSame) {
        await transaction.putRow(made);
        await project(changes, transaction, before, made);
        await keepLatestRuns(transaction, run.integration, changes);
        const after = await withStatusOfRuns(transaction, activation, made);
        await transaction.putRow(after);
        await project(changes, transaction, activation, after);
        await transaction.appendAudit(entryOf(access, at, 'rest.putRun', before, made, name.output));
      }
      return { changes, response: c.json(shownRun(made), before === undefined ? 201 : 200) };
    });
  });
}

/** A run as the API shows it. */
export function shownRun({ id, record }: Row): v.InferOutput<typeof RunOut> {
  const { integration, activation, state } = v.parse(Run, record);
  return { id, integration, activation, state };
}

const hasEnded = (): Response => problem(409, 'run-ended', 'The run has ended; what became of it does not change any more.');

const tooManyRuns = (): Response =>
  problem(409, 'too-many-runs', `${RUNS_UNDER_WAY.toLocaleString('en')} runs of this integration wait or run: report how some of them ended, then put this one again.`);

/** Ids of ours hold no space, so the key is unambiguous. */
const keyOf = (activation: Row, name: string): string => `${activation.id} ${name}`;

/** By the product's own name for the run, or by the id of one that was asked for in Latchkey. */
async function runOf(reader: Reader, activation: Row, name: string): Promise<Row | undefined> {
  const named = await reader.rowByKey('run', String(activation.environment), keyOf(activation, name));
  const asked = named ?? (await reader.row('run', name));
  return asked?.record['activation'] === activation.id && !asked.removed ? asked : undefined;
}

async function activationAt(reader: Reader, environment: string, at: { readonly externalId: string | null; readonly integration: string | null }): Promise<Row | undefined> {
  const { externalId, integration } = at;
  const user = externalId === null ? undefined : await reader.rowByKey('connectedUser', environment, externalId);
  if (user === undefined || integration === null) return undefined;
  return activationOf(reader, integration, user);
}
