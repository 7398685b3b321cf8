/** Where each right of PRODUCT's table shows: the addresses, and the controls there that are for who has it. */
import type { Locator, Page } from '@playwright/test';
import { expect, rows } from './app.ts';

/** What an address is made of. */
export interface Place {
  readonly environment: string;
  readonly integration: string;
  /** The name of whoever looks. */
  readonly self: string;
}

/** What shows the controls: the page as it opens, a row that is chosen, one that is opened, the dialog of a view to save. */
export const stages = ['page', 'selection', 'view', 'sheet'] as const;
export type Stage = (typeof stages)[number];

export interface Control {
  readonly right: string;
  readonly what: string;
  readonly find: (page: Page, place: Place) => Locator;
}

export interface Look {
  readonly address: (place: Place) => string;
  /** Whether it is a page for those who read the environment. */
  readonly wide: boolean;
  /** What is there once it is drawn: a row that says so, or what is found. */
  readonly drawn: string | ((page: Page, place: Place) => Locator);
  readonly controls: Partial<Readonly<Record<Stage, readonly Control[]>>>;
}

/** A page, or a part of one, that is not for whoever looks. */
export const refused = (page: Page): Locator => page.getByRole('heading', { name: /^You (have no access to this page|can not see these runs)$/ });

/** What tells that a look's page is drawn. */
export const drawn = (page: Page, { drawn: what }: Look, place: Place): Locator => (typeof what === 'string' ? rows(page).filter({ hasText: what }) : what(page, place));

/** Goes to a stage of a page that is open. */
export async function reach(page: Page, stage: Stage): Promise<void> {
  if (stage === 'selection') {
    await page.getByRole('row').nth(1).getByRole('checkbox').check();
    await expect(page.getByRole('region', { name: 'Selection' })).toBeVisible();
  } else if (stage === 'view') {
    await page.getByRole('button', { name: 'Save view', exact: true }).click();
    await expect(page.getByRole('checkbox', { name: /^Share it with everyone/ })).toBeVisible();
  } else if (stage === 'sheet') {
    await page.keyboard.press('Escape');
    await rows(page).first().click();
    await expect(opened(page).getByRole('heading').nth(1)).toBeVisible();
  }
}

const opened = (page: Page): Locator => page.getByRole('dialog').first();
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

const share: Control = { right: VIEWS, what: 'sharing a view', find: (page) => page.getByRole('checkbox', { name: /^Share it with everyone/ }) };
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
      controls: { page: [shown(ENVIRONMENT), button(USERS, 'Import')], selection: selected(USERS, 'Enable', 'Disable', 'Remove'), view: [share] },
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
        sheet: [inSheet('make an owner', 'the level of an owner', (sheet) => sheet.getByRole('combobox', { name: /^Workspace level/ }).locator('option[value="owner"]'))],
      },
    },
    { address: ({ environment }) => `${environment}/teams`, wide: true, drawn: rows, controls: { page: [button(TEAMS, 'New team')] } },
    {
      address: ({ integration }) => `${integration}/access?q=oskar%20lindqvist`,
      wide: false,
      drawn: 'Oskar Lindqvist',
      controls: {
        page: [button(INVITE, 'Invite users'), { right: "change an owner's level, enable, remove", what: 'the switch of an owner', find: (page) => page.getByRole('switch', { name: 'Oskar Lindqvist is enabled' }) }],
        selection: selected(MEMBERS, 'Enable', 'Disable', 'Manage permissions', 'Remove'),
      },
    },
    {
      address: ({ integration, self }) => `${integration}/access?q=${encodeURIComponent(self)}`,
      wide: false,
      drawn: (page, { self }) => rows(page).filter({ hasText: self }),
      controls: { page: [{ right: 'own notifications', what: 'their own switch', find: (page, { self }) => page.getByRole('switch', { name: `Notifications of ${self}` }) }] },
    },
    {
      address: ({ integration }) => `${integration}/app-users`,
      wide: false,
      drawn: rows,
      controls: { page: [shown('read one integration')], selection: selected(APP_USERS, 'Change roles', 'Retry', 'Match', 'Exempt', 'Protect', 'Remove') },
    },
    { address: ({ integration }) => `${integration}/app-teams`, wide: false, drawn: rows, controls: { page: [button(APP_USERS, 'Add a team')] } },
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
          button('what an integration is', 'Change'),
        ],
      },
    },
    {
      address: () => '/settings',
      wide: false,
      drawn: (page) => page.getByRole('heading', { name: 'This device' }),
      controls: { page: [shown('workspace settings, API keys', (page) => page.getByRole('heading', { name: 'API keys' }))] },
    },
  ];
};
