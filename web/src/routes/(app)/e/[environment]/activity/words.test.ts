import { expect, it } from 'vitest';
import { saidDeed } from './words.ts';

it.each([
  ['connectedUser.setEnabled', 'Connected user: Switch on or off'],
  ['appAccount.setRole', 'App user: Role'],
  ['rest.putConnection', 'Connection: Put by your product'],
  ['rest.removeConnectedUser', 'Connected user: Removed by your product'],
  ['somebody.didSomething', 'somebody.didSomething'],
])('AUDIT-3 what was done is a choice with a name of its own: %s', (action, said) => {
  expect(saidDeed(action)).toBe(said);
});
