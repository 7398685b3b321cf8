import { describe, expect, test } from 'vitest';
import type { Desired, Operation, Reported } from './app-account.ts';
import { type Account } from './app-account-need.ts';
import { accountStatuses, explainStatus, statusOf, type AccountStatus } from './app-account-status.ts';

const NOW = Date.parse('2026-06-15T12:00:00.000Z');
const [EARLIER, LATER] = ['2026-06-14T12:00:00.000Z', '2026-06-16T12:00:00.000Z'];

/** Every way in which a manager can want an account, in the parts that a status can depend on. */
const desires: readonly Desired[] = (['present', 'gone'] as const).flatMap((presence) =>
  [{}, { admin: true as const }].flatMap((roles) =>
    [false, true].flatMap((exempted) =>
      [false, true].flatMap((isProtected) => [null, EARLIER].map((retry) => ({ presence, roles, exempted, protected: isProtected, retry }))),
    ),
  ),
);
const reports: readonly Reported[] = [
  { presence: 'unknown' },
  { presence: 'invited', expiresAt: EARLIER },
  { presence: 'invited', expiresAt: LATER },
  { presence: 'accepted' },
  ...[{}, { admin: true as const }].flatMap((roles): Reported[] => [
    { presence: 'unclaimed', roles },
    { presence: 'present', roles, protected: false },
    { presence: 'present', roles, protected: true },
  ]),
  ...(['latchkey', 'identity-provider', 'app'] as const).map((by): Reported => ({ presence: 'removed', by, at: EARLIER })),
];
const operations: readonly (Operation | null)[] = [
  null,
  ...(['invite', 'update', 'deprovision', 'sync'] as const).flatMap((kind) =>
    (['queued', 'running', 'failed'] as const).flatMap((state) =>
      [EARLIER, LATER].map((at): Operation => ({ kind, state, reason: state === 'failed' ? 'the app said no' : null, at, nextAttemptAt: null })),
    ),
  ),
];
const all: readonly Account[] = desires.flatMap((desired) =>
  reports.flatMap((reported) =>
    operations.flatMap((operation) =>
      [null, 'm1'].flatMap((member) => [{}, { t1: true as const }].map((teams): Account => ({ member, teams, desired, reported, operation }))),
    ),
  ),
);

/** PRODUCT's table, a rule each: when a status holds, said once more and in other terms than the code says it. */
const wants = ({ desired, teams }: Account): boolean => 't1' in teams || desired.presence !== 'gone';
const isIn = ({ reported }: Account): boolean => ['invited', 'accepted', 'unclaimed', 'present'].includes(reported.presence);
const failed = (kind: Operation['kind']) => (account: Account): boolean =>
  account.operation !== null && account.operation.kind === kind && account.operation.state === 'failed' && account.operation.at !== account.desired.retry;
const underWay = (kind: Operation['kind']) => (account: Account): boolean => account.operation?.kind === kind && !failed(kind)(account);
const again = ({ desired, reported }: Account): boolean =>
  (reported.presence === 'removed' && (reported.by === 'latchkey' || desired.retry === reported.at)) ||
  (reported.presence === 'invited' && Date.parse(reported.expiresAt) < NOW && desired.retry === reported.expiresAt);
const differs = ({ desired, reported }: Account): boolean =>
  (reported.presence === 'present' && reported.protected !== desired.protected) ||
  ((reported.presence === 'present' || reported.presence === 'unclaimed') && 'admin' in reported.roles !== 'admin' in desired.roles);
const leavesAlone = ({ desired }: Account): boolean => desired.exempted;

const rules: Readonly<Record<NonNullable<AccountStatus>, (account: Account) => boolean>> = {
  'Deprovisioning failed': failed('deprovision'),
  'Update failed': failed('update'),
  'Invite failed': failed('invite'),
  'Sync failed': failed('sync'),
  'Awaiting deprovisioning': (account) => underWay('deprovision')(account) || (!wants(account) && isIn(account) && !leavesAlone(account)),
  'Awaiting update': (account) => underWay('update')(account) || (wants(account) && differs(account) && !leavesAlone(account)),
  Inviting: (account) => underWay('invite')(account) || (wants(account) && (account.reported.presence === 'unknown' || again(account)) && !leavesAlone(account)),
  Removed: ({ reported }) => reported.presence === 'removed',
  Exempted: leavesAlone,
  'Unmatched user': (account) => isIn(account) && account.member === null,
  'Invite expired': ({ reported }) => reported.presence === 'invited' && reported.expiresAt === EARLIER,
  'Pending invite claim': ({ reported }) => reported.presence === 'invited' && reported.expiresAt === LATER,
  'Pending user claim': ({ reported }) => reported.presence === 'unclaimed',
  'Awaiting user login': ({ reported }) => reported.presence === 'accepted',
};

/** PRODUCT: 'Where several hold, the first of'. */
const precedence = [
  'Deprovisioning failed, Update failed, Invite failed, Sync failed, Awaiting deprovisioning, Awaiting update, Inviting, Removed,',
  'Exempted, Unmatched user, Invite expired, Pending invite claim, Pending user claim, Awaiting user login',
]
  .join(' ')
  .split(', ') as readonly NonNullable<AccountStatus>[];

describe('STATUS-1 the status of an app account', () => {
  test(`is the first of PRODUCT that holds, in each of the ${all.length} combinations of desired, reported and operation`, () => {
    const wrong = all.filter((account) => statusOf(account, NOW) !== (precedence.find((status) => rules[status](account)) ?? null));
    expect(wrong).toEqual([]);
  });

  test('each of the fifteen comes up', () => {
    expect(new Set(all.map((account) => statusOf(account, NOW)))).toEqual(new Set([null, ...accountStatuses]));
    expect(accountStatuses).toEqual(precedence);
  });

  test('an invitation expires by itself', () => {
    const [invited] = all.filter(({ member, desired, reported, operation }) => member !== null && wants({ desired, teams: {} } as Account) && !desired.exempted && operation === null && reported === reports[2]);
    if (invited === undefined) throw new Error('nobody is invited');
    expect([statusOf(invited, NOW), statusOf(invited, Date.parse(LATER))]).toEqual(['Pending invite claim', 'Invite expired']);
  });
});

describe('STATUS-2 every chip explains itself', () => {
  const base: Account = {
    member: 'm1',
    teams: {},
    desired: { presence: 'present', roles: {}, exempted: false, protected: false, retry: null },
    reported: { presence: 'present', roles: {}, protected: false },
    operation: null,
  };

  test('with a sentence, in each combination, and the status that it is about', () => {
    for (const account of all) {
      const { status, reason } = explainStatus(account, NOW);
      expect(status).toBe(statusOf(account, NOW));
      expect(reason).not.toBe('');
    }
  });

  test.each(['invite', 'update', 'deprovision', 'sync'] as const)('what failed (%s): why, when, when next, and how to try again', (kind) => {
    const operation = { kind, state: 'failed', reason: 'the app said no', at: EARLIER, nextAttemptAt: LATER } as const;
    const explained = explainStatus({ ...base, operation }, NOW);
    expect(explained).toMatchObject({ reason: 'the app said no', at: EARLIER, nextAttemptAt: LATER, retry: EARLIER });
    const retried = { ...base, operation, desired: { ...base.desired, retry: explained.retry } };
    expect(statusOf(retried, NOW)).not.toBe(explained.status);
  });

  test.each([
    ['latchkey', /Latchkey/],
    ['identity-provider', /identity provider/],
    ['app', /app itself/],
  ] as const)('who removed it: %s', (by, who) => {
    const removed: Account = { ...base, desired: { ...base.desired, presence: 'gone' }, reported: { presence: 'removed', by, at: EARLIER } };
    expect(explainStatus(removed, NOW)).toMatchObject({ status: 'Removed', at: EARLIER, reason: expect.stringMatching(who) as string });
  });
});
