/** Where each right of PRODUCT's table shows: the addresses, and the controls there that are for who has it. */
import type { Locator, Page } from '@playwright/test';
import { rows } from './app.ts';
import { opened, type Control, type Look } from './look.ts';

const button = (right: string, what: string): Control => ({ right, what, find: (page) => page.getByRole('button', { name: what, exact: true }) });
const selected = (right: string, ...names: readonly string[]): readonly Control[] =>
  names.map((what) => ({ right, what, find: (page) => page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: what, exact: true }) }));
const inSheet = (right: string, what: string, find: (sheet: Locator) => Locator): Control => ({ right, what, find: (page) => find(opened(page)) });
const place = (right: string, what: string): Control => ({
  right,
  what: `the place ${what}`,
  find: (page) => page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: new RegExp(`^${what}`) }),
});
const shown = (right: string, find: (page: Page) => Locator = rows): Control => ({ right, what: 'what it shows', find });

const ENVIRONMENT = 'read the environment';
const USERS = 'connected users: enable, disable, remove, import';
const ACTIVATIONS = 'activations and integration: enable, disable';
const RUN = 'run now';
const APP_USERS = 'app users and teams: every action';
const CONNECTIONS = 'connections: rename, remove';
const INVITE = 'invite members';
const MEMBERS = "change a member's level, enable, remove";
const TEAMS = 'teams; giving view and run; reading Activity';
const VIEWS = 'saved views shared with the environment';

const CONFIGURATION = 'what an integration is';
const OWNERS = "change an owner's level, enable, remove";
const SETTINGS = 'workspace settings, API keys';

const toInvite = (right: string, role: string): Control => ({
  right,
  what: `inviting as ${role}`,
  find: (page) => page.getByRole('dialog', { name: 'Invite users' }).getByRole('combobox', { name: 'Role' }).locator(`option[value="${role}"]`),
});
const share: Control = { right: VIEWS, what: 'sharing a view', find: (page) => page.getByRole('checkbox', { name: /^Share it with everyone/ }) };
const workspaceLevel = (sheet: Locator): Locator => sheet.getByRole('combobox', { name: /^Workspace level/ });
const places = (page: Page): Locator => page.getByRole('navigation', { name: 'Places' });
const filters = (page: Page): Locator => page.getByRole('group', { name: 'Filters' });

/** @param user the connected user who was put for the looks, with an activation and two connections */
export const looksAt = (user: string): readonly Look[] => {
  const only = `?q=${encodeURIComponent(user)}`;
  return [
    {
      address: ({ environment }) => environment,
      wide: false,
      drawn: places,
      controls: { page: [...['Connected users', 'Integrations', 'Connections', 'Members', 'Teams'].map((name) => place(ENVIRONMENT, name)), place(TEAMS, 'Activity')] },
    },
    {
      address: ({ environment }) => `${environment}/users${only}`,
      wide: true,
      drawn: user,
      controls: {
        page: [shown(ENVIRONMENT), button(USERS, 'Import')],
        selection: selected(USERS, 'Enable', 'Disable', 'Remove'),
        view: [share],
        sheet: [inSheet(USERS, 'the switch', (sheet) => sheet.getByRole('switch', { name: `${user} is enabled`, exact: true }))],
      },
    },
    { address: ({ environment }) => `${environment}/integrations`, wide: true, drawn: '→', controls: { selection: selected(ACTIVATIONS, 'Enable', 'Disable') } },
    { address: ({ environment }) => `${environment}/connections${only}`, wide: true, drawn: 'Login', controls: { selection: selected(CONNECTIONS, 'Remove') } },
    {
      address: ({ environment }) => `${environment}/members?q=mina%20tanaka`,
      wide: true,
      drawn: 'Mina Tanaka',
      controls: {
        page: [button(INVITE, 'Invite users')],
        selection: selected(MEMBERS, 'Enable', 'Disable', 'Manage permissions', 'Remove'),
        sheet: [
          inSheet('make an owner', 'the level of an owner', (sheet) => workspaceLevel(sheet).locator('option[value="owner"]')),
          inSheet(MEMBERS, 'the level in the environment', (sheet) => sheet.getByRole('combobox', { name: /^Level of Mina Tanaka in / })),
          inSheet(MEMBERS, 'the switch', (sheet) => sheet.getByRole('switch', { name: 'Mina Tanaka is enabled' })),
          inSheet(TEAMS, 'giving view and run', (sheet) => sheet.getByRole('button', { name: 'Give a right to runs' })),
        ],
      },
    },
    {
      address: ({ environment }) => `${environment}/members?q=oskar%20lindqvist`,
      wide: true,
      drawn: 'Oskar Lindqvist',
      controls: {
        sheet: [inSheet(OWNERS, 'their level', workspaceLevel), inSheet(OWNERS, 'their switch', (sheet) => sheet.getByRole('switch', { name: 'Oskar Lindqvist is enabled' }))],
      },
    },
    {
      address: ({ environment }) => `${environment}/teams`,
      wide: true,
      drawn: rows,
      controls: {
        page: [button(TEAMS, 'New team')],
        selection: selected(TEAMS, 'Remove'),
        sheet: ['Add a member', 'Add an integration'].map((name) => inSheet(TEAMS, name, (sheet) => sheet.getByRole('button', { name }))),
      },
    },
    { address: ({ environment }) => `${environment}/activity`, wide: true, drawn: rows, controls: { page: [shown(TEAMS)] } },
    {
      address: ({ integration }) => `${integration}/access?q=oskar%20lindqvist`,
      wide: false,
      drawn: 'Oskar Lindqvist',
      controls: {
        page: [button(INVITE, 'Invite users'), { right: OWNERS, what: 'the switch of an owner', find: (page) => page.getByRole('switch', { name: 'Oskar Lindqvist is enabled' }) }],
        selection: selected(MEMBERS, 'Enable', 'Disable', 'Manage permissions', 'Remove'),
        invitation: [
          ...[toInvite(INVITE, 'integration-monitor'), toInvite('invite members to manage the integration', 'integration-manage')],
          ...[toInvite('invite members to monitor the environment', 'monitor'), toInvite('invite members to manage the environment', 'manage')],
          ...[toInvite('invite administrators', 'administrator'), toInvite('invite owners', 'owner')],
        ],
      },
    },
    {
      address: ({ integration, self }) => `${integration}/access?q=${encodeURIComponent(self)}`,
      wide: false,
      drawn: (page, { self }) => rows(page).filter({ hasText: self }),
      controls: { page: [{ right: 'own notifications', what: 'their own switch', find: (page, { self }) => page.getByRole('switch', { name: `Notifications of ${self}` }) }] },
    },
    {
      // Of these nothing else keeps a role from being changed.
      address: ({ integration }) => `${integration}/app-users?status=none&type=individual`,
      wide: false,
      drawn: rows,
      controls: {
        page: [shown('read one integration'), button(APP_USERS, 'Add users'), button(APP_USERS, 'Check for updates')],
        selection: selected(APP_USERS, 'Change roles', 'Retry', 'Match', 'Unmatch', 'Exempt', 'Un-exempt', 'Protect', 'Unprotect', 'Remove'),
        sheet: [
          inSheet(APP_USERS, 'a role', (sheet) => sheet.getByRole('switch').first()),
          ...['Exempted', 'Protected'].map((name) => inSheet(APP_USERS, name, (sheet) => sheet.getByRole('switch', { name }))),
          inSheet(APP_USERS, 'Remove', (sheet) => sheet.getByRole('button', { name: /^Remove from / })),
        ],
      },
    },
    {
      address: ({ integration }) => `${integration}/app-teams`,
      wide: false,
      drawn: rows,
      controls: {
        page: [button(APP_USERS, 'Add a team')],
        selection: selected(APP_USERS, 'Retry', 'Remove'),
        sheet: [
          inSheet(APP_USERS, 'its role', (sheet) => sheet.getByRole('combobox', { name: /^Role that / })),
          inSheet(APP_USERS, 'who is in it', (sheet) => sheet.getByRole('combobox', { name: /^Who is in / })),
        ],
      },
    },
    {
      address: ({ integration }) => `${integration}/activations${only}`,
      wide: false,
      drawn: user,
      controls: {
        selection: [...selected(ACTIVATIONS, 'Enable', 'Disable'), ...selected(RUN, 'Run now')],
        view: [share],
        sheet: [
          inSheet(ACTIVATIONS, 'the switch', (sheet) => sheet.getByRole('switch', { name: 'This activation is enabled' })),
          inSheet(RUN, 'Run now in the sheet', (sheet) => sheet.getByRole('button', { name: 'Run now', exact: true })),
        ],
      },
    },
    {
      address: ({ integration }) => `${integration}/connections${only}`,
      wide: false,
      drawn: 'Login',
      controls: {
        selection: selected(CONNECTIONS, 'Remove'),
        sheet: ['Rename', 'Remove'].map((name) => inSheet(CONNECTIONS, `${name} in the sheet`, (sheet) => sheet.getByRole('button', { name: new RegExp(`^${name} `) }))),
      },
    },
    { address: ({ integration }) => `${integration}/runs`, wide: false, drawn: filters, controls: { page: [shown('view runs', filters)] } },
    {
      address: ({ integration }) => `${integration}/settings`,
      wide: false,
      drawn: (page) => page.getByRole('heading', { name: 'What it is' }),
      controls: {
        page: [
          { right: ACTIVATIONS, what: 'the switch of the integration', find: (page) => page.getByRole('switch', { name: /is enabled$/ }) },
          ...[button(CONFIGURATION, 'Change'), button(CONFIGURATION, 'Add a role')],
        ],
      },
    },
    {
      address: () => '/settings',
      wide: false,
      drawn: (page) => page.getByRole('heading', { name: 'This device' }),
      controls: {
        page: [
          shown(SETTINGS, (page) => page.getByRole('heading', { name: 'API keys' })),
          ...[button(SETTINGS, 'Make a key'), button(SETTINGS, 'Add an environment')],
          { right: SETTINGS, what: 'whether members may invite', find: (page) => page.getByRole('switch', { name: 'Members may invite' }) },
        ],
      },
    },
  ];
};
