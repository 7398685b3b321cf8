import { expect, it } from 'vitest';
import type { ActivityEntry } from '@latchkey/shared/protocol/activity';
import { definitions } from '@latchkey/shared/edits/definitions';
import { changesOf, saidAction, saidChange, saidDeed } from './words.ts';

const entry = (change: Partial<ActivityEntry>): ActivityEntry => ({
  ...{ sequence: 1, at: '2026-03-01T12:00:00.000Z', environment: 'env', actor: { kind: 'member', id: 'm', name: 'Dana Marsh' }, device: null, deviceName: null, thread: null },
  ...{ action: 'connectedUser.setEnabled', subject: { kind: 'connectedUser', id: 'u', name: 'Roger Simon' }, element: 'enabled', before: true, after: false, outcome: 'applied', detail: null, hash: '' },
  ...change,
});

it.each([
  ['connectedUser.setEnabled', 'Connected user: Enable or disable'],
  ['appAccount.setRole', 'App user: Role'],
  ['rest.putConnection', 'Connection: Put by your product'],
  ['rest.removeConnectedUser', 'Connected user: Removed by your product'],
  ['somebody.didSomething', 'somebody.didSomething'],
])('AUDIT-3 what was done is a choice with a name of its own: %s', (action, said) => {
  expect(saidDeed(action)).toBe(said);
});

it('AUDIT-3 what was asked is said also where it was refused', () => {
  expect(saidChange(entry({ outcome: 'refused', detail: 'forbidden: No.' }), {})).toBe('Enabled → Disabled');
});

it.each([
  ['appAccount.setRole', 'desired/roles/admin', null, true, 'Does not have it → Has it'],
  ['invitation.setStatus', 'status', 'pending', 'revoked', 'Pending → Revoked'],
  ['connectedUser.setRemoved', 'removed', false, true, 'There → Not there'],
  ['member.setIntegrationLevel', 'integrations/i', null, 'manage', 'None → Manage'],
  ['appAccount.setPresence', 'desired/presence', 'present', 'gone', 'Has access → No access'],
  ['integration.setGroup', 'group', 'Sales', null, 'Sales → –'],
  ['workspace.change', null, { membersMayInvite: false }, { membersMayInvite: true }, 'Members may invite: No → Yes'],
  ['rest.putConnectedUser', null, { enabled: true }, { enabled: false }, 'Enabled: Enabled → Disabled'],
])('AUDIT-3 what was and what is are called as people call them: %s', (action, element, before, after, said) => {
  expect(saidChange(entry({ action, element, before, after }), {})).toBe(said);
});

it('AUDIT-3 EDIT-13 of a record that was not there it is not said what it was', () => {
  const asked = { action: 'appAccount.setRole', element: 'desired/roles/admin', before: null, after: true, outcome: 'refused' } as const;
  expect(saidChange(entry({ ...asked, subject: null }), {})).toBe('– → Has it');
});

it('AUDIT-3 FILE-3 a moment is said as it is everywhere, and written to a file as it is stored', () => {
  const checked = entry({ action: 'integration.checkForUpdates', element: null, before: null, after: '2026-11-28T13:35:01.807Z' });
  expect(saidChange(checked, {})).toMatch(/^– → (28 Nov|Nov 28,) 2026/);
  expect(saidChange(checked, {}, (at) => at)).toBe('– → 2026-11-28T13:35:01.807Z');
});

it('AUDIT-3 names come before ids', () => {
  const made = entry({ action: 'apiKey.create', subject: null, element: null, before: null, after: { id: 'adb28', name: 'product', access: 'all' } });
  expect(changesOf(made, {}).map(({ field }) => field)).toEqual(['Name', 'Access', 'Id']);
});

it('AUDIT-3 a role is called as its own integration calls it', () => {
  const names = { 'acc admin': 'Administrator', 'team editor': 'Editor' };
  expect(saidAction(entry({ action: 'appAccount.setRole', subject: { kind: 'appAccount', id: 'acc', name: 'ivo.k' }, element: 'desired/roles/admin' }), names)).toBe('Role Administrator');
  const team = entry({ action: 'appTeam.setRole', subject: { kind: 'appTeam', id: 'team', name: 'Support' }, element: 'role', before: null, after: 'editor' });
  expect(saidChange(team, names)).toBe('– → Editor');
});

it.each([...definitions.keys()])('AUDIT-3 an entry never shows the name that programs have for an edit: %s', (action) => {
  expect(saidAction(entry({ action, element: null }), {})).not.toMatch(/\w\.\w/);
});
