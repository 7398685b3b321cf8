import { readFileSync } from 'node:fs';
import { statusOf, accountStatuses } from '@latchkey/shared/domain/app-account-status';
import { AppAccount } from '@latchkey/shared/domain/app-account';
import { AppTeam } from '@latchkey/shared/domain/app-team';
import { teamStatuses, teamStatusOf } from '@latchkey/shared/domain/app-team-status';
import type { Kind, StatusKind } from '@latchkey/shared/domain/kinds';
import { schemas, statusSchemas } from '@latchkey/shared/domain/schemas';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { chainEntry, brokenAt } from '../audit/chain.ts';
import type { StoredAuditEntry } from '../store/audit-log.ts';
import { sampleMembers } from './members.ts';
import { sampleActivity, sampleFounding, sampleRows } from './northwind.ts';

const csv = readFileSync(new URL('connected-users.csv', import.meta.url), 'utf8');

describe('the sample', () => {
  const founding = sampleFounding(sampleMembers.map(({ userName }) => userName));
  const now = Date.parse('2026-11-23T12:00:00.000Z');
  const rows = [...sampleRows(csv, now)];
  const of = (kind: Kind) => rows.filter((row) => row.kind === kind);

  test('is the same every time', () => expect([...sampleRows(csv, now)]).toEqual(rows));

  test.each(['2026-11-23T12:00:00.000Z', '2027-03-02T00:00:00.000Z', '2026-02-03T23:59:59.000Z'])('has users of the last day, and none of later, at %s', (at) => {
    const loaded = Date.parse(at);
    const created = [...sampleRows(csv, loaded)].flatMap(({ kind, record }) => (kind === 'connectedUser' ? [Date.parse(String(record['createdAt']))] : []));
    const newest = created.reduce((latest, one) => Math.max(latest, one));
    expect(loaded - newest).toBeGreaterThanOrEqual(0);
    expect(loaded - newest).toBeLessThan(86_400_000);
  });

  test('every record and status fits its schema', () => {
    for (const { kind, record, status } of rows) {
      v.parse(schemas[kind], record);
      if (status !== null) v.parse(statusSchemas[kind as StatusKind], status);
    }
    for (const { member } of founding.members) v.parse(schemas.member, member);
  });

  test('ids and natural keys are unique, and parents are there', () => {
    const ids = new Set(rows.map(({ kind, id }) => `${kind} ${id}`));
    expect(ids.size).toBe(rows.length);
    const parents = new Set([...rows.map(({ id }) => id), ...founding.members.map(({ id }) => id)]);
    const keyed = rows.filter(({ key }) => key !== null);
    expect(new Set(keyed.map(({ kind, environment, key }) => `${kind} ${environment} ${key}`)).size).toBe(keyed.length);
    expect(rows.filter(({ parent }) => parent !== null && !parents.has(parent))).toEqual([]);
  });

  test('Production has the users and connections of the file; every state is there to be seen', () => {
    const environment = founding.environments[2];
    const production = rows.filter((row) => row.environment === environment);
    const of = (kind: string) => production.filter((row) => row.kind === kind);
    expect([of('connectedUser').length, of('connection').length, of('integration').length]).toEqual([5_000, 6_932, 40]);
    expect(of('connection').filter(({ record }) => record['status'] === 'invalid')).toHaveLength(685);
    expect(new Set(of('activation').map(({ status }) => status?.['inFlight']))).toEqual(new Set([null, 'queued', 'running']));
    expect(new Set(of('connectedUser').map(({ record }) => record['enabled']))).toEqual(new Set([true, false]));
    expect(of('connectedUser').some(({ status }) => status?.['lastSeenAt'] === null)).toBe(true);
  });

  test('is a whole workspace: people, teams, activations, app accounts, runs and views', () => {
    expect([of('member').length + founding.members.length, of('team').length, of('activation').length]).toEqual([300, 25, 8_000]);
    const accounts = new Map<string, number>();
    for (const { record } of of('appAccount')) accounts.set(String(record['integration']), (accounts.get(String(record['integration'])) ?? 0) + 1);
    expect(accounts.size).toBe(of('integration').length);
    expect(Math.max(...accounts.values())).toBeGreaterThan(300);
    expect([of('appTeam'), of('view'), of('run')].map((list) => list.length > 0)).toEqual([true, true, true]);
  });

  test('has app accounts, app teams, invitations and runs in every status', () => {
    expect(new Set(of('appAccount').map(({ record }) => statusOf(v.parse(AppAccount, record), now)))).toEqual(new Set([null, ...accountStatuses]));
    expect(new Set(of('appTeam').map(({ record }) => teamStatusOf(v.parse(AppTeam, record))))).toEqual(new Set([null, ...teamStatuses]));
    expect(new Set(of('invitation').map(({ record }) => record['status']))).toEqual(new Set(['pending', 'accepted', 'dismissed', 'expired', 'revoked']));
    expect(new Set(of('run').map(({ record }) => (record['state'] as { kind: string }).kind))).toEqual(new Set(['queued', 'running', 'lapsed', 'ended']));
  });

  test('the latest run of an activation is what its runs say', () => {
    const latest = new Map<string, { result: unknown; at: string }>();
    for (const { record } of of('run')) {
      const state = record['state'] as { kind: string; endedAt: string; result: unknown };
      const known = latest.get(String(record['activation']));
      if (state.kind === 'ended' && (known === undefined || known.at < state.endedAt)) latest.set(String(record['activation']), { result: state.result, at: state.endedAt });
    }
    const statuses = new Map(of('activation').map(({ id, status }) => [id, status?.['latestRun']]));
    expect(latest.size).toBeGreaterThan(500);
    for (const [activation, run] of latest) expect(run).toEqual(statuses.get(activation));
  });

  test('AUDIT-2 has a history that can be chained, in order of time, applied, refused and superseded', () => {
    const entries: StoredAuditEntry[] = [];
    for (const entry of sampleActivity(rows, now)) entries.push(chainEntry(entries.at(-1) ?? null, entry));
    expect(brokenAt(entries.map(({ sequence, previous, hash, ...content }) => ({ sequence, previous, hash, content })))).toBeNull();
    expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).sort());
    expect(new Set(entries.map(({ outcome }) => outcome))).toEqual(new Set(['applied', 'refused', 'superseded']));
    expect(entries.length - new Set(entries.map(({ thread }) => thread)).size).toBeGreaterThan(20);
  });
});
