import { expect, test } from 'vitest';
import type { Gift } from '$lib/state/people-requests.ts';
import type { MemberRole } from '$replica/environment-rows.ts';
import { saidGains } from './gains.ts';

const member = (email: string, role: MemberRole, integrations: readonly string[] = [], manages: readonly string[] = [], enabled = true) => ({ email, role, integrations, manages, enabled });
const everybody = [
  member('owner', 'owner', ['crm', 'chat'], ['crm', 'chat']),
  member('administrator', 'administrator', ['crm', 'chat'], ['crm', 'chat']),
  member('manager', 'manage', ['crm', 'chat'], ['crm', 'chat']),
  member('monitor', 'monitor', ['crm', 'chat'], ['crm']),
  member('single', 'integration-manage', ['crm'], ['crm']),
  member('nobody', 'none'),
  member('off', 'none', [], [], false),
];
const said = (gift: Gift) => saidGains(everybody, gift, (gains) => `${gains.level}${gains.to === 'integrations' ? ` on ${gains.integrations.join(' and ')}` : ''}`);
const nothing = 'Members already, with at least this: nothing changes for them: ';
const off = 'Members already, but disabled, and can not accept it: off';

test.each<[what: string, gift: Gift, lines: readonly string[]]>([
  ['a level of the workspace', { to: 'workspace', level: 'administrator' }, [`${nothing}owner, administrator`, 'Members already, will gain administrator: manager, monitor, single, nobody', off]],
  ['one of the environment', { to: 'environment', environment: 'e', level: 'manage' }, [`${nothing}owner, administrator, manager`, 'Members already, will gain manage: monitor, single, nobody', off]],
  [
    'one on integrations, of which some are theirs',
    { to: 'integrations', environment: 'e', integrations: ['crm', 'chat'], level: 'manage' },
    [
      `${nothing}owner, administrator, manager`,
      'Members already, will gain manage on chat: monitor, single',
      'Members already, will gain manage on crm and chat: nobody',
      off,
    ],
  ],
  [
    'a lower one on an integration that they manage',
    { to: 'integrations', environment: 'e', integrations: ['crm'], level: 'monitor' },
    [`${nothing}owner, administrator, manager, monitor, single`, 'Members already, will gain monitor on crm: nobody', off],
  ],
])('INVITE-4 members are said to gain what they have not: %s', (_, gift, lines) => {
  expect(said(gift)).toEqual(lines);
});
