/** Accounts inside the apps of the sample, in every status of PRODUCT. Pure. */
import type { AppAccount, Desired, Operation, Reported } from '@latchkey/shared/domain/app-account';
import type { Integration } from '@latchkey/shared/domain/integration';
import { appAccountRow } from '../records/rows.ts';
import type { Row } from '../store/store.ts';
import { appTeamsOf } from './app-teams.ts';
import { chanceFor, idFor, pick } from './random.ts';

const [HOUR, DAY] = [3_600_000, 86_400_000];

/** Some apps are for everybody, one for nearly all; most for a few. */
const sizes: Readonly<Record<string, number>> = { hubspot: 310, slack: 260, salesforce: 180, 'google-drive': 140, jira: 90, zendesk: 60 };
const FEW = 12;

export interface App {
  readonly workspace: string;
  readonly id: string;
  readonly integration: Integration;
  /** Members who may have an account. */
  readonly members: readonly { readonly id: string; readonly userName: string }[];
  /** Ids of the workspace's teams. */
  readonly teams: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

type Part = Pick<AppAccount, 'desired' | 'reported' | 'operation'>;
type Situation = (roles: Desired['roles'], at: (hours: number) => string) => Part & { readonly unmatched?: true };

const wanted = (roles: Desired['roles'], change: Partial<Desired> = {}): Desired => ({ presence: 'present', roles, exempted: false, protected: false, retry: null, ...change });
const there = (roles: Desired['roles'], isProtected = false): Reported => ({ presence: 'present', roles, protected: isProtected });
const gone: Partial<Desired> = { presence: 'gone', roles: {} };
const operation = (kind: Operation['kind'], state: Operation['state'], at: string, reason: string | null = null, nextAttemptAt: string | null = null): Operation => ({ kind, state, reason, at, nextAttemptAt });

/** How an account can stand, one for each status and some that PRODUCT tells apart in the sheet. */
const situations: readonly Situation[] = [
  (roles) => ({ desired: wanted(roles, { protected: true }), reported: there(roles, true), operation: null }),
  (roles, at) => ({ desired: wanted(roles), reported: { presence: 'unknown' }, operation: operation('invite', 'queued', at(-3)) }),
  (roles, at) => ({ desired: wanted(roles), reported: { presence: 'invited', expiresAt: at(100) }, operation: null }),
  (roles) => ({ desired: wanted(roles), reported: { presence: 'accepted' }, operation: null }),
  (roles) => ({ desired: wanted(roles), reported: { presence: 'unclaimed', roles }, operation: null }),
  (roles, at) => ({ desired: wanted(roles), reported: { presence: 'invited', expiresAt: at(-200) }, operation: null }),
  (roles, at) => ({ desired: wanted(roles), reported: { presence: 'unknown' }, operation: operation('invite', 'failed', at(-30), 'no seats left in the plan') }),
  (roles, at) => ({ desired: wanted(roles), reported: there({}), operation: operation('update', 'running', at(-1)) }),
  (roles, at) => ({ desired: wanted(roles), reported: there({}), operation: operation('update', 'failed', at(-8), 'the app answered 503', at(2)) }),
  (roles, at) => ({ desired: wanted({}, gone), reported: there(roles), operation: operation('deprovision', 'queued', at(-2)) }),
  (roles, at) => ({ desired: wanted({}, gone), reported: there(roles), operation: operation('deprovision', 'failed', at(-50), 'owns documents that have to be handed over first') }),
  (_, at) => ({ desired: wanted({}, gone), reported: { presence: 'removed', by: 'latchkey', at: at(-400) }, operation: null }),
  (roles, at) => ({ desired: wanted(roles), reported: { presence: 'removed', by: 'identity-provider', at: at(-90) }, operation: null }),
  (roles, at) => ({ desired: wanted(roles), reported: { presence: 'removed', by: 'app', at: at(-20) }, operation: null }),
  (roles) => ({ desired: wanted(roles), reported: there(roles), operation: null, unmatched: true }),
  (roles) => ({ desired: wanted(roles, { exempted: true }), reported: there(roles), operation: null }),
  (roles, at) => ({ desired: wanted(roles), reported: there(roles), operation: operation('sync', 'failed', at(-12), 'the app answered 429', at(1)) }),
];
const settled: Situation = (roles) => ({ desired: wanted(roles), reported: there(roles), operation: null });

const assets = ['EMEA pipeline', 'Quarterly forecast', 'Brand assets', 'Onboarding playbook', 'Shared inbox', 'Invoices 2026', 'Sprint board', 'Price list', 'Partner portal'];

/** The accounts and teams of one app. */
export function* appRows(app: App): Generator<Row> {
  const { workspace, id: integration, now } = app;
  const { environment, connector, roles: catalogue } = app.integration;
  const roles = Object.keys(catalogue);
  const chance = chanceFor('app', environment, connector);
  const teams = appTeamsOf(app, chance);
  yield* teams;
  const giving = teams.filter(({ record }) => record['presence'] !== 'gone');
  const at = (hours: number): string => new Date(now + hours * HOUR).toISOString();
  const size = sizes[connector] ?? FEW + Math.floor(chance() * 20);
  const first = Math.floor(chance() * app.members.length);
  for (let n = 0; n < size; n++) {
    const member = n < app.members.length ? app.members[(first + n) % app.members.length] : undefined;
    const held = Object.fromEntries(roles.filter((_, index) => index === n % roles.length || chance() < 0.15).map((role) => [role, true as const]));
    // In small apps each situation once; in large ones most accounts are as they should be.
    const situation = n < situations.length || chance() < 0.12 ? (situations[n % situations.length] ?? settled) : settled;
    const { unmatched, ...part } = situation(held, at);
    const matched = unmatched === undefined ? member : undefined;
    const username = matched === undefined ? `contractor-${n}@partner.example` : `${matched.userName}@northwind.example`;
    const through = chance() < 0.25 && part.desired.presence === 'present' ? { [pick(chance, giving).id]: true as const } : {};
    const account: AppAccount = {
      ...{ environment, integration, username, member: matched?.id ?? null, teams: through, ...part },
      assets: assets.filter(() => chance() < 0.2),
    };
    const isUsed = part.reported.presence === 'present' && chance() < 0.8;
    yield appAccountRow(workspace, idFor('app account', integration, String(n)), account, { lastUsedAt: isUsed ? new Date(now - Math.floor(chance() * 60 * DAY)).toISOString() : null });
  }
}
