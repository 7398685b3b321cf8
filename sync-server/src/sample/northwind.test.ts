import { readFileSync } from 'node:fs';
import { schemas, statusSchemas, type StatusKind } from '@latchkey/shared/domain/kinds';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { sampleMembers } from './members.ts';
import { sampleFounding, sampleRows } from './northwind.ts';

const csv = readFileSync(new URL('connected-users.csv', import.meta.url), 'utf8');

describe('the sample', () => {
  const rows = [...sampleRows(csv)];

  test('is the same every time', () => expect([...sampleRows(csv)]).toEqual(rows));

  test('every record and status fits its schema', () => {
    for (const { kind, record, status } of rows) {
      v.parse(schemas[kind], record);
      if (status !== null) v.parse(statusSchemas[kind as StatusKind], status);
    }
    for (const { member } of sampleFounding(sampleMembers.map(({ userName }) => userName)).members) v.parse(schemas.member, member);
  });

  test('ids and natural keys are unique, and parents are there', () => {
    const ids = new Set(rows.map(({ kind, id }) => `${kind} ${id}`));
    expect(ids.size).toBe(rows.length);
    const keyed = rows.filter(({ key }) => key !== null);
    expect(new Set(keyed.map(({ kind, environment, key }) => `${kind} ${environment} ${key}`)).size).toBe(keyed.length);
    expect(rows.filter(({ parent }) => parent !== null && !ids.has(`connectedUser ${parent}`))).toEqual([]);
  });

  test('Production has the users and connections of the file; every state is there to be seen', () => {
    const environment = sampleFounding(sampleMembers.map(({ userName }) => userName)).environments[2];
    const production = rows.filter((row) => row.environment === environment);
    const of = (kind: string) => production.filter((row) => row.kind === kind);
    expect([of('connectedUser').length, of('connection').length, of('integration').length]).toEqual([5_000, 6_932, 40]);
    expect(of('connection').filter(({ record }) => record['status'] === 'invalid')).toHaveLength(685);
    expect(new Set(of('activation').map(({ status }) => status?.['inFlight']))).toEqual(new Set([null, 'queued', 'running']));
    expect(new Set(of('connectedUser').map(({ record }) => record['enabled']))).toEqual(new Set([true, false]));
    expect(of('connectedUser').some(({ status }) => status?.['lastSeenAt'] === null)).toBe(true);
  });
});
