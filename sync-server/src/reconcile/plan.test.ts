import type { AppAccount, Desired, Operation, Reported } from '@latchkey/shared/domain/app-account';
import { isWanted } from '@latchkey/shared/domain/app-account-need';
import { statusOf } from '@latchkey/shared/domain/app-account-status';
import type { AppTeam, ReportedTeam } from '@latchkey/shared/domain/app-team';
import { teamStatusOf } from '@latchkey/shared/domain/app-team-status';
import { patience } from '@latchkey/shared/domain/patience';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LAPSED, plan, planTeam } from './plan.ts';

const NOW = Date.parse('2026-06-15T12:00:00.000Z');
const [EARLIER, LATER] = ['2026-06-14T12:00:00.000Z', '2026-06-16T12:00:00.000Z'];

const roles = fc.uniqueArray(fc.constantFrom('admin', 'editor', 'viewer')).map((names) => Object.fromEntries(names.map((name) => [name, true as const])));
const retry = fc.constantFrom(null, EARLIER);
const desired: fc.Arbitrary<Desired> = fc.record({ presence: fc.constantFrom('present', 'gone'), roles, exempted: fc.boolean(), protected: fc.boolean(), retry });
const reported: fc.Arbitrary<Reported> = fc.oneof(
  fc.constant({ presence: 'unknown' } as const),
  fc.constantFrom(EARLIER, LATER).map((expiresAt) => ({ presence: 'invited', expiresAt }) as const),
  fc.constant({ presence: 'accepted' } as const),
  roles.map((given) => ({ presence: 'unclaimed', roles: given }) as const),
  fc.record({ presence: fc.constant('present'), roles, protected: fc.boolean() }),
  fc.constantFrom('latchkey', 'identity-provider', 'app').map((by) => ({ presence: 'removed', by, at: EARLIER }) as const),
);
const operation: fc.Arbitrary<Operation | null> = fc.option(
  fc.record({
    kind: fc.constantFrom('invite', 'update', 'deprovision', 'sync'),
    state: fc.constantFrom('queued', 'running', 'failed'),
    reason: fc.constant(null),
    at: fc.constantFrom(EARLIER, LATER),
    nextAttemptAt: fc.constant(null),
  }),
);
const account: fc.Arbitrary<AppAccount> = fc.record({
  environment: fc.constant('production'),
  integration: fc.constant('hubspot'),
  username: fc.constant('ada'),
  member: fc.constantFrom(null, 'm1'),
  teams: fc.constantFrom({}, { t1: true as const }),
  desired,
  reported,
  operation,
  assets: fc.constant([]),
});

const planned = (it: AppAccount, anew = false): AppAccount => ({ ...it, operation: plan(it, { now: NOW, asked: NOW, anew }) });

/** An app that does what it is asked, and a person who accepts at once. */
function carriedOut(it: AppAccount): AppAccount {
  const { operation: order, desired: wanted } = it;
  const done = (now: Reported): AppAccount => ({ ...it, reported: now, operation: null });
  switch (order?.kind) {
    case 'invite':
      return done({ presence: 'present', roles: {}, protected: false });
    case 'update':
      return done(it.reported.presence === 'unclaimed' ? { presence: 'unclaimed', roles: wanted.roles } : { presence: 'present', roles: wanted.roles, protected: wanted.protected });
    case 'deprovision':
      return done({ presence: 'removed', by: 'latchkey', at: LATER });
    default:
      return { ...it, operation: null };
  }
}

test('RECON-1 what is planned, carried out by an ideal app, converges within three steps, and then nothing is planned', () => {
  fc.assert(
    fc.property(account, (start) => {
      let now = planned({ ...start, operation: null });
      for (let steps = 0; now.operation !== null; steps++) {
        expect(steps).toBeLessThan(3);
        now = planned(carriedOut(now));
      }
      if (!start.desired.exempted && !isWanted(now)) expect(['unknown', 'removed']).toContain(now.reported.presence);
      if (!start.desired.exempted && isWanted(now) && now.reported.presence === 'present') {
        expect(now.reported).toMatchObject({ roles: now.desired.roles, protected: now.desired.protected });
      }
      expect(['Inviting', 'Awaiting update', 'Awaiting deprovisioning']).not.toContain(statusOf(now, NOW));
    }),
    { numRuns: 5_000 },
  );
});

test('RECON-2 planned again it plans the same, whatever was under way: a crash in between repeats nothing', () => {
  fc.assert(
    fc.property(account, fc.boolean(), (start, anew) => {
      const once = planned(start, anew);
      expect(planned(once)).toEqual(once);
    }),
    { numRuns: 5_000 },
  );
});

test('RECON-2 what is running is left to its outcome', () => {
  fc.assert(
    fc.property(account, fc.boolean(), (start, anew) => {
      fc.pre(start.operation?.state === 'running');
      expect(planned(start, anew)).toEqual(start);
    }),
  );
});

test('RECON-1 an exempted account is asked nothing of the app', () => {
  fc.assert(
    fc.property(account, (start) => {
      const it = planned({ ...start, operation: null, desired: { ...start.desired, exempted: true } });
      expect(it.operation).toBeNull();
    }),
  );
});

const fails: AppAccount = {
  ...{ environment: 'production', integration: 'hubspot', username: 'ada', member: 'm1', teams: {}, assets: [] },
  desired: { presence: 'present', roles: { admin: true }, exempted: false, protected: false, retry: null },
  reported: { presence: 'present', roles: {}, protected: false },
  operation: { kind: 'update', state: 'failed', reason: 'no seats', at: EARLIER, nextAttemptAt: null },
};

test('RECON-3 what failed stays so until it is retried, changed, or no longer needed', () => {
  expect(planned(fails)).toEqual(fails);
  expect(planned({ ...fails, desired: { ...fails.desired, retry: EARLIER } }).operation).toMatchObject({ kind: 'update', state: 'queued' });
  expect(planned(fails, true).operation).toMatchObject({ kind: 'update', state: 'queued' });
  expect(planned({ ...fails, desired: { ...fails.desired, roles: {} } }).operation).toBeNull();
  expect(planned({ ...fails, desired: { ...fails.desired, presence: 'gone' } }).operation).toMatchObject({ kind: 'deprovision', state: 'queued' });
});

test('RECON-4 what was asked for longer than seven days ago has lapsed, and says so', () => {
  const asked = NOW - patience.rest - 1;
  expect(plan({ ...fails, operation: null }, { now: NOW, asked, anew: true })).toMatchObject({ state: 'failed', reason: LAPSED });
  expect(plan({ ...fails, operation: null }, { now: NOW, asked: asked + 1, anew: true })).toMatchObject({ state: 'queued', reason: null });
});

describe('app teams are planned in the same way', () => {
  const team: fc.Arbitrary<AppTeam> = fc.record(
    {
      ...{ environment: fc.constant('production'), integration: fc.constant('hubspot'), name: fc.constant('Agents'), team: fc.constant(null) },
      role: fc.constantFrom(null, 'admin', 'viewer'),
      presence: fc.constant('gone'),
      retry: fc.constant(EARLIER),
      reported: fc.oneof(
        fc.constant({ presence: 'unknown' } as const),
        fc.constantFrom(null, 'admin', 'viewer').map((role) => ({ presence: 'present', role }) as const),
        fc.constantFrom('latchkey', 'identity-provider', 'app').map((by) => ({ presence: 'removed', by, at: EARLIER }) as const),
      ),
      operation: fc.record({
        kind: fc.constantFrom('create', 'update', 'remove'),
        state: fc.constantFrom('queued', 'running', 'failed'),
        reason: fc.constant(null),
        at: fc.constantFrom(EARLIER, LATER),
        nextAttemptAt: fc.constant(null),
      }),
    },
    { requiredKeys: ['environment', 'integration', 'name', 'team', 'role', 'reported'] },
  );
  const plannedTeam = (it: AppTeam, anew = false): AppTeam => ({ ...it, operation: planTeam(it, { now: NOW, asked: NOW, anew }) });
  /** An app that does what it is asked; what it is given to add has no role yet. */
  const answer = ({ operation: order, role }: AppTeam): ReportedTeam =>
    order?.kind === 'remove' ? { presence: 'removed', by: 'latchkey', at: LATER } : { presence: 'present', role: order?.kind === 'update' ? role : null };

  test('RECON-1 carried out by an ideal app it converges within two steps, and then nothing is planned', () => {
    fc.assert(
      fc.property(team, (start) => {
        let now = plannedTeam({ ...start, operation: null });
        for (let steps = 0; now.operation !== null; steps++) {
          expect(steps).toBeLessThan(2);
          now = plannedTeam({ ...now, reported: answer(now), operation: null });
        }
        if (start.presence === 'gone') expect(now.reported?.presence).not.toBe('present');
        else if (now.reported?.presence === 'present') expect(now.reported.role).toBe(now.role);
        expect([null, 'Removed']).toContain(teamStatusOf(now));
      }),
    );
  });

  test('RECON-2 planned again it plans the same, and what is running is left to its outcome', () => {
    fc.assert(
      fc.property(team, fc.boolean(), (start, anew) => {
        const once = plannedTeam(start, anew);
        expect(plannedTeam(once)).toEqual(once);
        if (start.operation?.state === 'running') expect(once).toEqual(start);
      }),
    );
  });

  const failing: AppTeam = {
    ...{ environment: 'production', integration: 'hubspot', name: 'Agents', team: null, role: 'admin', reported: { presence: 'present', role: null } },
    operation: { kind: 'update', state: 'failed', reason: 'no such role', at: EARLIER, nextAttemptAt: null },
  };

  test('RECON-3 what failed stays so until it is retried, changed, or no longer needed', () => {
    expect(plannedTeam(failing)).toEqual(failing);
    expect(plannedTeam({ ...failing, retry: EARLIER }).operation).toMatchObject({ kind: 'update', state: 'queued' });
    expect(plannedTeam(failing, true).operation).toMatchObject({ kind: 'update', state: 'queued' });
    expect(plannedTeam({ ...failing, role: null }).operation).toBeNull();
    expect(plannedTeam({ ...failing, presence: 'gone' }).operation).toMatchObject({ kind: 'remove', state: 'queued' });
  });

  test('RECON-4 what was asked for longer than seven days ago has lapsed, and says so', () => {
    expect(planTeam({ ...failing, operation: null }, { now: NOW, asked: NOW - patience.rest - 1, anew: true })).toMatchObject({ state: 'failed', reason: LAPSED });
  });
});
