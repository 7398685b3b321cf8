import { describe, expect, test } from 'vitest';
import { definitions } from './edits/definitions.ts';
import { can, type Action, type Actor, type Place } from './permissions.ts';
import { columns, type Column, type PermissionRow, type Things } from './testing/permission-row.ts';
import { permissionTable, placeOf } from './testing/permission-table.ts';

const things: Things = {
  ...{ workspace: 'acme', environment: 'production', integration: 'hubspot', group: 'crm', self: 'me', member: 'other', otherOwner: 'owner' },
  ...{ user: 'u', activation: 'a', connection: 'c', account: 'acc', appTeam: 'at', role: 'r', team: 't', invitation: 'i', view: 'v', apiKey: 'k' },
  ...{ newId: 'new', newEmail: 'new@example.com', at: '2026-01-01T00:00:00.000Z' },
};
const nobody: Actor = { member: 'me', workspace: 'acme', level: 'none', environments: {}, integrations: {}, runs: {}, enabled: true };
const roles = {
  owner: { ...nobody, level: 'owner' },
  administrator: { ...nobody, level: 'administrator' },
  manage: { ...nobody, environments: { production: 'manage' } },
  monitor: { ...nobody, environments: { production: 'monitor' } },
  'integration manage': { ...nobody, integrations: { hubspot: 'manage' } },
  'integration monitor': { ...nobody, integrations: { hubspot: 'monitor' } },
} as const satisfies Record<Column, Actor>;

const inWorkspace: Place = { workspace: 'acme', environment: null, integration: null, group: null };
const inProduction: Place = { ...inWorkspace, environment: 'production' };
const inHubspot: Place = { ...inProduction, integration: 'hubspot', group: 'crm' };

/** With the right of runs that a row is about, given under this key. */
const given = (row: PermissionRow, key: string) => (actor: Actor): Actor => ({
  ...actor,
  runs: row.when === null ? {} : { [key]: { view: row.when === 'runs viewed', run: row.when === 'runs started' } },
});
const cells = (action: Action, place: Place, with_: (actor: Actor) => Actor = (actor) => actor): string =>
  columns.map((column) => (can(with_(roles[column]), action, place) === null ? 'y' : 'n')).join('');
const table = permissionTable.map((row) => [`${row.right}${row.when === null ? '' : ` (${row.when})`}`, row] as const);

describe('the table of PRODUCT, cell by cell', () => {
  test.each(table)('PERM-1 CASE-21 %s', (_, row) => {
    for (const key of ['integration/hubspot', 'group/crm']) expect(cells(row.action(things), placeOf(row, things), given(row, key))).toBe(row.cells);
  });

  test('every row of PRODUCT is in it, in its words, and so is every edit but those of one\'s own notices', () => {
    const rights = [
      ...['read the environment', 'read one integration', 'connected users: enable, disable, remove, import', 'activations and integration: enable, disable'],
      ...['view runs', 'run now', 'app users and teams: every action', 'connections: rename, remove', 'invite members', "change a member's level, enable, remove"],
      ...['teams; giving view and run; reading Activity', 'saved views shared with the environment', 'workspace settings, API keys', 'own notifications'],
    ];
    // PRODUCT's 'not owners', '≤ own level' and 'that integration' are rows of their own here, and it names no right to what an integration is (PERM-12).
    const further = [
      ...["change an owner's level, enable, remove", 'make an owner', 'what an integration is', 'invite administrators', 'invite owners'],
      ...['invite members to manage the integration', 'invite members to monitor the environment', 'invite members to manage the environment'],
    ];
    expect(new Set(permissionTable.map(({ right }) => right))).toEqual(new Set([...rights, ...further]));
    const edits = new Set(permissionTable.flatMap((row) => row.edits(things).map(({ name }) => name)));
    expect([...definitions.keys()].filter((name) => !edits.has(name))).toEqual(['notice.dismiss', 'notice.settle']);
  });

  test('PERM-1 the right to see runs is not that to start them', () => {
    const only = (view: boolean) => (actor: Actor) => ({ ...actor, runs: { 'group/crm': { view, run: !view } } });
    expect([cells({ kind: 'runs.start' }, inHubspot, only(true)), cells({ kind: 'runs.view' }, inHubspot, only(false))]).toEqual(['yynnnn', 'yynnnn']);
  });

  test.each(table)('PERM-2 a disabled member: %s', (_, row) => {
    expect(cells(row.action(things), placeOf(row, things), (actor) => ({ ...actor, enabled: false }))).toBe('nnnnnn');
  });

  test.each(table)('PERM-5 in another workspace: %s', (_, row) => {
    expect(cells(row.action(things), { ...placeOf(row, things), workspace: 'other' })).toBe('nnnnnn');
  });
});

describe('where a right ends', () => {
  test('PERM-5 levels of one environment say nothing of another, those of one integration nothing of another', () => {
    expect(cells({ kind: 'environment.read' }, { ...inProduction, environment: 'staging' })).toBe('yynnnn');
    expect(cells({ kind: 'integration.read' }, { ...inHubspot, integration: 'slack' })).toBe('yyyynn');
    expect(cells({ kind: 'activations.manage' }, { ...inHubspot, environment: 'staging', integration: 'slack' })).toBe('yynnnn');
  });

  test('PERM-9 a connection that several integrations use, or none, is not for who manages one of them', () => {
    expect(cells({ kind: 'connections.manage', usedBy: ['hubspot', 'slack'] }, inProduction)).toBe('yyynnn');
    expect(cells({ kind: 'connections.manage', usedBy: [] }, inProduction)).toBe('yyynnn');
  });

  test('PERM-3 nobody raises themselves', () => {
    for (const role of columns) {
      const { level } = roles[role];
      if (level === 'owner') continue;
      const raise: Action = { kind: 'members.change', subject: { member: 'me', level, becomes: 'owner' } };
      expect(can(roles[role], raise, inWorkspace)).not.toBeNull();
    }
    const lower: Action = { kind: 'members.change', subject: { member: 'me', level: 'owner', becomes: 'none' } };
    expect(can(roles.owner, lower, inWorkspace)).toBeNull();
  });
});
