import { expect, test } from 'vitest';
import { inOrder, type Sorted } from './activity-order.ts';

const row = (change: Partial<Sorted['first']>, outcomes: Partial<Sorted['outcomes']> = { applied: 1 }): Sorted => ({
  first: {
    ...{ actor: { kind: 'member', id: 'm', name: 'Ada' }, action: 'connectedUser.setEnabled', after: true, outcome: 'applied' },
    ...{ subject: { kind: 'connectedUser', id: 'u', name: 'Grace' }, deviceName: null },
    ...change,
  },
  outcomes: { applied: 0, refused: 0, superseded: 0, ...outcomes },
});
const actor = (name: string): Partial<Sorted['first']> => ({ actor: { kind: 'member', id: name, name } });
const subject = (name: string): Partial<Sorted['first']> => ({ subject: { kind: 'team', id: name, name } });

test.each([
  ['when', [row({}), row({}), row({})], [2, 1, 0], [0, 1, 2]],
  ['who', [row(actor('Zoe')), row(actor('Élodie')), row(actor('elodie'))], [1, 2, 0], [0, 1, 2]],
  ['what', [row({ after: true }), row({ after: false }), row({ action: 'appAccount.setRole' })], [1, 0, 2], [2, 0, 1]],
  ['subject', [row(subject('Support')), row({ subject: null }), row(subject('Łódź'))], [2, 0, 1], [1, 0, 2]],
  ['device', [row({}), row({ deviceName: 'Chrome on Linux' }), row({ deviceName: 'Safari on iPhone' })], [1, 2, 0], [2, 1, 0]],
  ['outcome', [row({}, { superseded: 1 }), row({}, { applied: 3, refused: 1, superseded: 1 }), row({})], [2, 1, 0], [0, 1, 2]],
] as const)('AUDIT-3 rows in the order of %s: alike, the latest first; without a text, last', (by, rows, ascending, descending) => {
  expect(inOrder(rows, { by, descending: false })).toEqual(ascending.map((at) => rows[at]));
  expect(inOrder(rows, { by, descending: true })).toEqual(descending.map((at) => rows[at]));
});
