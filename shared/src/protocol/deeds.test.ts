import { expect, test } from 'vitest';
import { fold } from '../domain/fold.ts';
import { definitions } from '../edits/definitions.ts';
import { deedOf, deedsSaid, kindsSaid, kindWords } from './deeds.ts';

const server = ['run.lapse', 'invitation.accept', 'appAccount.deprovision', 'connectedUsers.import', 'rest.removeConnectedUser', 'workspace.change'];

test.each([...definitions.keys(), ...server])('AUDIT-3 %s is found by every word that is said of it', (action) => {
  for (const applied of [null, true, false]) {
    const deed = deedOf({ action, after: applied, outcome: applied === null ? 'refused' : 'applied' });
    expect(deed).not.toBe(action);
    for (const word of fold(deed).split(' ')) expect(deedsSaid(word)).toContainEqual(expect.objectContaining({ action, applied }));
  }
});

test('AUDIT-3 what was disabled is not found by what is said of enabling', () => {
  const found = deedsSaid('enabled').map(({ action, applied }) => `${action} ${String(applied)}`);
  expect(found).toContain('connectedUser.setEnabled true');
  expect(found).not.toContain('connectedUser.setEnabled false');
  expect(deedsSaid('roger')).toEqual([]);
});

test('AUDIT-3 a kind of record is found by what it is called', () => {
  for (const [kind, words] of Object.entries(kindWords)) expect(kindsSaid(fold(words))).toContain(kind);
  expect(kindsSaid('app')).toEqual(['appAccount', 'appTeam']);
});
