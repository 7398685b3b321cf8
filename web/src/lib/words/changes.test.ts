import { expect, it } from 'vitest';
import { saidChange, saidStanding } from './changes.ts';

const off = { request: { name: 'connectedUser.setEnabled', args: { user: 'u', enabled: false } }, subject: 'Roger Simon', names: {} };

it('OUT-9 a change says what was done, to whom, and to how many more', () => {
  expect(saidChange({ ...off, records: 1 })).toBe('Roger Simon disabled');
  expect(saidChange({ ...off, records: 2_501 })).toMatch(/^Roger Simon and 2.500 more disabled$/);
});

it.each([
  [{ records: 3, undoable: 3, why: null }, ''],
  [{ records: 3, undoable: 2, why: 'Something else stands there by now.' }, 'It can be undone for 2 of 3. Of the rest: Something else stands there by now.'],
  [{ records: 1, undoable: 0, why: 'It was undone.' }, 'It was undone.'],
  [{ records: 1, undoable: 0, why: null }, 'It changed nothing.'],
])('OUT-9 of %j it says %j', (change, said) => {
  expect(saidStanding(change)).toBe(said);
});
