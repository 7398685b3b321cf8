import { describe, expect, test } from 'vitest';
import { can, type Action, type Actor, type Place } from './permissions.ts';

const nobody: Actor = { member: 'me', workspace: 'acme', level: 'none', environments: {}, integrations: {}, runs: {}, enabled: true };
const roles = {
  owner: { ...nobody, level: 'owner' },
  administrator: { ...nobody, level: 'administrator' },
  manage: { ...nobody, environments: { production: 'manage' } },
  monitor: { ...nobody, environments: { production: 'monitor' } },
  integrationManage: { ...nobody, integrations: { hubspot: 'manage' } },
  integrationMonitor: { ...nobody, integrations: { hubspot: 'monitor' } },
} as const satisfies Record<string, Actor>;
type Role = keyof typeof roles;
const columns = Object.keys(roles) as readonly Role[];

const inWorkspace: Place = { workspace: 'acme', environment: null, integration: null, group: null };
const inProduction: Place = { ...inWorkspace, environment: 'production' };
const inHubspot: Place = { ...inProduction, integration: 'hubspot', group: 'crm' };
const invite = (allowed: boolean): Action => ({ kind: 'members.invite', allowed, level: 'none', scoped: 'monitor' });
const change = (level: Actor['level'], becomes = level): Action => ({ kind: 'members.change', subject: { member: 'other', level, becomes } });

/** PRODUCT, 'Who may do what', row by row; a cell is y or n, in the order of the columns above. */
const table: readonly (readonly [string, Action, Place, string])[] = [
  ['read the environment', { kind: 'environment.read' }, inProduction, 'yyyynn'],
  ['read one integration', { kind: 'integration.read' }, inHubspot, 'yyyyyy'],
  ['connected users: enable, disable, remove, import', { kind: 'connectedUsers.manage' }, inProduction, 'yyynnn'],
  ['activations and integration: enable, disable', { kind: 'activations.manage' }, inHubspot, 'yyynyn'],
  ['view runs (not given)', { kind: 'runs.view' }, inHubspot, 'yynnnn'],
  ['run now (not given)', { kind: 'runs.start' }, inHubspot, 'yynnnn'],
  ['app users and teams: every action', { kind: 'appUsers.manage' }, inHubspot, 'yyynyn'],
  ['connections: rename, remove', { kind: 'connections.manage', usedBy: ['hubspot'] }, inProduction, 'yyynyn'],
  ['connections that another integration uses, too', { kind: 'connections.manage', usedBy: ['hubspot', 'slack'] }, inProduction, 'yyynnn'],
  ['connections that no integration uses', { kind: 'connections.manage', usedBy: [] }, inProduction, 'yyynnn'],
  ['invite members (not allowed)', invite(false), inHubspot, 'yynnnn'],
  ['invite members (allowed)', invite(true), inHubspot, 'yyyyyy'],
  ["change a member's level, enable, remove", change('none', 'administrator'), inWorkspace, 'yynnnn'],
  ['change an owner', change('owner'), inWorkspace, 'ynnnnn'],
  ['make an owner', change('administrator', 'owner'), inWorkspace, 'ynnnnn'],
  ['teams; giving view and run', { kind: 'teams.manage' }, inWorkspace, 'yynnnn'],
  ['reading Activity', { kind: 'activity.read' }, inWorkspace, 'yynnnn'],
  ['saved views shared with the environment', { kind: 'views.share' }, inProduction, 'yyynnn'],
  ['workspace settings, API keys', { kind: 'settings.manage' }, inWorkspace, 'yynnnn'],
  ['own notifications', { kind: 'notifications.own', member: 'me' }, inWorkspace, 'yyyyyy'],
];

const cells = (action: Action, place: Place, with_: (actor: Actor) => Actor = (actor) => actor): string =>
  columns.map((role) => (can(with_(roles[role]), action, place) === null ? 'y' : 'n')).join('');

describe('the table of PRODUCT, cell by cell', () => {
  test.each(table)('PERM-1 CASE-21 %s', (_, action, place, expected) => {
    expect(cells(action, place)).toBe(expected);
  });

  test.each([
    ['on the integration', 'integration/hubspot'],
    ['on its group', 'group/crm'],
  ])('PERM-1 view runs and run now, given %s', (_, key) => {
    const given = (view: boolean, run: boolean) => (actor: Actor) => ({ ...actor, runs: { [key]: { view, run } } });
    expect(cells({ kind: 'runs.view' }, inHubspot, given(true, false))).toBe('yyyyyy');
    expect(cells({ kind: 'runs.start' }, inHubspot, given(true, false))).toBe('yynnnn');
    expect(cells({ kind: 'runs.start' }, inHubspot, given(false, true))).toBe('yyyyyy');
  });

  test.each(table)('PERM-2 a disabled member: %s', (_, action, place) => {
    expect(cells(action, place, (actor) => ({ ...actor, enabled: false }))).toBe('nnnnnn');
  });

  test.each(table)('PERM-5 in another workspace: %s', (_, action, place) => {
    expect(cells(action, { ...place, workspace: 'other' })).toBe('nnnnnn');
  });
});

describe('where a right ends', () => {
  test('PERM-5 levels of one environment say nothing of another, those of one integration nothing of another', () => {
    expect(cells({ kind: 'environment.read' }, { ...inProduction, environment: 'staging' })).toBe('yynnnn');
    expect(cells({ kind: 'integration.read' }, { ...inHubspot, integration: 'slack' })).toBe('yyyynn');
    expect(cells({ kind: 'activations.manage' }, { ...inHubspot, environment: 'staging', integration: 'slack' })).toBe('yynnnn');
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

  test('PERM-3 nobody invites to more than they hold', () => {
    const manager: Action = { kind: 'members.invite', allowed: true, level: 'none', scoped: 'manage' };
    expect(cells(manager, inHubspot)).toBe('yyynyn');
    const administrator: Action = { kind: 'members.invite', allowed: true, level: 'administrator', scoped: 'none' };
    expect(cells(administrator, inHubspot)).toBe('yynnnn');
    const owner: Action = { kind: 'members.invite', allowed: true, level: 'owner', scoped: 'none' };
    expect(cells(owner, inHubspot)).toBe('ynnnnn');
  });
});
