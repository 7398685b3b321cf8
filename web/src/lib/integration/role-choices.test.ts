import { describe, expect, it } from 'vitest';
import type { Desired, Reported } from '@latchkey/shared/domain/app-account';
import type { RoleState } from '../../replica/integration-rows.ts';
import { accessRequests, nextChoice, roleRequests, tallies } from './role-choices.ts';

const account = (roles: readonly string[], presence: Desired['presence'] = 'present', reported: Reported = { presence: 'unknown' }) => ({
  id: 'a',
  record: { desired: { presence, roles: Object.fromEntries(roles.map((role) => [role, true as const])), exempted: false, protected: false, retry: null }, reported },
});
/** The edits, as `role+`, `role-`, `present` or `retry`. */
const said = (requests: ReturnType<typeof roleRequests>): readonly string[] =>
  requests.map(({ name, args }) => (name === 'appAccount.setRole' ? `${String(args['role'])}${args['on'] === true ? '+' : '-'}` : String(args['presence'] ?? args['at'])));

describe('roles of app users', () => {
  it('EDIT-3 takes one edit for each role that becomes other, and none for what is so already', () => {
    const choices = new Map([['admin', false], ['billing', true], ['member', true]]);
    expect(said(roleRequests(account(['admin', 'member']), choices))).toEqual(['admin-', 'billing+']);
    expect(said(roleRequests(account(['member', 'billing']), choices))).toEqual([]);
  });

  it('leaves roles alone that nothing was chosen for', () => {
    expect(said(roleRequests(account(['admin', 'guest']), new Map([['admin', false]])))).toEqual(['admin-']);
  });

  it('STATUS-3 wants whom it takes a role from no more and no less than before; one who was to be gone comes with that role only', () => {
    expect(said(roleRequests(account(['admin'], 'gone'), new Map([['member', true]])))).toEqual(['admin-', 'member+', 'present']);
    expect(said(roleRequests(account(['admin'], 'gone'), new Map([['admin', true]])))).toEqual(['admin+', 'present']);
    expect(said(roleRequests(account(['admin'], 'gone'), new Map([['admin', false]])))).toEqual([]);
  });

  it('STATUS-4 gives access back to whom the app or the identity provider removed, by asking for it', () => {
    const at = '2026-03-01T00:00:00.000Z';
    const removed = (by: 'app' | 'latchkey'): Reported => ({ presence: 'removed', by, at });
    expect(said(accessRequests(account(['member'], 'present', removed('app')), ['member']))).toEqual([at]);
    expect(said(accessRequests(account(['member'], 'gone', removed('latchkey')), []))).toEqual(['member-', 'present']);
    expect(said(accessRequests(account([], 'gone', removed('latchkey')), ['guest']))).toEqual(['guest+', 'present']);
    expect(said(accessRequests(account(['member'], 'present', { presence: 'accepted' }), ['member']))).toEqual([]);
  });
});

describe('one choice for several app users', () => {
  const role = (id: string, direct: boolean, teams: RoleState['teams'] = []): RoleState => ({ id, name: id, description: null, offered: true, direct, teams, waiting: false });
  const sales = { id: 't', name: 'Sales' };

  it('counts who has a role themselves, and who through teams only', () => {
    const [admin, guest] = tallies([{ roles: [role('admin', true), role('guest', false, [sales])] }, { roles: [role('admin', false), role('guest', true, [sales])] }]);
    expect(admin).toMatchObject({ id: 'admin', direct: 1, through: 0 });
    expect(guest).toMatchObject({ id: 'guest', direct: 1, through: 1 });
  });

  it('gives what only some have to all, and takes what all have; pressed again, the other way', () => {
    const mixed = { id: 'admin', name: 'admin', description: null, offered: true, direct: 1, through: 0 };
    expect(nextChoice(undefined, mixed, 2)).toBe(true);
    expect(nextChoice(true, mixed, 2)).toBe(false);
    expect(nextChoice(undefined, { ...mixed, direct: 2 }, 2)).toBe(false);
    expect(nextChoice(undefined, { ...mixed, offered: false }, 2)).toBe(false);
  });
});
