/** The own teams of an app of the sample, in every status. Pure. */
import type { AppTeam, TeamOperation } from '@latchkey/shared/domain/app-team';
import { appTeamRow } from '../records/rows.ts';
import type { Row } from '../store/store.ts';
import type { App } from './app-accounts.ts';
import { chanceFor, idFor, pick } from './random.ts';

const HOUR = 3_600_000;
const names = ['Administrators', 'Everyone', 'Leads', 'Contractors', 'Regional North', 'Regional South', 'Reviewers', 'On call'];

type Part = Pick<AppTeam, 'presence' | 'reported' | 'operation'>;
type Situation = (role: string | null, at: (hours: number) => string) => Part;

const operation = (kind: TeamOperation['kind'], state: TeamOperation['state'], at: string, reason: string | null = null, nextAttemptAt: string | null = null): TeamOperation => ({ kind, state, reason, at, nextAttemptAt });
const settled: Situation = (role) => ({ reported: { presence: 'present', role }, operation: null });

/** How a team can stand beside being as it should be, one for each status; each app has some of them, among others of which there is nothing to say. */
const situations: readonly Situation[] = [
  (_, at) => ({ reported: { presence: 'unknown' }, operation: operation('create', 'queued', at(-2)) }),
  (role, at) => ({ presence: 'gone', reported: { presence: 'present', role }, operation: operation('remove', 'queued', at(-1)) }),
  (_, at) => ({ reported: { presence: 'present', role: 'former' }, operation: operation('update', 'running', at(-1)) }),
  (_, at) => ({ reported: { presence: 'unknown' }, operation: operation('create', 'failed', at(-40), 'the plan allows no more teams') }),
  (_, at) => ({ reported: { presence: 'present', role: 'former' }, operation: operation('update', 'failed', at(-6), 'the app answered 503', at(1)) }),
  (role, at) => ({ presence: 'gone', reported: { presence: 'present', role }, operation: operation('remove', 'failed', at(-70), 'owns boards that have to be handed over first') }),
  (_, at) => ({ reported: { presence: 'removed', by: 'app', at: at(-30) }, operation: null }),
];

/** @param chance that of the app */
export function appTeamsOf({ workspace, id: integration, integration: { environment, connector, roles: catalogue }, teams, now }: App, chance: () => number): readonly Row[] {
  const roles = Object.keys(catalogue);
  const at = (hours: number): string => new Date(now + hours * HOUR).toISOString();
  const first = Math.floor(chanceFor('app teams', environment, connector)() * situations.length);
  return names.slice(0, 3 + Math.floor(chance() * 6)).map((name, index) => {
    const role = roles[index % (roles.length + 1)] ?? null;
    const situation = index % 2 === 0 ? settled : (situations[(first + (index - 1) / 2) % situations.length] ?? settled);
    const team = chance() < 0.4 ? pick(chance, teams) : null;
    return appTeamRow(workspace, idFor('app team', integration, name), { environment, integration, name, role, team, ...situation(role, at) });
  });
}
