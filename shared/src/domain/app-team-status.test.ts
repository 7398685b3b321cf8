import { describe, expect, test } from 'vitest';
import type { Team } from './app-team-need.ts';
import { explainTeamStatus, teamStatuses, teamStatusOf, type TeamStatus } from './app-team-status.ts';
import type { ReportedTeam, TeamOperation } from './app-team.ts';

const [EARLIER, LATER] = ['2026-06-14T12:00:00.000Z', '2026-06-16T12:00:00.000Z'];

/** Every way in which a manager can want a team, in the parts that a status can depend on. */
const desires = [{}, { presence: 'gone' as const }].flatMap((presence) =>
  [null, 'admin'].flatMap((role) => [{}, { retry: EARLIER }].map((retry) => ({ role, ...presence, ...retry }))),
);
const reports: readonly { readonly reported?: ReportedTeam }[] = [
  {},
  { reported: { presence: 'unknown' } },
  ...[null, 'admin'].map((role) => ({ reported: { presence: 'present', role } as const })),
  ...(['latchkey', 'identity-provider', 'app'] as const).map((by) => ({ reported: { presence: 'removed', by, at: EARLIER } as const })),
];
const operations: readonly { readonly operation?: TeamOperation }[] = [
  {},
  ...(['create', 'update', 'remove'] as const).flatMap((kind) =>
    (['queued', 'running', 'failed'] as const).flatMap((state) =>
      [EARLIER, LATER].map((at) => ({ operation: { kind, state, reason: state === 'failed' ? 'the app said no' : null, at, nextAttemptAt: null } })),
    ),
  ),
];
const all: readonly Team[] = desires.flatMap((desired) => reports.flatMap((reported) => operations.map((operation): Team => ({ ...desired, ...reported, ...operation }))));

/** The table, a rule each: when a status holds, said once more and in other terms than the code says it. */
const wants = (team: Team): boolean => !('presence' in team);
const failed = (kind: TeamOperation['kind']) => (team: Team): boolean => team.operation?.kind === kind && team.operation.state === 'failed' && team.operation.at !== team.retry;
const underWay = (kind: TeamOperation['kind']) => (team: Team): boolean => team.operation?.kind === kind && !failed(kind)(team);

const rules: Readonly<Record<NonNullable<TeamStatus>, (team: Team) => boolean>> = {
  'Removal failed': failed('remove'),
  'Update failed': failed('update'),
  'Adding failed': failed('create'),
  'Awaiting removal': (team) => underWay('remove')(team) || (!wants(team) && (!('reported' in team) || team.reported?.presence === 'present')),
  'Awaiting update': (team) => underWay('update')(team) || (wants(team) && team.reported?.presence === 'present' && team.reported.role !== team.role),
  Adding: (team) =>
    underWay('create')(team) ||
    (wants(team) && (team.reported?.presence === 'unknown' || (team.reported?.presence === 'removed' && (team.reported.by === 'latchkey' || team.retry === team.reported.at)))),
  Removed: ({ reported }) => reported?.presence === 'removed',
};
const precedence = 'Removal failed, Update failed, Adding failed, Awaiting removal, Awaiting update, Adding, Removed'.split(', ') as readonly NonNullable<TeamStatus>[];

describe('STATUS-8 the status of an app team', () => {
  test(`is the first that holds, in each of the ${all.length} combinations of desired, reported and operation`, () => {
    const wrong = all.filter((team) => teamStatusOf(team) !== (precedence.find((status) => rules[status](team)) ?? null));
    expect(wrong).toEqual([]);
  });

  test('each of the eight comes up', () => {
    expect(new Set(all.map(teamStatusOf))).toEqual(new Set([null, ...teamStatuses]));
    expect(teamStatuses).toEqual(precedence);
  });

  test('one that was kept before its app was asked stands as it is, until it is changed', () => {
    expect([teamStatusOf({ role: 'admin' }), teamStatusOf({ role: null, presence: 'gone' })]).toEqual([null, 'Awaiting removal']);
  });

  test('STATUS-2 every chip explains itself, in each combination', () => {
    for (const team of all) {
      const { status, reason } = explainTeamStatus(team);
      expect(status).toBe(teamStatusOf(team));
      expect(reason).not.toBe('');
    }
  });

  test.each(['create', 'update', 'remove'] as const)('STATUS-2 what failed (%s): why, when, when next, and how to try again', (kind) => {
    const team: Team = { role: null, reported: { presence: 'present', role: null }, operation: { kind, state: 'failed', reason: 'the app said no', at: EARLIER, nextAttemptAt: LATER } };
    const explained = explainTeamStatus(team);
    expect(explained).toMatchObject({ reason: 'the app said no', at: EARLIER, nextAttemptAt: LATER, retry: EARLIER });
    expect(teamStatusOf({ ...team, retry: EARLIER })).not.toBe(explained.status);
  });

  test('STATUS-4 what the app removed can be added again; what a manager removed is wanted again, not retried', () => {
    const removed: Team = { role: null, reported: { presence: 'removed', by: 'app', at: EARLIER } };
    expect(explainTeamStatus(removed)).toMatchObject({ status: 'Removed', at: EARLIER, retry: EARLIER, reason: expect.stringMatching(/app itself/) as string });
    expect(teamStatusOf({ ...removed, retry: EARLIER })).toBe('Adding');
    expect(explainTeamStatus({ ...removed, presence: 'gone' }).retry).toBeNull();
  });
});
