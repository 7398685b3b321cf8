/** `/api/v1/environments/{environment}/integrations`: what is offered, and each one's app accounts, app teams and runs. Read only. */
import { AppAccount, AppAccountStatus } from '@latchkey/shared/domain/app-account';
import { AppTeam } from '@latchkey/shared/domain/app-team';
import { Integration } from '@latchkey/shared/domain/integration';
import { can, type Action } from '@latchkey/shared/permissions';
import { Hono, type Context } from 'hono';
import * as v from 'valibot';
import { placeOfIntegration } from '../documents/access.ts';
import type { Env } from '../http/env.ts';
import { fieldErrors, problems } from '../http/problem.ts';
import type { Services } from '../http/services.ts';
import type { IntegrationKind, Page, Reader, Row } from '../store/store.ts';
import { describe } from './describe.ts';
import { idAt, reading } from './access.ts';
import { shownRun } from './runs.ts';
import { AppAccounts, AppTeams, Integrations, ListQuery, Runs } from './schemas.ts';

const list = '/api/v1/environments/:environment/integrations';
const query = ['after', 'limit'];

export function integrationRoutes(services: Services): Hono<Env> {
  /** The page that was asked for, and the `next` of its answer. */
  const paged = async (c: Context<Env>, read: (page: Page) => Promise<Response>): Promise<Response> => {
    const asked = v.safeParse(ListQuery, c.req.query());
    return asked.success ? read({ after: asked.output.after ?? null, limit: asked.output.limit }) : problems.invalid(fieldErrors(asked.issues));
  };
  /** Records of one integration, for a key that may do `action` there. */
  const ofIntegration = (c: Context<Env>, kind: IntegrationKind, action: Action, answer: (rows: readonly Row[], next: string | null) => Response): Promise<Response> =>
    paged(c, (page) =>
      reading(services, c, async (reader, { key, environment }) => {
        const row = await integrationAt(reader, environment, idAt(c, 5));
        if (row === undefined) return problems.notFound();
        const denial = can(key.actor, action, placeOfIntegration(row));
        if (denial !== null) return problems.forbidden(denial);
        const rows = await reader.rowsOfIntegration(kind, row.id, page);
        return answer(rows, nextOf(rows, page));
      }),
    );
  return new Hono<Env>()
    .get(list, describe({ summary: 'List integrations', query, answers: { 200: Integrations } }), (c) =>
      paged(c, (page) =>
        reading(services, c, async (reader, { environment }) => {
          const rows = await reader.rows('integration', environment, page);
          return c.json({ integrations: rows.map(shownIntegration), next: nextOf(rows, page) });
        }),
      ),
    )
    .get(`${list}/:integration/app-accounts`, describe({ summary: 'List app accounts', query, answers: { 200: AppAccounts } }), (c) =>
      ofIntegration(c, 'appAccount', { kind: 'integration.read' }, (rows, next) => c.json({ accounts: rows.map(shownAccount), next })),
    )
    .get(`${list}/:integration/app-teams`, describe({ summary: 'List app teams', query, answers: { 200: AppTeams } }), (c) =>
      ofIntegration(c, 'appTeam', { kind: 'integration.read' }, (rows, next) => c.json({ teams: rows.map(shownTeam), next })),
    )
    .get(`${list}/:integration/runs`, describe({ summary: 'List recent runs', query, answers: { 200: Runs } }), (c) =>
      ofIntegration(c, 'run', { kind: 'runs.view' }, (rows, next) => c.json({ runs: rows.map(shownRun), next })),
    );
}

const nextOf = (rows: readonly Row[], { limit }: Page): string | null => (rows.length < limit ? null : (rows.at(-1)?.id ?? null));

/** One of another environment is unknown in this (CASE-29). */
async function integrationAt(reader: Reader, environment: string, id: string | null): Promise<Row | undefined> {
  const row = id === null ? undefined : await reader.row('integration', id);
  return row === undefined || row.removed || row.environment !== environment ? undefined : row;
}

function shownIntegration({ id, record }: Row): v.InferOutput<typeof Integrations>['integrations'][number] {
  const { name, connector, flow, configuration, group, sharing, roles, teamWord, enabled, createdAt } = v.parse(Integration, record);
  return { id, name, connector, flow, configuration, group, sharing, roles, teamWord, enabled, createdAt };
}

function shownAccount({ id, record, status }: Row): v.InferOutput<typeof AppAccounts>['accounts'][number] {
  const { username, member, teams, desired, reported, operation, assets } = v.parse(AppAccount, record);
  const { lastUsedAt } = v.parse(AppAccountStatus, status ?? { lastUsedAt: null });
  return { id, username, member, teams: Object.keys(teams), desired, reported, operation, assets, lastUsedAt };
}

function shownTeam({ id, record }: Row): v.InferOutput<typeof AppTeams>['teams'][number] {
  const { name, role, team, presence = 'present', reported = null, operation = null } = v.parse(AppTeam, record);
  return { id, name, role, team, presence, reported, operation };
}
